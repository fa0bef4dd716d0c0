import type { Day, Instant } from '../calendar/day.ts';
import type { Light } from '../measure/light.ts';
import type { PersonId } from '../plan/directory.ts';
import type { Block, Letter } from '../plan/letter.ts';
import type { Secrecy } from '../plan/secrecy.ts';

/** One line of a digest: one measure (or finding, or the campaign itself) and why it is here. */
export type DigestItem = {
  notice: string;
  /** Notices about the same limit that this line speaks for too. */
  also?: string[];
  block: Block;
  letter: Letter;
  /** What it is about: the number the lists gave it, its short title, its unit's name; null for the campaign. */
  subject: { no: string; title: string; unit: string } | null;
  light: Light | null;
  /** The date it is about, and whole days from the mail's day to it (negative: past). */
  due: { day: Day; days: number; why: string } | null;
  /**
   * Facts for the sentence of this letter; what is missing makes the sentence shorter (`words/<language>/mail.ts`).
   * Dates are civil, `2024-09-30` or `2024-09-30T17:00` in the campaign's zone, never instants:
   * `cutOff` `limit` `at` `from` `to` `mailed` `replyBy` `resubmitBy` `day`. Codes the catalogue words: `step` (a ReviewStep),
   * `to` of a warning (Recipients, with commas), `was` (a Light), `reason` (`extended`, `redated`, `submitted` …, or
   * free text, which only the secrecy level `full` shows). `period` is `2024-09`, `2024-Q3` or `2024-W38`.
   * Counts: `total` `fill` `missed` `times` `nth` `reminded` `urged` `supervised`.
   */
  facts: Record<string, string | number>;
  /** Why it came to this person and not to the one first meant (`vacant`, `absent`, `self`, or text); null: as meant. */
  rerouted: string | null;
  /** How much of it may be said outside; absent: `title`. */
  secrecy?: Secrecy;
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
    /** How many he holds himself at present, late or not. */
    inHand?: number;
  } | null;
  /** The page that answers this mail. */
  link: string | null;
  /** The last day on which `link` works; absent: it does not expire, or nobody should be told. */
  linkExpires?: Day;
  language: 'zh-CN' | 'en';
};
