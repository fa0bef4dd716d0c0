import { fill } from '../../words/language.ts';
import { withApi } from '../reach.ts';
import type { Commands } from './commands.ts';

type Options = { campaign: string };

/** `questions` and `answer`: what in the lists only a person can settle, once. */
export function addQuestions({ desk, add }: Commands): void {
  const { option, command, argument, questions: words, import: places } = desk.words;
  add<Options & { all?: boolean }>('questions', command.questions, async (_, { campaign, all = false }) => {
    const asked = await withApi(desk.config(), 'read', (api) => api.questions(campaign));
    const shown = asked.filter(({ answer }) => all || answer === null);
    const lines = shown.flatMap((one) => {
      const { key, message, sheet, row, text, options, answer } = one;
      if (answer) return [fill(words.answered, { message, ...answer })];
      const place = sheet ? fill(places.place, { sheet, row, id: '' }).trim() : text;
      const choices = options.map((choice) => fill(words.option, choice));
      return [fill(words.open, { place, message }), ...choices, fill(words.key, { key })];
    });
    return { document: { campaign, questions: shown }, lines: lines.length > 0 ? lines : [words.none] };
  })
    .requiredOption('--campaign <id>', option.campaign)
    .option('--all', option.all);

  add<Options & { as: string }>('answer', command.answer, async ([key = '', choice = ''], { campaign, as }) => {
    const answered = await withApi(desk.config(), 'act', (api) => api.answer(campaign, { key, choice, as }));
    return { document: answered, lines: [fill(words.done, { choice: answered.answer!.choice })] };
  })
    .argument('<key>', argument.question)
    .argument('<choice>', argument.choice)
    .requiredOption('--campaign <id>', option.campaign)
    .requiredOption('--as <person>', option.as);
}
