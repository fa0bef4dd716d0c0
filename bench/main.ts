import { parseArgs } from 'node:util';
import { bench, figures } from './bench.ts';
import { full, tiny } from './settings.ts';
import { tableOf } from './table.ts';

const names = figures.map(({ name }) => name);
const usage = `npm run bench -- [--json] [--only ${names.join('|')}] [--tiny]`;

/** What is asked for; null where that is nothing we know. */
function asked() {
  try {
    const options = { json: { type: 'boolean' }, only: { type: 'string' }, tiny: { type: 'boolean' } } as const;
    const { values } = parseArgs({ options });
    return values.only === undefined || names.includes(values.only) ? values : null;
  } catch {
    return null;
  }
}

const values = asked();
if (values) {
  const say = process.stderr.isTTY ? (line: string) => process.stderr.write(`${line}\n`) : () => undefined;
  const document = await bench(values.tiny ? tiny : full, say, values.only);
  process.stdout.write(values.json ? `${JSON.stringify(document, null, 2)}\n` : tableOf(document));
} else {
  process.stderr.write(`${usage}\n`);
  process.exitCode = 2;
}
