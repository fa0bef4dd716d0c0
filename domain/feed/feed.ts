import type { Day } from '../calendar/day.ts';
import type { Light } from '../measure/light.ts';
import type { PersonId, UnitId } from '../plan/directory.ts';
import type { Secrecy } from '../plan/secrecy.ts';

/** Whose calendar: all a unit owes, or what a person decides, signs and leads. */
export type Whose = { unit: UnitId } | { person: PersonId };

/** Why a day stands in somebody's calendar. */
export const feedKinds = [
  'done',
  'effect',
  'milestone',
  'quota',
  'resubmit',
  'cutOff',
  'consolidate',
  'sign',
  'bulletin',
  'review',
  'decision',
  'notMine',
  'confirm',
  'part',
  'permanent',
  'yearly',
  'watch',
  'lookBack',
  'fresh',
  'errand',
] as const;
export type FeedKind = (typeof feedKinds)[number];

/** One day of a calendar feed. */
export type FeedDate = {
  /** What it is, the same however the day moves. */
  key: string;
  kind: FeedKind;
  day: Day;
  /** The hour of a cut-off, in the campaign's zone; null: the whole day. */
  time: string | null;
  /** The stream whose events move it. */
  about: { kind: 'campaign' | 'measure'; id: string };
  /** Null: about no measure in particular. */
  subject: { id: string; no: string; title: string; text: string; unit: string } | null;
  light: Light | null;
  /** What a report is for, and how many measures it covers. */
  period: string | null;
  count: number | null;
  /** What somebody wrote; said in full only. */
  text: string | null;
  secrecy: Secrecy;
};
