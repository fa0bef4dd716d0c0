import type { Day, Instant } from '../calendar/day.ts';
import type { PersonId } from '../campaign/directory.ts';
import type { Light } from '../measure/light.ts';

/** The order of a mail (PAGES.md, section 3): what cannot wait first, what is only good to know last. */
export const blocks = ['decide', 'warning', 'escalation', 'correction', 'todo', 'newTask', 'info'] as const;
export type Block = (typeof blocks)[number];

/** The letters a rung speaks under, mildest first. */
export const letters = [
  'task',
  'request',
  'green',
  'yellow',
  'red',
  'urge',
  'supervise',
  'notify',
  'review',
  'decision',
  'correction',
  'bulletin',
  'lookBack',
  'closable',
  'talkProposal',
] as const;
export type Letter = (typeof letters)[number];

/** One line of a digest: one measure (or finding, or the campaign itself) and why it is here. */
export type DigestItem = {
  notice: string;
  block: Block;
  letter: Letter;
  /** What it is about: the number the lists gave it, its short title, its unit's name; null for the campaign. */
  subject: { no: string; title: string; unit: string } | null;
  light: Light | null;
  /** The date it is about, and whole days from the mail's day to it (negative: past). */
  due: { day: Day; days: number; why: string } | null;
  /** Facts for the sentence of this letter, by name: `cutOff`, `missed`, `from`, `to`, `step`, `rung`, `at`. */
  facts: Record<string, string | number>;
  /** Why it came to this person and not to the one first meant (vacant, on leave, the holder himself); null: as meant. */
  rerouted: string | null;
};

/** One mail: everything one person is told at one send window. */
export type Digest = {
  campaign: { id: string; name: string; office: string; replyTo: string; rehearsal: boolean };
  person: { id: PersonId; name: string; title: string; email: string };
  /** `leader` words and orders the mail for somebody who decides, `unit` for somebody who works, `office` for the coordinator. */
  audience: 'unit' | 'leader' | 'office';
  window: Instant;
  day: Day;
  items: DigestItem[];
  /** A leader's counts: his measures by light, and what is past its limit by who holds it; null for units. */
  counts: {
    byLight: Partial<Record<Light, number>>;
    lateByHolder: { unit: number; leader: number; office: number; higherLevel: number };
  } | null;
  /** The page that answers this mail. */
  link: string | null;
  language: 'zh-CN' | 'en';
};
