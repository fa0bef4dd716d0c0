import type { Selectable } from 'kysely';
import type { Day } from '../../domain/calendar/day.ts';
import type { Light } from '../../domain/measure/light.ts';
import type { Answerable, Base } from '../../domain/measure/standing.ts';
import type { Kind } from '../../domain/plan/lists.ts';
import type { Json } from './json.ts';

/** The board's row of a measure; written by its stream's append, rebuilt from its events. */
export type MeasureTable = {
  id: string;
  campaign: string;
  stream: string;
  finding: string;
  no: string;
  title: string;
  kind: Kind;
  phase: string;
  light: Light | null;
  /** Whose turn it is, who is late if it is late; null while nobody is (suspended, closed). */
  holder: string | null;
  lead_unit: string;
  leader: string | null;
  effect_due: Day | null;
  done_due: Day | null;
  late: boolean;
  publish: boolean;
  /** Where its number stands among the others (`ledger/projection.ts`, placeOf). */
  place: string;
  /** How it stands whatever the day, and from which days on that will be another (`domain/measure/standing.ts`). */
  base: Base;
  soon_from: Day;
  lag_from: Day;
  late_from: Day;
  past_by: Answerable;
  /** The date a board shows; `never` where there is none. */
  due: Day;
  long_term: boolean;
  closed_on: Day | null;
  /** Somebody's word is waited for. */
  asks: boolean;
  /** Whom it concerns (`ledger/projection.ts`, keyOf). */
  keys: string[];
};

/** The board's row of a finding. */
export type FindingTable = {
  id: string;
  campaign: string;
  stream: string;
  no: string;
  title: string;
  category: Json<string[]>;
  phase: string;
  lead_unit: string;
  publish: boolean;
  place: string;
  /** Nothing is left to do and nobody has closed it yet. */
  settled: boolean;
  keys: string[];
};

/** By how much a count of the board changes on a day; '' before all days. The sum up to a day is that day's count. */
export type BoardCountTable = {
  campaign: string;
  kind: 'measure' | 'finding';
  day: Day | '';
  /** Of findings: draft, open, settled, closed. */
  light: string;
  /** Whose limit is passed; '': nobody's. */
  past: Answerable | '';
  n: number;
};

/** A category some finding of a campaign is or was in. */
export type BoardCategoryTable = { campaign: string; category: string };

/** The board's row of a campaign. */
export type CampaignTable = {
  id: string;
  name: string;
  stream: string;
  phase: string;
  feedback_on: Day;
  /** `real` or `stepped`. */
  clock: string;
};

export type MeasureRow = Selectable<MeasureTable>;
export type FindingRow = Selectable<FindingTable>;
export type CampaignRow = Selectable<CampaignTable>;
