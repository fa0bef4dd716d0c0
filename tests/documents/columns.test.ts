import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { recognised } from '../../documents/in/lists/columns.ts';

test('docs/lists.md names every header that is known', () => {
  const docs = readFileSync(new URL('../../docs/lists.md', import.meta.url), 'utf8');
  const rows = docs.split('\n').filter((line) => line.startsWith('| '));
  const listed = rows.map((line) =>
    line
      .split('|')[1]!
      .split(',')
      .map((name) => name.trim()),
  );
  for (const columns of Object.values(recognised))
    for (const [key, headers] of Object.entries(columns))
      expect(
        listed.some((names) => headers.every((header: string) => names.includes(header))),
        key,
      ).toBe(true);
});
