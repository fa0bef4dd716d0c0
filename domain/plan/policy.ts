import type { Cadence } from '../calendar/period.ts';
import type { Ladder, Rung } from './ladder.ts';
import type { Letter } from './letter.ts';

/** When mails go out: at `time` on workdays; leaders' plain news wait for `leaderWeekday` (1 = Monday). */
export type SendWindow = {
  time: string;
  leaderWeekday: number;
  /** When the leading group, the secretary among it, gets plain news: weekly as leaders do (absent), or on a month's first workday. */
  leadingGroup?: 'weekly' | 'monthly';
  /** Minutes before the window at which digests are composed into the outbox. */
  composeMinutes: number;
  /** Hours before that over which measures wake. */
  spreadHours: number;
  /** No mail is handed over from the one hour to the other, overnight or not; absent: at any hour. */
  quiet?: { from: string; to: string };
};

/** The steps a submitted measure can be asked to pass before it is closed (PROCESS.md, Review), in no fixed order. */
export const reviewSteps = [
  'unitPrincipal',
  'findingLead',
  'team',
  'officeCheck',
  'leader',
  'office',
  'higherLevel',
] as const;
export type ReviewStep = (typeof reviewSteps)[number];

/** What a campaign may decide otherwise than others; every number is a default that no document fixes. */
export type Policy = {
  v: 1;
  name: string;
  window: SendWindow;
  /** 立行立改 is due so many calendar days after issue. */
  immediateDays: number;
  /** From so many calendar days before `doneDue` on a measure shows as due soon. */
  dueSoonDays: number;
  /** Ladders, each counted from the date it is named for. */
  ladders: {
    /** Issued and not acknowledged; counted from the day of issue. */
    acknowledge: Ladder;
    effectDue: Ladder;
    doneDue: Ladder;
    milestone: Ladder;
    /** One report cycle; counted from its cut-off. The first rung opens the cycle. */
    cycle: Ladder;
    /** Signed for, and nothing heard by the next cycle; counted from that cycle's cut-off, in each cycle anew. */
    silent: Ladder;
    /** A quantity behind its plan, by the points of `behind`; counted from the day it fell so far behind. */
    lagging: Ladder;
    farBehind: Ladder;
    /** Whoever holds a review step; counted from that step's limit. */
    review: Ladder;
    /** A pending extension; counted from its own limit. */
    decision: Ladder;
    /** A returned measure; counted from the limit for resubmission. */
    resubmit: Ladder;
    /** A higher level that has been asked to accept; counted from each report cut-off, one rung. */
    acceptance: Ladder;
    /** A unit's "not ours", and a claim of visible effect; counted from the limit for the answer. */
    notMine: Ladder;
    /** A part that was handed in; counted from the office's limit for closing it. */
    part: Ladder;
    confirm: Ladder;
    /** A condition that is watched; counted from each report cut-off. */
    watch: Ladder;
    /** A measure that is to be accepted as long-term; counted from the limit for the answer. */
    permanent: Ladder;
    /** The yearly review of a long-term measure; counted from its day. */
    yearly: Ladder;
    /** A suspended measure; counted from the day it was suspended. */
    suspended: Ladder;
    /** A look-back, and the fresh evidence the unit is asked for; counted from its day. */
    lookBack: Ladder;
    fresh: Ladder;
    /** A finding whose measures are all settled and which nobody has closed. */
    closable: Ladder;
    /** What somebody is to do by a day, beside the measures; counted from that day. */
    errand: Ladder;
  };
  /** Percentage points behind plan from which `lagging` and `farBehind` run; absent: 10 and 30. */
  behind?: { lagging: number; farBehind: number };
  /** From the so-manieth time a measure's rungs speak under `letter` on, they speak so instead. */
  accumulate?: { letter: Letter; times: number; as: Pick<Rung, 'letter' | 'block' | 'to'> };
  cycle: {
    /** Months between two reports of a dated measure, and of a long-term one. */
    months: number;
    longTermMonths: number;
    /** The same by name, which wins; after the concentrated period; absent: as above. */
    every?: Cadence;
    longTermEvery?: Cadence;
    afterPeriod?: Cadence;
    /** The committee meets on the last workday of the period; lead units are cut off so many workdays before. */
    cutOffWorkdays: number;
    weeklyCutOffWorkdays?: number;
    /**
     * The other stages, in workdays too: participants before the lead unit; the lead unit of the finding, which
     * consolidates, and the leader, who signs, before the committee.
     */
    stages?: { participants?: number; findingLead?: number; leader?: number };
  };
  review: {
    steps: ReviewStep[];
    /** Of several lead leaders, whose signature does; `first` where nothing is said. */
    leaders?: 'first' | 'all';
    /** Workdays each step may take. */
    limits: Record<ReviewStep, number>;
    /** Workdays a person has for deciding an extension, and a unit for submitting again after a return. */
    decisionWorkdays: number;
    resubmitWorkdays: number;
  };
  /** Months after closing at which a closed measure is looked at again. */
  lookBackMonths: number[];
  /** Sooner than so many calendar days before its day a look-back is one more, and the scheduled one still comes. */
  lookBackEarlyDays: number;
  /** Months between two reviews of a long-term measure. */
  longTermReviewMonths: number;
};
