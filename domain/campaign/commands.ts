import type { CalendarYear } from '../calendar/calendar.ts';
import type { Day } from '../calendar/day.ts';
import type { Cadence } from '../calendar/period.ts';
import type { Directory } from '../plan/directory.ts';
import type { DirectoryChange } from '../plan/directoryChange.ts';
import type { LetterKind } from '../plan/letterKind.ts';
import type { Policy } from '../plan/policy.ts';
import type { Secrecy } from '../plan/secrecy.ts';
import type { Settings } from '../plan/settings.ts';
import type { CheckKind, Consequence } from './check.ts';

/** The five parts of a report. */
export type Summary = { done: string; progress: string; effect: string; difficulties: string; next: string };

type Orders = {
  /** `years`: the holiday notices the installation has beside the built-in ones. */
  setUp: {
    settings: Settings;
    clock: 'real' | 'stepped';
    policy: Policy;
    directory: Directory;
    years?: Record<string, CalendarYear>;
  };
  changeDirectory: { directory: Directory };
  /** People and units change; `document`: by what. */
  amendDirectory: { change: DirectoryChange; document: string };
  /** Said again when drafts have joined since: a supplementary issue. `on`: the date of the document. */
  issue: { document: string; approvers: string[]; on?: Day };
  /** Until it is given, what the issue brought about is mailed to nobody. */
  release: Record<never, never>;
  /** A special plan begins or changes; a `policy` of its own, `every`: how often it is reported on; said neither: as before. */
  setPlan: {
    plan: string;
    name: string;
    leadDepartment?: string;
    findings: string[];
    links?: Record<string, string>;
    policy?: Policy;
    every?: Cadence;
    document: string;
    on?: Day;
  };
  /** Its findings belong to the main plan from then on. */
  dropPlan: { plan: string; document: string; on?: Day };
  setTeam: {
    team: string;
    name: string;
    head: string;
    liaison: string;
    findings: string[];
    document: string;
    on?: Day;
  };
  dropTeam: { team: string; document: string; on?: Day };
  /** The lead unit's report on all its findings of a plan (扎口). */
  consolidate: { plan?: string; asOf?: Day } & Summary;
  /** A leader signs all his items of a plan at once. */
  sign: { plan?: string };
  /** A leader's 批示, or the office's 交办. */
  instruct: {
    text: string;
    unit?: string;
    person?: string;
    due: Day;
    about?: string;
  };
  /** A dated occasion of the campaign: plan review, 民主生活会, a hearing, the public notice. */
  planOccasion: { text: string; due: Day };
  /** It is done, answered or held. */
  finish: { errand: string; result: string; document?: string; on?: Day };
  askConsultation: { difficulty: string; about?: string };
  concludeConsultation: {
    errand: string;
    participants: string[];
    conclusions: { text: string; unit?: string; person?: string; due: Day }[];
  };
  draftLetter: { kind: LetterKind; measure?: string; unit?: string; text?: string };
  releaseLetter: { letter: string; signer: string; number: string; replyBy?: Day };
  dropLetter: { letter: string; reason: string };
  openCheck: { kind: CheckKind; title: string; items: string[]; yearly?: boolean };
  recordCheck: {
    check: string;
    item: string;
    method: string;
    result: 'held' | 'problem';
    reason?: string;
    follow?: Consequence;
    due?: Day;
  };
  closeCheck: { check: string; conclusion: string };
  /** How much mails may say of a finding, or of all. */
  setSecrecy: { level: Secrecy; finding?: string; reason: string };
  replan: { policy?: Policy; years?: Record<string, CalendarYear>; reason: string };
};

export type CampaignOrder = keyof Orders;
export type CampaignCommand = { [T in CampaignOrder]: { type: T } & Orders[T] }[CampaignOrder];
export type CampaignCommandOf<T extends CampaignOrder> = Extract<CampaignCommand, { type: T }>;
