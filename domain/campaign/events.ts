import type { CalendarYear } from '../calendar/calendar.ts';
import type { Day, Instant } from '../calendar/day.ts';
import type { PolicyBefore } from '../notice/carry.ts';
import type { Notice } from '../notice/notice.ts';
import type { Directory, PersonId, UnitId } from '../plan/directory.ts';
import type { DirectoryChange } from '../plan/directoryChange.ts';
import type { LetterKind } from '../plan/letterKind.ts';
import type { Plan, Team } from '../plan/plan.ts';
import type { Policy } from '../plan/policy.ts';
import type { Secrecy } from '../plan/secrecy.ts';
import type { Settings } from '../plan/settings.ts';
import type { Check, Consequence } from './check.ts';
import type { Summary } from './commands.ts';
import type { Errand } from './errand.ts';
import type { Figures } from './figures.ts';
import type { LetterDraft } from './letters.ts';
import type { Gaps } from './round.ts';

type Payloads = {
  SetUp: {
    settings: Settings;
    clock: 'real' | 'stepped';
    policy: Policy;
    directory: Directory;
    years?: Record<string, CalendarYear>;
  };
  DirectoryChanged: { directory: Directory };
  DirectoryAmended: { change: DirectoryChange; document: string };
  /** `held`: no mail goes out until the office releases it. `items`: the drafts whose clocks it starts. */
  Issued: { document: string; approvers: string[]; on?: Day; held?: true; items?: number };
  Released: Record<never, never>;
  /**
   * `since`: the period its reports are asked for after, where it is new. `was`: the policies its findings went by, where
   * they go by another now.
   */
  PlanSet: { plan: Plan; document: string; on: Day; since: string; was?: PolicyBefore[] };
  PlanDropped: { plan: string; document: string; on: Day; was?: PolicyBefore[] };
  TeamSet: { team: Team; document: string; on: Day };
  TeamDropped: { team: string; document: string; on: Day };
  SecrecySet: { level: Secrecy; finding: string | null; reason: string };
  /** Policy or calendar changed: every running entity counts its dates anew. */
  Replanned: {
    policy: Policy | null;
    years: Record<string, CalendarYear> | null;
    reason: string;
    /** The changed years as they were, null where none was announced. */
    before?: Record<string, CalendarYear | null>;
    /** Of another policy: what of the old one running items count by; `rungs`: where its own errands stand on the new. */
    was?: PolicyBefore;
    rungs?: Record<string, number>;
  };
  /** `gaps`: what went up missing or unsigned; `skipped`: periods nobody drew up, the engine being away. */
  BulletinDue: { period: string; figures: Figures; plan?: string; gaps?: Gaps; skipped?: string[] };
  /** A quarter's figures, with the last bulletin of it. */
  RolledUp: { period: string; figures: Figures };
  RoundOpened: { plan: string; period: string; units: UnitId[]; missing: string[]; nearCopies: string[] };
  /** `steps`: how many steps of the round lie behind it then. */
  RoundChased: { plan: string; period: string; steps: number; units: UnitId[]; leaders: PersonId[] };
  RoundRaised: { plan: string; period: string; leaders: PersonId[]; without: UnitId[] };
  Consolidated: { plan: string; period: string; unit: UnitId; findings: string[]; late: boolean; asOf: Day } & Summary;
  Signed: { plan: string; period: string; leader: PersonId; findings: string[]; on?: Day };
  ErrandGiven: { errand: Errand; onBehalf?: { document: string } };
  ErrandFinished: { errand: string; result: string; document: string | null; on: Day };
  ErrandRung: { basis: string; position: number; rung: string; day: Day };
  ConsultationConcluded: { errand: string; participants: string[]; conclusions: number };
  LetterDrafted: { letter: LetterDraft };
  LetterReleased: {
    letter: string;
    kind: LetterKind;
    unit: UnitId;
    signer: string;
    number: string;
    replyBy: Day | null;
  };
  LetterDropped: { letter: string; reason: string };
  CheckOpened: { check: Check };
  CheckRecorded: {
    check: string;
    item: string;
    method: string;
    result: 'held' | 'problem';
    reason: string | null;
    follow: Consequence | null;
    due: Day | null;
  };
  CheckClosed: { check: string; conclusion: string };
  /** The end of every chain at this moment; a chain that is shorter later was cut. */
  HeadsRecorded: { heads: Record<string, { seq: number; hash: string }> };
  /** The figures are those as of `asOf`, which is frozen from then on. */
  PeriodEnded: { figures: Figures; asOf?: Day };
};

export type CampaignEventType = keyof Payloads;
export type CampaignEvent = {
  [T in CampaignEventType]: { type: T; at: Instant; by: PersonId; notices: Notice[] } & Payloads[T];
}[CampaignEventType];
