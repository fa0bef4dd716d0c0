import type { CalendarYear } from '../calendar/calendar.ts';
import type { Day, Instant } from '../calendar/day.ts';
import type { Directory, PersonId, UnitId } from '../plan/directory.ts';
import type { Succession } from '../plan/directoryChange.ts';
import type { Policy } from '../plan/policy.ts';
import type { Settings } from '../plan/settings.ts';
import type { Check } from './check.ts';
import type { Errand } from './errand.ts';
import type { LetterDraft } from './letters.ts';

/**
 * The consolidation (扎口) of one plan's reports: the lead units of findings consolidate, the leaders sign, each all his
 * items at once, the bulletin goes before the committee. `steps`: how many of them lie behind it.
 */
export type Round = {
  period: string;
  steps: number;
  units: UnitId[];
  consolidated: Record<UnitId, { by: PersonId; day: Day; late: boolean }>;
  leaders: PersonId[];
  signed: Record<PersonId, Day>;
  /** Measures without a report, and with one that copies the last, as the round opened. */
  missing?: string[];
  nearCopies?: string[];
};

/** A campaign as its events left it: the rules, the people and the calendar that all its decisions rest on. */
export type CampaignState = {
  v: 1;
  id: string;
  settings: Settings;
  /** `stepped`: a rehearsal, whose clock a driver moves and whose mails never leave the machine. */
  clock: 'real' | 'stepped';
  policy: Policy;
  directory: Directory;
  /** Who became whom: what is archived learns of it only when it is opened again. */
  successions?: Succession[];
  /** Holiday notices loaded after the release, by year; they win over the built-in ones. */
  years: Record<string, CalendarYear>;
  phase: 'draft' | 'issued';
  issuedAt: Instant | null;
  /** Issued, and not released yet: mails wait. */
  held?: true;
  /** The last period (`YYYY-MM`) whose bulletin was drawn up. */
  bulletin: string | null;
  periodEnded: boolean;
  /** The day as of which the figures of the concentrated period were stated; nothing is dated before it any more. */
  frozenOn?: Day;
  /** By plan, the round under way; by special plan, the last period whose bulletin was drawn up. */
  rounds?: Record<string, Round>;
  bulletins?: Record<string, string>;
  /** What is to be done, drafted, checked at present, by id. */
  errands?: Record<string, Errand>;
  letters?: Record<string, LetterDraft>;
  checks?: Record<string, Check>;
  /** How many ids were given out. */
  numbered?: number;
  /** Per errand, how many rungs of its ladder are behind it. */
  rungs?: Record<string, number>;
};
