import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import type { BounceAnswer } from '../../client/api.ts';
import { CodedError } from '../../domain/errors.ts';
import { fill } from '../../words/language.ts';
import { withApi } from '../reach.ts';
import type { Commands } from './commands.ts';
import type { Desk } from './desk.ts';

/** `bounce [FILE…]`: mails that came back, from files, or one piped in, as a mail server's alias does. */
export function addBounce({ desk, add }: Commands): void {
  const { command, argument } = desk.words;
  add('bounce', command.bounce, async (files) => {
    const raws = files.length > 0 ? await Promise.all(files.map(readRaw)) : [await buffer(process.stdin)];
    const taken = await withApi(desk.config(), 'act', async (api) => {
      const answers: BounceAnswer[] = [];
      for (const raw of raws) answers.push(await api.bounce(raw));
      return answers;
    });
    return { document: { bounces: taken }, lines: taken.map((one) => lineOf(one, desk)) };
  }).argument('[files...]', argument.mails);
}

async function readRaw(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (cause) {
    throw new CodedError('file-missing', { file, why: (cause as NodeJS.ErrnoException).code ?? '' }, { cause });
  }
}

function lineOf({ outcome, kind, mail, person, status }: BounceAnswer, { words }: Desk): string {
  const facts = { mail: mail ?? '', person: person ?? '', status, kind: words.bounce.kind[kind] };
  return fill(words.bounce[outcome], facts).trim();
}
