import { numeral } from '../../../domain/calendar/deadline/text.ts';
import { halfWidth } from '../halfWidth.ts';
import { type Doubt, doubt } from './doubt.ts';
import type { NoticeFinding } from './findings.ts';
import type { Line } from './paragraphs.ts';

/** The figures a notice gives of itself; null where it gives none. `rate` in per cent. */
export type Stated = {
  findings: number | null;
  done: number | null;
  ongoing: number | null;
  measures: number | null;
  measuresDone: number | null;
  effectWithinThreeMonths: number | null;
  rate: number | null;
};

/** The figures, where each was first said, and every count of 问题, which stands at several levels. */
export type StatedFigures = { figures: Stated; lines: Partial<Record<keyof Stated, number>>; findingCounts: number[] };

const count = '(?:\\d{1,4}|[一二两三四五六七八九十百]{1,5})';
const number = new RegExp(
  `(?<![\\d.第“每这那哪各首上下任有])(?!一[个项条件](?![,、;)]|$))(${count})(个|项|条|件)(?!月|工作日|方面|专项|专班|小组|单位|部门)`,
  'g',
);
const findingNoun = /^(?:[“"]?(?:突出|具体|主要|方面|反馈|整改|巡视|巡察)*(?:的)?问题)(?!整改?(?:牵头|责任)|线索)/;
const measureNoun = /^(?:具体|整改|细化)*(?:的)?(?:整改)?(?:措施|任务|举措)(?!清单)/;
const lastNoun = /(问题|措施|任务|举措)(?:清单)?[^,。;、]{0,8}$/;
const filler =
  /^(?:[,、:;]|其中|已经?|全部|均|基本|完成|整改|到位|销号|办结|落实|取得|见到?|明显|显著|阶段性|成效|正在|持续|推进|中|的|有|为|共|计|达到?|未|尚|需|需要|长期|坚持|按计划|按时序|三个月内?|3个月内?|集中整改期内?|内|并|剩余|其余|截至目前|目前|另有?|还有|了|在)*$/;
const doneWord = /完成|到位|销号|办结|已落实|见底清零/;
const ongoingWord = /正在|推进|未完成|尚未|未整改|长期|剩余|其余|整改中/;
const effectWord = /(?:三个月|3个月|集中整改期)内?.*成效|成效.*(?:三个月|3个月)/;
const rateShape = /(?:完成|整改|落实|销号|办结)率?(?:已|均|分别)?(?:达到?|为|是|:)?\s*(\d{1,3}(?:\.\d+)?)%/;

/** Reads the figures out of the paragraphs before and after the report. */
export function readStated(around: Line[]): StatedFigures {
  const reader: StatedFigures = {
    figures: {
      ...{ findings: null, done: null, ongoing: null, measures: null, measuresDone: null },
      ...{ effectWithinThreeMonths: null, rate: null },
    },
    lines: {},
    findingCounts: [],
  };
  for (const { line, text } of around)
    for (const sentence of halfWidth(text).split(/[。!?]/)) readSentence(sentence, line, reader);
  // 问题 stands at several levels; the finest is what measures hang under.
  if (reader.findingCounts.length > 0) reader.figures.findings = Math.max(...reader.findingCounts);
  return reader;
}

function readSentence(sentence: string, line: number, reader: StatedFigures): void {
  const say = (key: keyof Stated, value: number) => {
    if (key === 'findings') reader.findingCounts.push(value);
    else if (reader.figures[key] !== null) return;
    reader.figures[key] = value;
    reader.lines[key] ??= line;
  };
  let subject: 'finding' | 'measure' | null = null;
  let from = 0;
  const found = [...sentence.matchAll(number)];
  for (const [i, match] of found.entries()) {
    const before = sentence.slice(from, match.index);
    const after = sentence.slice(match.index + match[0].length, found[i + 1]?.index);
    from = match.index + match[0].length;
    const value = numeral(match[1]!) ?? hundreds(match[1]!);
    const [said] = findingNoun.exec(after) ?? measureNoun.exec(after) ?? [];
    const behind = said === undefined ? null : /问题$/.test(said) ? 'finding' : 'measure';
    from += said?.length ?? 0;
    const [, noun] = behind === null ? (lastNoun.exec(before) ?? []) : [];
    const ahead = noun === undefined ? null : noun === '问题' ? 'finding' : 'measure';
    const carried =
      behind === null && ahead === null && filler.test(before.split(/[,;]/).at(-1)!) && /^(?:[,、;:)]|$)/.test(after);
    // “3个专项检查方案” counts something else
    const named = behind ?? (ahead && /^(?:[,、;:)]|$|已|均|全部|完成)/.test(after) ? ahead : null);
    if (!named && !carried) continue;
    subject = named ?? subject;
    if (subject === null || value === null) continue;

    const clause = before.split(/[,;]/).at(-1)!;
    // “六个问题已完成四个”: what is said between two numbers without a comma belongs to the second
    const rest = found[i + 1] && !/[,、;]/.test(after) ? '' : after.split(/[,、;]/)[0]!;
    if (effectWord.test(`${before}${rest}`) && !/问题/.test(rest)) say('effectWithinThreeMonths', value);
    else if (/(?:全部|均|已全)/.test(rest) && doneWord.test(rest)) {
      say(subject === 'finding' ? 'findings' : 'measures', value);
      say(subject === 'finding' ? 'done' : 'measuresDone', value);
    } else if (ongoingWord.test(clause) || (ongoingWord.test(rest) && !doneWord.test(rest))) {
      if (subject === 'finding') say('ongoing', value);
    } else if (doneWord.test(clause) || doneWord.test(rest))
      say(subject === 'finding' ? 'done' : 'measuresDone', value);
    else say(subject === 'finding' ? 'findings' : 'measures', value);
  }
  const rate = rateShape.exec(sentence);
  if (rate) say('rate', Number(rate[1]));
}

function hundreds(text: string): number | null {
  const [, hundred, rest = ''] = /^([一二两三四五六七八九])百(.*)$/.exec(text) ?? [];
  if (hundred === undefined) return null;
  return (numeral(hundred) ?? 0) * 100 + (rest === '' ? 0 : (numeral(rest.replace(/^零/, '')) ?? 0));
}

/**
 * Compares the figures with what was read and with each other. Published lists are subsets of the internal ones, and 问题
 * sits at different levels, so a difference is a doubt and no error.
 */
export function compareStated({ figures, lines, findingCounts }: StatedFigures, read: NoticeFinding[]): Doubt[] {
  const { findings, done, ongoing, measures, measuresDone, rate } = figures;
  const measuresRead = read.reduce((sum, finding) => sum + finding.measures.length, 0);
  const doubts: Doubt[] = [];
  if (findings !== null && !findingCounts.includes(read.length))
    doubts.push(
      doubt(lines.findings!, 'notice-findings-differ', {
        ...{ stated: [...new Set(findingCounts)].join('、'), read: read.length },
      }),
    );
  if (measures !== null && measures !== measuresRead)
    doubts.push(doubt(lines.measures!, 'notice-measures-differ', { stated: measures, read: measuresRead }));
  if (findings !== null && done !== null && (done > findings || (ongoing !== null && done + ongoing !== findings)))
    doubts.push(doubt(lines.done!, 'notice-sum-differs', { done, ongoing: ongoing ?? 0, findings }));
  if (measures !== null && measuresDone !== null && measuresDone > measures)
    doubts.push(
      doubt(lines.measuresDone!, 'notice-sum-differs', { done: measuresDone, ongoing: 0, findings: measures }),
    );

  const shares = [
    [measuresDone, measures],
    [done, findings],
  ].flatMap(([part, whole]) => (part != null && whole ? [(part / whole) * 100] : []));
  const decimals = rate === null ? 0 : (String(rate).split('.')[1]?.length ?? 0);
  const fits = (share: number) => Math.abs(share - rate!) <= 0.5 / 10 ** decimals + 1e-9;
  if (rate !== null && shares.length > 0 && !shares.some(fits))
    doubts.push(
      doubt(lines.rate!, 'notice-rate-differs', { rate, counted: shares.map((s) => s.toFixed(decimals)).join('、') }),
    );
  return [...doubts, ...compareStatus(figures, lines, read)];
}

/** Where the sections tell what is done from what goes on, their findings are counted too. */
function compareStatus({ done, ongoing }: Stated, lines: StatedFigures['lines'], read: NoticeFinding[]): Doubt[] {
  const isOngoing = (section: string) => /持续|推进|正在|长期|未完成|尚未|阶段性|基本完成/.test(section);
  const isDone = (section: string) =>
    /已(?:经)?(?:整改)?(?:完成|到位|销号|办结)|完成整改/.test(section) && !isOngoing(section);
  const last = (one: NoticeFinding) =>
    one.section.split(' / ').findLast((part) => isDone(part) || isOngoing(part)) ?? '';
  const listedDone = read.filter((one) => isDone(last(one))).length;
  const listedOngoing = read.filter((one) => isOngoing(last(one))).length;
  if (listedDone === 0 || listedOngoing === 0) return [];
  return [
    ...(done !== null && done !== listedDone
      ? [doubt(lines.done!, 'notice-status-differs', { stated: done, read: listedDone })]
      : []),
    ...(ongoing !== null && ongoing !== listedOngoing
      ? [doubt(lines.ongoing!, 'notice-status-differs', { stated: ongoing, read: listedOngoing })]
      : []),
  ];
}
