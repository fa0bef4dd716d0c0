import type { FindingState } from '../finding/state.ts';
import type { MeasureState } from '../measure/state.ts';
import type { Figures } from './figures.ts';

/**
 * What a campaign must be told from the ledger, in the transaction that records what it decides: how its findings and
 * measures stand, the figures of that, and where every chain of events ends.
 */
export type CampaignFacts = {
  figures: Figures;
  heads: Record<string, { seq: number; hash: string }>;
  findings: FindingState[];
  measures: MeasureState[];
  /** Only what was asked for was read: neither figures nor heads, nor items that nobody named. */
  partial?: true;
  /** Measures of other campaigns that the command names. */
  others?: MeasureState[];
};
