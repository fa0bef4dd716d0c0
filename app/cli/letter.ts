import { writeFile } from 'node:fs/promises';
import { letterHtml, letterLine, letterText } from '../../documents/out/letter.ts';
import { CodedError } from '../../domain/errors.ts';
import { fill } from '../../words/language.ts';
import { letterWords } from '../../words/letter.ts';
import { withApi } from '../reach.ts';
import type { Commands } from './commands.ts';

/** `letter list` and `letter show`: letters as documents, from the record; `--out` writes a page to print. */
export function addLetter({ desk, add, group }: Commands): void {
  const { language, words } = desk;
  const { option, command, argument } = words;
  const family = group('letter', command.letter);
  add<{ campaign: string }>(
    'list',
    command['letter list'],
    async (_, { campaign }) => {
      const letters = await withApi(desk.config(), 'read', (api) => api.letters(campaign));
      const lines = letters.map((letter) => letterLine(letter, language));
      return { document: letters, lines: lines.length > 0 ? lines : [letterWords[language].none] };
    },
    family,
  ).requiredOption('--campaign <id>', option.campaign);
  add<{ campaign: string; out?: string }>(
    'show',
    command['letter show'],
    async ([id = ''], { campaign, out }) => {
      const letter = await withApi(desk.config(), 'read', (api) => api.letter(campaign, id));
      if (out === undefined) return { document: letter, lines: letterText(letter, language) };
      await writeFile(out, letterHtml(letter, language)).catch((cause) => {
        throw new CodedError(
          'file-not-written',
          { file: out, why: (cause as NodeJS.ErrnoException).code ?? '' },
          { cause },
        );
      });
      return { document: letter, lines: [fill(words.written, { out })] };
    },
    family,
  )
    .argument('<letter>', argument.letter)
    .requiredOption('--campaign <id>', option.campaign)
    .option('--out <file>', option.outHtml);
}
