import type { Digest, DigestItem } from '../../domain/digest/digest.ts';
import type { Facts } from '../../domain/errors.ts';
import { type Block, blocks } from '../../domain/plan/letter.ts';
import { lightWords } from '../../words/lights.ts';
import { mailWords } from '../../words/mail.ts';
import type { MailWords } from '../../words/shapes/mail.ts';
import { dateFacts, dateOf, sayDay } from './dates.ts';
import { factsOf } from './facts.ts';
import { filled, say } from './say.ts';
import { sentenceOf } from './sentence.ts';

const longestSubject = 30;
/** What a reader looks for first among the things he has to do. */
const urgent = ['overdue', 'lagging', 'dueSoon'] as const;

/** The subject and the first sentence: figures and the nearest date of the first block there is, never a finding's words. */
export function openingOf(digest: Digest, items: DigestItem[]): { subject: string; first: string } {
  const words = mailWords[digest.language];
  const mark = digest.campaign.rehearsal ? words.mark.rehearsal : words.mark.real;
  const block = blocks.find((one) => items.some((item) => item.block === one));
  const facts = figuresOf(digest, items, block);
  const kind = kindOf(digest, block);
  const subject = mark + say(words.subject[kind], facts, longestSubject - mark.length);
  const [only, ...others] = items.filter((item) => item.block === block);
  const single = only?.subject && others.length === 0 ? singleOf(words, only.block) : null;
  if (!only || !single) return { subject, first: say(words.first[kind], facts) };
  return { subject, first: say(single, { ...factsOf(only, digest), sentence: sentenceOf(only, digest) }) };
}

type Kind = keyof MailWords['subject'];

function kindOf(digest: Digest, block: Block | undefined): Kind {
  if (!block) return digest.items.length === 0 && digest.counts ? 'figures' : 'bare';
  if (block === 'newTask' && digest.audience !== 'unit') return 'newTaskTold';
  return block === 'decide' && digest.audience !== 'leader' ? 'review' : block;
}

/** Blocks whose one item is told in full in the first sentence. */
function singleOf(words: MailWords, block: Block) {
  if (block === 'warning') return words.first.warningOne;
  if (block === 'escalation') return words.first.escalationOne;
  return block === 'correction' ? words.first.correctionOne : null;
}

function figuresOf(digest: Digest, all: DigestItem[], block: Block | undefined): Facts {
  const words = mailWords[digest.language];
  const items = all.filter((item) => item.block === block);
  const escalated = all.filter((item) => item.block === 'escalation').length;
  const todo = all.filter((item) => item.block === 'todo').length;
  const overdue = items.filter((item) => item.light === 'overdue').length;
  return {
    n: items.length,
    ...(escalated > 0 && { escalated }),
    ...(todo > 0 && { todo }),
    ...(overdue > 0 && { past: overdue }),
    ...nearest(digest, items, words),
    ...earliest('at', digest, items, words),
    ...todoParts(digest, items, words),
    ...countsOf(digest),
  };
}

function countsOf({ audience, counts }: Digest): Facts {
  if (!counts || audience !== 'leader') return {};
  const led = Object.values(counts.byLight).reduce((sum, n) => sum + n, 0);
  if (led === 0) return {};
  return { led, overdue: counts.byLight.overdue ?? 0, ...(counts.inHand !== undefined && { inHand: counts.inHand }) };
}

/** The nearest date not yet past. */
function nearest(digest: Digest, items: DigestItem[], words: MailWords): Facts {
  const days = items.map((item) => dateOf(limitOf(item)) ?? '');
  const day = days.filter((one) => one >= digest.day).sort()[0];
  if (!day) return {};
  if (day === digest.day) return { nearest: words.nearest.today };
  return { nearest: filled(words.nearest.day, { day: sayDay(day, digest.day, words) }) };
}

/** What an item is measured by: its cut-off, a reviewer's limit, else what it is due on. */
function limitOf({ facts, due }: DigestItem): string | number | undefined {
  return facts.cutOff ?? facts.limit ?? due?.day;
}

/** A request made by a ladder carries its cut-off as the date it is about. */
function withCutOff(item: DigestItem): DigestItem {
  const cutOff = limitOf(item);
  return cutOff === undefined ? item : { ...item, facts: { ...item.facts, cutOff } };
}

function earliest(name: string, digest: Digest, items: DigestItem[], words: MailWords): Facts {
  const first = items
    .map((item) => item.facts[name])
    .filter((value) => dateOf(value))
    .sort()[0];
  return first === undefined ? {} : (dateFacts(name, String(first), digest.day, words) ?? {});
}

/** What there is to do by light, and when reports close: `1 项将到期；月报 9月25日 17:00 截止`. */
function todoParts(digest: Digest, items: DigestItem[], words: MailWords): Facts {
  const parts = urgent.flatMap((light) => {
    const k = items.filter((item) => item.light === light).length;
    return k > 0 ? [filled(words.count.light, { k, light: lightWords[digest.language][light] })] : [];
  });
  const reports = items.filter((item) => item.letter === 'request');
  const { cutOff } = earliest('cutOff', digest, reports.map(withCutOff), words);
  if (cutOff !== undefined) {
    const report = reports.map((item) => factsOf(item, digest).report).find((kind) => kind !== undefined);
    parts.push(filled(words.count.report, { report: report ?? words.report.month, cutOff }));
  }
  return parts.length > 0 ? { parts: parts.join(words.count.join) } : {};
}
