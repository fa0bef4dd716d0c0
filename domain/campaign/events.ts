import type { CalendarYear } from '../calendar/calendar.ts';
import type { Day, Instant } from '../calendar/day.ts';
import type { Notice } from '../notice/notice.ts';
import type { Directory, PersonId } from '../plan/directory.ts';
import type { Policy } from '../plan/policy.ts';
import type { Settings } from '../plan/settings.ts';
import type { Figures } from './figures.ts';

type Payloads = {
  SetUp: { settings: Settings; clock: 'real' | 'stepped'; policy: Policy; directory: Directory };
  DirectoryChanged: { directory: Directory };
  /** `held`: no mail goes out until the office releases it. `items`: the drafts whose clocks it starts. */
  Issued: { document: string; approvers: string[]; on?: Day; held?: true; items?: number };
  Released: Record<never, never>;
  /** Policy or calendar changed: every running entity counts its dates anew. */
  Replanned: { policy: Policy | null; years: Record<string, CalendarYear> | null; reason: string };
  BulletinDue: { period: string; figures: Figures };
  /** The end of every chain at this moment; a chain that is shorter later was cut. */
  HeadsRecorded: { heads: Record<string, { seq: number; hash: string }> };
  PeriodEnded: { figures: Figures };
};

export type CampaignEventType = keyof Payloads;
export type CampaignEvent = {
  [T in CampaignEventType]: { type: T; at: Instant; by: PersonId; notices: Notice[] } & Payloads[T];
}[CampaignEventType];
