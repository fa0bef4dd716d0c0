import type { Instant } from '../calendar/day.ts';
import type { CampaignState } from '../campaign/state.ts';
import type { FindingState } from '../finding/state.ts';
import type { MeasureState } from '../measure/state.ts';
import type { Notice } from '../notice/notice.ts';

/** An entity as the ledger has it: how many events it has, and when it wakes next (null: asked of its state). */
export type Entity<S> = { stream: string; seq: number; state: S; nextAt: Instant | null };

/** All of a campaign that mails come from. */
export type World = {
  campaign: Entity<CampaignState>;
  findings: Entity<FindingState>[];
  measures: Entity<MeasureState>[];
  /** Raised already, and not sent; `stream`: whose. */
  waiting: { id: string; stream: string; notice: Notice }[];
};
