import { parseArgs } from 'node:util';
import { bench, figures } from './bench.ts';
import { full, tiny } from './settings.ts';
import { tableOf } from './table.ts';

const usage = `bench [--json] [--only ${figures.map(({ name }) => name).join('|')}] [--tiny]`;

try {
  const { values } = parseArgs({
    options: { json: { type: 'boolean' }, only: { type: 'string' }, tiny: { type: 'boolean' } },
  });
  if (values.only !== undefined && !figures.some(({ name }) => name === values.only)) throw new Error(usage);
  const say = process.stderr.isTTY ? (line: string) => process.stderr.write(`${line}\n`) : () => true;
  const document = await bench(values.tiny ? tiny : full, say, values.only);
  process.stdout.write(values.json ? `${JSON.stringify(document, null, 2)}\n` : tableOf(document));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : error}\n`);
  process.exitCode = 1;
}
