import type { CommanderError } from 'commander';
import { CodedError } from '../../domain/errors.ts';
import { fill } from '../../words/language.ts';
import type { Desk } from './desk.ts';

/** What commander found wrong, in our words; null: it has only shown help or the version. */
export function wrongUse(error: CommanderError, argv: string[], { words }: Desk): CodedError | null {
  if (error.exitCode === 0) return null;
  const kind = error.code.replace(/^commander\./, '');
  const usage = words.usage as Record<string, string>;
  // `error: unknown option '--x'`: the name stands in quotes, whatever the sentence.
  const name = /'([^']+)'/.exec(error.message)?.[1]?.split(/[ ,]/)[0] ?? '';
  const what = fill(usage[kind === 'help' ? 'noCommand' : kind] ?? words.usage.invalidArgument, { name });
  const named = kind === 'unknownCommand' ? [] : argv.slice(0, 1).filter((word) => !word.startsWith('-'));
  const command = ['xiaohao', ...named].join(' ');
  return new CodedError('wrong-use', { what, command });
}

/** Exactly one of several options must be given. @throws CodedError `wrong-use` */
export function exactlyOne(given: Record<string, unknown>, command: string, { words }: Desk): void {
  const these = Object.keys(given);
  if (these.filter((name) => given[name] !== undefined).length === 1) return;
  throw new CodedError('wrong-use', {
    what: fill(words.usage.either, { these: these.join(' ') }),
    command: `xiaohao ${command}`,
  });
}
