import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { dataFolder, documentOf, xiaohao } from './terminal.ts';

const data = dataFolder();
afterAll(data.remove);

const keys = ['kind', 'due', 'start', 'readings', 'rule', 'why', 'provisional', 'quote'];

test('one phrase is answered with every field, nothing left out and nothing more', async () => {
  const said = documentOf(await xiaohao(['deadline', '9月前', '--on', '2024-03-01', '--json'], data.path));
  expect(Object.keys(said)).toEqual(keys);
  expect(said).toMatchObject({ kind: 'ask', due: null, start: null, provisional: false, quote: '9月前' });
  expect(said.readings).toEqual([
    { due: '2024-08-31', why: expect.any(String) },
    { due: '2024-09-30', why: expect.any(String) },
  ]);
  const nothing = documentOf(await xiaohao(['deadline', '', '--on', '2024-03-01', '--json'], data.path));
  expect(Object.keys(nothing)).toEqual(keys);
  expect(nothing).toMatchObject({ kind: 'none', due: null, readings: [], quote: '' });
});

test('a file of phrases is answered line by line, a bad line in its place', async () => {
  const file = join(data.path, 'phrases.jsonl');
  const lines = [
    '{"text": "收到反馈后15个工作日内", "on": "2024-03-01", "feedback": "2024-02-20"}',
    '{"text": "年底前", "on": "2024-02-30"}',
    '["年底前"]',
    '{"text": "立行立改", "on": "2024-03-01", "feedback": null}',
    '',
  ];
  writeFileSync(file, lines.join('\n'));
  const said = await xiaohao(['deadline', '--file', file], data.path);
  const answers = said.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(answers).toEqual([
    expect.objectContaining({ kind: 'date', due: '2024-03-12' }),
    { error: expect.objectContaining({ code: 'no-such-date', facts: { line: 2, text: '2024-02-30' } }) },
    { error: expect.objectContaining({ code: 'line-in-error' }) },
    expect.objectContaining({ kind: 'immediate', due: null }),
  ]);
  expect(said.stderr).toContain('lines-in-error');
  expect(said.code).toBe(1);
  expect(await xiaohao(['deadline', '--file', file, '--json'], data.path)).toMatchObject({ stdout: said.stdout });
});

test('a phrase or a file: one of the two', async () => {
  for (const args of [[], ['年底', '--file', 'x']])
    expect(await xiaohao(['deadline', ...args], data.path)).toMatchObject({ code: 2, stdout: '' });
});
