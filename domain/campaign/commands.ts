import type { CalendarYear } from '../calendar/calendar.ts';
import type { Day } from '../calendar/day.ts';
import type { Directory } from '../plan/directory.ts';
import type { Policy } from '../plan/policy.ts';
import type { Settings } from '../plan/settings.ts';

type Orders = {
  setUp: { settings: Settings; clock: 'real' | 'stepped'; policy: Policy; directory: Directory };
  changeDirectory: { directory: Directory };
  /** Said again when drafts have joined since: a supplementary issue. `on`: the date of the document. */
  issue: { document: string; approvers: string[]; on?: Day };
  /** Until it is given, what the issue brought about is mailed to nobody. */
  release: Record<never, never>;
  replan: { policy?: Policy; years?: Record<string, CalendarYear>; reason: string };
};

export type CampaignOrder = keyof Orders;
export type CampaignCommand = { [T in CampaignOrder]: { type: T } & Orders[T] }[CampaignOrder];
