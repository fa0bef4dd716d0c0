import { expect, test } from 'vitest';
import { chineseCalendar } from '../../activities/calendar/chineseCalendar.ts';
import { readNoticeLines } from '../../documents/in/notice/file.ts';
import { withDeadlines } from '../../documents/in/notice/limits.ts';
import { readNotice } from '../../documents/in/notice/notice.ts';
import { isDay } from '../../domain/calendar/day.ts';
import { CodedError } from '../../domain/errors.ts';
import { hash01, pick } from '../../domain/seed.ts';
import { docxOf, outline, paragraph, zipOf } from './notices/docx.ts';
import { madeUp } from './notices/made-up.ts';
import { readSeed, seedsAreHere } from './seeds.ts';

/** `FUZZ=long` for ten thousand and a seed of its own; `FUZZ_SEED` to see one again. */
const long = process.env.FUZZ === 'long';
const seed = process.env.FUZZ_SEED ?? (long ? String(Date.now()) : 'notices');
const runs = long ? 10_000 : 500;
const calendar = chineseCalendar();

const texts = [
  ...madeUp.map(([, { text }]) => text.split('\n')),
  ...(seedsAreHere ? ['000', '001', '002', '003'] : []).map((name) => readSeed(name).split('\n')),
];
const tokens: [string, ...string[]] = [
  '1.',
  ...[
    '1.',
    '（一）',
    '(1)',
    '①',
    '一、',
    '一是',
    '第一，',
    '2.1',
    '1）',
    '“',
    '”',
    '‘',
    '《',
    '。',
    '；',
    '：',
    '\u3000',
    '\0',
  ],
  ...[
    '关于“',
    '”问题的整改。',
    '问题',
    '整改措施：',
    '下一步',
    '13月32日',
    '2024年2月30日前',
    '9999年底',
    '二〇二五年〇月',
    '每月',
  ],
  ...[
    '元旦后',
    '收到反馈后99个工作日内',
    '100%',
    '47个问题',
    '已完成',
    '完成率',
    '<p>',
    '<ol><li>',
    '&#0;',
    '&amp;',
    '\uD800',
    '\uFFFD',
  ],
];

/** One mutated document, the same for the same seed and number. */
function document(run: number): Buffer {
  const draw = (what: string, below: number) => Math.floor(hash01(seed, run, what) * below);
  const whole = texts[draw('text', texts.length)]!;
  const from = whole.length > 40 ? draw('from', whole.length - 20) : 0;
  const lines = whole.slice(from, from + 40);
  for (let step = 0, steps = 1 + draw('steps', 12); step < steps; step += 1) {
    const at = draw(`at ${step}`, lines.length);
    const line = lines[at] ?? '';
    const cut = draw(`cut ${step}`, line.length + 1);
    const token = pick(tokens, seed, run, 'token', step);
    const other = lines[draw(`other ${step}`, lines.length)] ?? '';
    const acts = [
      () => lines.splice(at, 1),
      () => lines.splice(at, 0, other),
      () => lines.splice(at, 1, line.slice(0, cut) + token + line.slice(cut)),
      () => lines.splice(at, 1, line.slice(cut)),
      () => lines.splice(at, 2, line + other),
      () => lines.splice(at, 0, token.repeat(1 + draw(`times ${step}`, 300))),
      () => lines.splice(0, lines.length, ...lines, ...lines),
    ];
    acts[draw(`act ${step}`, acts.length)]!();
  }
  return saved(lines, run, draw);
}

function saved(lines: string[], run: number, draw: (what: string, below: number) => number): Buffer {
  const list = () => `${1 + draw('list', 3)}:${draw('level', 5)}`;
  const form = ['text', 'page', 'docx', 'broken xml', 'broken bytes'][run % 5]!;
  const docx = () =>
    docxOf(
      lines.map((line, i) => paragraph(line, i % 3 === 0 ? list() : undefined)),
      outline,
    );
  if (form === 'page')
    return Buffer.from(`<html><body><div>${lines.join(pick(['<br>', '</p><p>', '</li><li>', '<td>'], seed, run))}`);
  if (form === 'docx') return docx();
  if (form === 'broken xml') {
    const xml = lines.map((line) => paragraph(line)).join('');
    return zipOf({ 'word/document.xml': xml.slice(draw('head', 40), xml.length - draw('tail', xml.length)) });
  }
  const bytes = form === 'text' ? Buffer.from(lines.join('\n')) : docx();
  if (form === 'broken bytes')
    for (let i = 0; i < 8; i += 1) bytes[draw(`byte ${i}`, bytes.length)] = draw(`value ${i}`, 256);
  return bytes;
}

test(`${runs} mutated notices are read or refused by a code, and name no day that does not exist`, () => {
  console.log(`FUZZ_SEED=${seed}`);
  let read = 0;
  for (let run = 0; run < runs; run += 1) {
    try {
      const lines = readNoticeLines(document(run));
      const notice = withDeadlines(readNotice(lines), { calendar });
      read += 1;
      const measures = notice.findings.flatMap((finding) => finding.measures);
      const days = measures.flatMap(({ deadlines }) =>
        deadlines.flatMap(({ due, start, readings }) => [due, start, ...readings.map((one) => one.due)]),
      );
      for (const day of [notice.feedbackOn, notice.noticeOn, ...days])
        if (day !== null && !isDay(day)) throw new Error(`no such day: ${day}`);
      const known = new Set(lines.map(({ line }) => line));
      for (const { line } of [...notice.findings, ...measures, ...notice.doubts])
        if (!known.has(line) && line !== 1) throw new Error(`no such line: ${line}`);
    } catch (error) {
      if (!(error instanceof CodedError)) throw new Error(`run ${run} of seed ${seed}: ${error}`, { cause: error });
    }
  }
  expect(read).toBeGreaterThan(runs / 2);
}, 3_600_000);
