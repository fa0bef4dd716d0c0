import { readNoticeApart } from '../../documents/in/apart/apart.ts';
import { withDeadlines } from '../../documents/in/notice/limits.ts';
import type { Stated } from '../../documents/in/notice/stated.ts';
import { CodedError } from '../../domain/errors.ts';
import { sayDeadline } from '../../words/deadline.ts';
import { fill } from '../../words/language.ts';
import { installedCalendar } from '../calendar.ts';
import type { Answer } from './answer.ts';
import type { Commands } from './commands.ts';
import { readDay } from './day.ts';
import type { Desk } from './desk.ts';

type Options = { on?: string; feedback?: string };
type Read = ReturnType<typeof withDeadlines>;

/** `read FILE`: a published notice as findings with their measures, and every place where the reader was unsure. */
export function addRead({ desk, add }: Commands): void {
  const { option, command, argument } = desk.words;
  add<Options>('read', command.read, ([file = ''], options) => read(desk, file, options))
    .argument('<file>', argument.notice)
    .option('--on <date>', option.writtenOn, readDay)
    .option('--feedback <date>', option.feedback, readDay);
}

async function read(desk: Desk, file: string, { on, feedback }: Options): Promise<Answer> {
  const notice = await readNoticeApart({ name: file, path: file });
  const document = withDeadlines(notice, {
    ...{ on, feedback, calendar: await installedCalendar(desk.config()), say: sayDeadline(desk.language) },
  });
  const error = notice.findings.length === 0 ? { error: new CodedError('notice-no-findings') } : {};
  return { document, lines: linesOf(document, desk), ...error };
}

function linesOf({ title, place, inspector, feedbackOn, noticeOn, stated, findings, doubts }: Read, desk: Desk) {
  const { read: words, list } = desk.words;
  const unknown = words.unknown;
  const measures = findings.flatMap((finding) => finding.measures);
  const frame = { place: place ?? unknown, inspector: inspector ?? unknown };
  const said = (Object.keys(words.stated) as (keyof Stated)[]).flatMap((key) =>
    stated[key] === null ? [] : [fill(words.stated[key], { value: stated[key] })],
  );
  return [
    ...(title ? [title] : []),
    fill(words.frame, { ...frame, feedbackOn: feedbackOn ?? unknown, noticeOn: noticeOn ?? unknown }),
    ...(said.length > 0 ? [fill(words.said, { figures: said.join(list.comma) })] : []),
    fill(words.read, { findings: findings.length, measures: measures.length }),
    '',
    ...findings.flatMap(({ no, section, title, line, measures }) => [
      fill(words.finding, { line, no: no ? `${no} ` : '', title: title || words.lost, section }).trimEnd(),
      ...measures.flatMap(({ mark, text, line, deadlines }) => [
        fill(words.measure, { line, mark, text: short(text) }),
        ...deadlines.map(({ due, kind, quote, why }) => fill(words.deadline, { day: due ?? kind, quote, why })),
      ]),
    ]),
    ...(doubts.length > 0 ? ['', words.doubts] : []),
    ...doubts.map(({ line, code, message }) => fill(words.doubt, { line, message, code })),
  ];
}

function short(text: string): string {
  const [first = ''] = text.split('\n');
  return first.length > 50 ? `${first.slice(0, 50)}…` : first;
}
