import type { Day } from '../calendar/day.ts';
import type { Cadence } from '../calendar/period.ts';
import type { Directory, PersonId, UnitId } from './directory.ts';
import type { PartDraft, Quantity, Quota } from './quantity.ts';
import type { Address } from './recipient.ts';

/** How a measure's time limit works (PROCESS.md: 立行立改, 限期, 持续推进, 长期坚持). */
export const kinds = ['immediate', 'dated', 'continuing', 'longTerm'] as const;
export type Kind = (typeof kinds)[number];

/** A time limit as the lists wrote it and as it was read. */
export type Deadline = { text: string; day: Day; why: string };

/** What a measure without a date hangs on (与轨道8号线同步通车), and who is asked each cycle whether it has come. */
export type Condition = { text: string; watcher: Address };

/** How an item stood before the engine had it: worked on, done and not closed, closed, or permanent. */
export const pastStates = ['ongoing', 'done', 'closed', 'longTerm'] as const;

/**
 * What had happened to an item that joins with a history: 整改状态, 进展情况, 完成数, 完成时间, 销号时间. `counts`: how much was done
 * by part, under '' of a whole that has no shares.
 */
export type History = {
  state: (typeof pastStates)[number];
  progress?: string;
  counts?: Record<string, number>;
  doneOn?: Day;
  closedOn?: Day;
};

export type FindingDraft = {
  id: string;
  /** The number it carries in the lists; restarts and repeats are allowed. */
  no: string;
  /** Path of headings above it, outermost first. */
  category: string[];
  title: string;
  leadUnit: UnitId;
  leaders: PersonId[];
  publish: boolean;
};

export type MeasureDraft = {
  id: string;
  finding: string;
  /** The unit that leads its finding; filled in from the finding when the campaign starts. */
  findingUnit?: UnitId;
  no: string;
  title: string;
  text: string;
  kind: Kind;
  leaders: PersonId[];
  leadUnit: UnitId;
  participants: UnitId[];
  handler: PersonId | null;
  /** 取得明显成效时限; never after `doneDue`. */
  effectDue: Deadline | null;
  /** 整改落实到位时限; null for longTerm, and for immediate until it is issued. */
  doneDue: Deadline | null;
  milestones: { day: Day; text: string }[];
  publish: boolean;
  /** Findings it is done for beside its own: it is one measure, counts once, and holds each of them open. */
  alsoUnder?: string[];
  /** 备注: what the lists say beside it, for people only. */
  note?: string;
  /** How often it is reported on; absent: as its plan says. */
  cadence?: Cadence;
  /** It has no date until this has come. */
  condition?: Condition;
  quantity?: Quantity;
  parts?: PartDraft[];
  /** So much is to be done by then: behind it, the measure shows as lagging. */
  quotas?: Quota[];
  /** It joins with what has happened already, and nobody is told of it. */
  history?: History;
};

/** One plan, three lists, and the directory they name: everything a campaign is started from. */
export type Lists = { directory: Directory; findings: FindingDraft[]; measures: MeasureDraft[] };
