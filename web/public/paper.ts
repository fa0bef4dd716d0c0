import type { Paper } from '../../documents/out/paper.ts';
import { fill } from '../../words/language.ts';
import { viewWords } from '../../words/views.ts';
import type { View } from '../campaign/view.ts';
import { type PublicList, publicState } from './list.ts';

/** The public list as it is printed and as it goes to Word: the same words in both. */
export function publicPaper(list: PublicList, day: string, view: View): Paper {
  const words = viewWords[view.language].public;
  return {
    title: fill(words.heading, { name: view.campaign.settings.name }),
    below: fill(day < view.day ? words.frozen : words.asOf, { day }),
    paragraphs: list.findings.flatMap(({ finding, measures }, at) => [
      { heading: true, text: `${at + 1}. ${fill(words.finding, { title: finding.title })}` },
      ...measures.map((measure, n) => ({
        text: fill(words.measure, {
          ...{ n: n + 1, text: measure.text || measure.title, state: words.state[publicState(measure)] },
        }),
      })),
    ]),
  };
}
