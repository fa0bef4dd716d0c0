import type { CalendarYear } from '../calendar/calendar.ts';
import type { Directory } from '../plan/directory.ts';
import type { Policy } from '../plan/policy.ts';
import type { Settings } from '../plan/settings.ts';

type Orders = {
  setUp: { settings: Settings; clock: 'real' | 'stepped'; policy: Policy; directory: Directory };
  changeDirectory: { directory: Directory };
  issue: { document: string; approvers: string[] };
  replan: { policy?: Policy; years?: Record<string, CalendarYear>; reason: string };
};

export type CampaignOrder = keyof Orders;
export type CampaignCommand = { [T in CampaignOrder]: { type: T } & Orders[T] }[CampaignOrder];
