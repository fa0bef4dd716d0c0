import type { CalendarYear } from '../calendar/calendar.ts';
import type { Instant } from '../calendar/day.ts';
import type { Directory } from '../plan/directory.ts';
import type { Policy } from '../plan/policy.ts';
import type { Settings } from '../plan/settings.ts';

/** A campaign as its events left it: the rules, the people and the calendar that all its decisions rest on. */
export type CampaignState = {
  v: 1;
  id: string;
  settings: Settings;
  /** `stepped`: a rehearsal, whose clock a driver moves and whose mails never leave the machine. */
  clock: 'real' | 'stepped';
  policy: Policy;
  directory: Directory;
  /** Holiday notices loaded after the release, by year; they win over the built-in ones. */
  years: Record<string, CalendarYear>;
  phase: 'draft' | 'issued';
  issuedAt: Instant | null;
  /** Issued, and not released yet: mails wait. */
  held?: true;
  /** The last period (`YYYY-MM`) whose bulletin was drawn up. */
  bulletin: string | null;
  periodEnded: boolean;
};
