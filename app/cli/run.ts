import { randomUUID } from 'node:crypto';
import { CommanderError } from 'commander';
import { CodedError, errorTable } from '../../domain/errors.ts';
import { sayError } from '../../words/errors.ts';
import type { Answer } from './answer.ts';
import { type Desk, deskOf, type Terminal } from './desk.ts';
import { createProgram } from './program.ts';
import { wrongUse } from './usage.ts';

/** Ctrl-C, as shells have it. */
const interruptedExit = 130;

/**
 * Runs one command line and answers the exit code: 0 done, 1 refused, 2 wrong use. On stdout stands what was asked for,
 * with `--json` one document and nothing else; on stderr what is wrong, as a sentence and its code.
 */
export async function run(argv: string[], terminal: Terminal): Promise<number> {
  const desk = deskOf(argv, terminal);
  let answer: Answer | null = null;
  try {
    const program = createProgram(
      desk,
      (given) => {
        answer = given;
      },
      (text) => terminal.stdout.write(text),
    );
    await program.parseAsync(argv, { from: 'user' });
  } catch (thrown) {
    const error = codedError(thrown, argv, desk);
    if (error === null) return 0;
    complain(error, desk, terminal);
    if (desk.json) desk.tell({ error: asData(error, desk) }, []);
    return errorTable[error.code].exit;
  }
  const given = answer as Answer | null;
  if (given === null) return 0;
  const { document, lines, error, interrupted } = given;
  if (Array.isArray(document)) for (const one of document) terminal.stdout.write(`${JSON.stringify(one)}\n`);
  const failed = error ? { error: asData(error, desk) } : {};
  if (!Array.isArray(document) && (desk.json || lines.length > 0)) desk.tell({ ...document, ...failed }, lines);
  if (error) complain(error, desk, terminal);
  if (interrupted) return interruptedExit;
  return error ? errorTable[error.code].exit : 0;
}

function codedError(thrown: unknown, argv: string[], desk: Desk): CodedError | null {
  if (thrown instanceof CommanderError) return wrongUse(thrown, argv, desk);
  if (thrown instanceof CodedError) return thrown;
  const id = randomUUID().slice(0, 8);
  if (desk.env.LOG_LEVEL === 'debug') desk.say(thrown instanceof Error ? String(thrown.stack) : String(thrown));
  else desk.say(`${id}: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
  return new CodedError('internal', { id });
}

function complain({ code, facts }: CodedError, { language, words, progress }: Desk, { stderr }: Terminal): void {
  progress(null);
  stderr.write(`${sayError(language, code, facts)}${words.list.code.replace('{code}', code)}\n`);
}

function asData({ code, facts }: CodedError, { language }: Desk) {
  return { code, facts, message: sayError(language, code, facts) };
}
