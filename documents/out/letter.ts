import { dayOf } from '../../domain/calendar/zone.ts';
import { isProposal, type ShownLetter } from '../../domain/campaign/letterFile.ts';
import type { Reasons } from '../../domain/campaign/letters.ts';
import { fill, type Language } from '../../words/language.ts';
import { type LetterWords, letterWords } from '../../words/letter.ts';

/** A letter as a document of blocks: its head, its paragraphs, its foot. All it says stands in the record. */
export function letterParts(letter: ShownLetter, language: Language) {
  const words = letterWords[language];
  const { draft, released, dropped, unit, measure, office, zone } = letter;
  const { kind, reasons, text, draftedOn } = draft;
  const day = (at: number) => dayOf(at, zone);
  return {
    title: words.title[kind],
    to: isProposal(kind) ? words.toDeciders : fill(words.to, { unit }),
    body: [
      aboutOf(measure, unit, words),
      ...(reasons ? [fill(words.grounds, { day: draftedOn }) + groundsOf(reasons, words)] : []),
      ...(text ? [text] : []),
      words.ask[kind],
      ...(released?.replyBy ? [fill(words.replyBy, { replyBy: released.replyBy })] : []),
    ],
    foot: [
      office,
      ...(released
        ? [
            fill(words.signed, { signer: released.signer }),
            fill(words.released, { number: released.number, day: day(released.at) }),
          ]
        : [
            dropped
              ? fill(words.dropped, { reason: dropped.reason, day: day(dropped.at) })
              : fill(words.draft, { day: draftedOn }),
          ]),
    ],
    reply: replyOf(letter, words),
  };
}

function aboutOf(measure: ShownLetter['measure'], unit: string, words: LetterWords): string {
  if (!measure) return fill(words.aboutUnit, { unit });
  const { no, title } = measure;
  return title === null ? fill(words.aboutNumber, { no, unit }) : fill(words.about, { no, title, unit });
}

function groundsOf(reasons: Reasons, { reason }: LetterWords): string {
  const { due, daysLate, missedReports, returns, rebounds } = reasons;
  const said = [
    ...(due === null ? [] : [fill(daysLate > 0 ? reason.late : reason.due, { due, daysLate })]),
    ...(missedReports > 0 ? [fill(reason.missedReports, { missedReports })] : []),
    ...(returns > 0 ? [fill(reason.returns, { returns })] : []),
    ...(rebounds > 0 ? [fill(reason.rebounds, { rebounds })] : []),
  ];
  return said.length > 0
    ? said
        .join('')
        .replace(/[;；]$/, '。')
        .replace(/([a-z)]);(?=\S)/g, '$1; ')
    : reason.none;
}

function replyOf({ reply, today }: ShownLetter, { reply: words }: LetterWords): string | null {
  if (!reply) return null;
  const { due, answer } = reply;
  if (!answer) return fill(today > due ? words.overdue : words.waiting, { due });
  const { on, result, document } = answer;
  return document ? fill(words.givenBy, { on, result, document }) : fill(words.given, { on, result });
}

/** As plain text, a line each. */
export function letterText(letter: ShownLetter, language: Language): string[] {
  const { title, to, body, foot, reply } = letterParts(letter, language);
  return [title, '', to, ...body.map((line) => `  ${line}`), '', ...foot, ...(reply ? ['', reply] : [])];
}

/** As a page to print: A4, nothing loaded from anywhere. */
export function letterHtml(letter: ShownLetter, language: Language): string {
  const { title, to, body, foot, reply } = letterParts(letter, language);
  const tag = (name: string, text: string, more = '') => `<${name}${more}>${escaped(text)}</${name}>`;
  return `<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<title>${escaped(title)}</title>
<style>
@page { size: A4; margin: 35mm 26mm }
body { max-width: 160mm; margin: 20mm auto; font: 12pt/2 FangSong, STFangsong, serif }
h1 { text-align: center; font: bold 18pt/2 SimHei, STHeiti, sans-serif }
p { margin: 0 } .body { text-indent: 2em } .foot { text-align: right } .reply { margin-top: 2em; border-top: 1px solid }
@media print { body { margin: 0 auto } }
</style>
${tag('h1', title)}
${tag('p', to)}
${body.map((line) => tag('p', line, ' class="body"')).join('\n')}
<br>
${foot.map((line) => tag('p', line, ' class="foot"')).join('\n')}
${reply ? tag('p', reply, ' class="reply"') : ''}
</html>
`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`).replaceAll('\n', '<br>');
}

/** One line of a list of letters. */
export function letterLine(letter: ShownLetter, language: Language): string {
  const words = letterWords[language];
  const { draft, released, dropped, reply, unit, measure } = letter;
  const sent = reply ? (reply.answer ? 'answered' : 'waiting') : 'released';
  const state = fill(words.state[released ? sent : dropped ? 'dropped' : 'drafted'], {
    number: released?.number ?? '',
  });
  return fill(words.list, { id: draft.id, title: words.title[draft.kind], unit, no: measure?.no ?? '', state }).trim();
}
