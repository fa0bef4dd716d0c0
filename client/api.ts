import type { Paper } from '../domain/actor.ts';
import type { CalendarYear } from '../domain/calendar/calendar.ts';
import type { Day, Instant } from '../domain/calendar/day.ts';
import type { Figures } from '../domain/campaign/figures.ts';
import type { ShownLetter } from '../domain/campaign/letterFile.ts';
import type { ErrorCode, Facts } from '../domain/errors.ts';
import type { Statement } from '../domain/figures/statement.ts';
import type { ForecastResult } from '../domain/forecast/forecast.ts';
import type { Compared } from '../domain/import/compare.ts';
import type { Light } from '../domain/measure/light.ts';
import type { Move } from '../domain/measure/moves.ts';
import type { Directory } from '../domain/plan/directory.ts';
import type { Deadline, Kind as ListKind, Lists } from '../domain/plan/lists.ts';
import type { Team } from '../domain/plan/plan.ts';
import type { Kind } from '../workflows/contract.ts';
import type { SetUp } from './campaign.ts';
import type { Outcome } from './import.ts';

/** The body of every answer that is a no. */
export type Failure = { code: ErrorCode; facts: Facts; message: string };

export type Health = { name: 'xiaohao'; pid: number; running: boolean };

/** A campaign as its figures stand now; of a rehearsal, as of where its clock stands. */
export type CampaignStatus = {
  id: string;
  name: string;
  phase: string;
  clock: string;
  feedbackOn: Day;
  zone: string;
  asOf: Instant;
  figures: Figures;
  /** Findings and measures that are drafted and not issued yet. */
  drafts: { findings: number; measures: number };
  /** Mails by how far each came. */
  mails: Record<string, number>;
  /** The next instant anything of it waits for. */
  next: Instant | null;
};

/** One event of an entity, as a person reads it. `facts` is what was recorded with it. */
export type TimelineEntry = {
  seq: number;
  at: Instant;
  type: string;
  /** Who did it; for whom, where he is a deputy; and by whose hand from which paper. */
  by: { id: string; name: string; for?: string; paper?: Paper };
  facts: Record<string, unknown>;
  /** How many lines for somebody's mail it gave rise to. */
  notices: number;
};

/** One entity: where it stands, who has it, what comes next, and all that has happened to it. */
export type StreamView = {
  stream: string;
  kind: Kind;
  campaign: string;
  id: string;
  no: string;
  title: string;
  zone: string;
  asOf: Instant;
  phase: string;
  light: Light | null;
  late: boolean;
  unit: string | null;
  leaders: string[];
  effectDue: Deadline | null;
  doneDue: Deadline | null;
  /** Whose turn it is, and the persons who hold that post today; null: nobody's. */
  holder: { post: string; persons: string[] } | null;
  /** The next thing time brings about if nobody acts. */
  next: { at: Instant; ladder: string; rung: string; to: string[]; limit: Day } | null;
  state: object;
  timeline: TimelineEntry[];
};

/** What `find` answers: the stream a short id means. */
export type Found = { stream: string; kind: Kind; campaign: string; id: string };

/** Something in the lists only a person can settle: where it stands, and the answers proposed. */
export type AskedQuestion = {
  key: string;
  kind: string;
  file: string;
  sheet: string;
  row: number;
  column: string;
  text: string;
  message: string;
  options: { value: string; label: string }[];
  /** The row waits for the answer; otherwise it went in as read. */
  held: boolean;
};
export type QuestionView = AskedQuestion & {
  askedAt: Instant;
  answer: { choice: string; by: string; at: Instant } | null;
};
export type AnswerRequest = { key: string; choice: string; as: string };

/**
 * `setUp`: only of a campaign that is not there yet. `files`: what was read; open questions of theirs that are not asked
 * again are dropped. `as`: in whose name running items are changed.
 */
export type ImportRequest = {
  setUp?: Omit<SetUp, 'clock'>;
  lists: Lists;
  files: string[];
  questions: AskedQuestion[];
  as?: string;
  approver?: string;
  dryRun: boolean;
};
/** A measure that runs and that the lists do not name. */
export type GoneMeasure = {
  id: string;
  finding: string;
  no: string;
  title: string;
  kind: ListKind;
  lead_unit: string;
  leader: string | null;
  effect_due: Day | null;
  done_due: Day | null;
};
/** `id`: of the import that is being carried out; null: there is nothing to do. */
export type ImportAnswer = {
  id: string | null;
  plan: { findings: Compared[]; measures: Compared[]; gone: GoneMeasure[]; directory: boolean };
};
/** How far an import has come, and since when it has come no further. */
export type ImportView = {
  id: string;
  campaign: string;
  phase: 'waiting' | 'running' | 'done' | 'failed';
  done: number;
  total: number;
  idleMs: number;
  result: Outcome | null;
};

/** `as`: a person's id or unique name; left out, the engine's own (only for `issue`). `id`: makes repeating safe. */
export type ActRequest = {
  id: string;
  as: string;
  command: { type: string } & Record<string, unknown>;
  /** The one whose post is exercised, by delegation. */
  for?: string;
  /** Signed paper of `as`, entered by the person `by`; `scan`: `sha256:` and 64 hex digits. */
  paper?: Paper;
  /** The scan itself, in base64; kept with the evidence under its digest. */
  scan?: { name: string; bytes: string };
};
export type IssueRequest = {
  id: string;
  as?: string | undefined;
  document: string;
  approvers: string[];
  /** The date of the document; today if left out. */
  on?: Day;
};
export type ActAnswer = { id: string; stream: string; seq: number; events: string[] };

/** A link that signs somebody in once; without an address, the owner of the data folder. */
export type EnterAnswer = { url: string; minutes: number };

export type VerifyAnswer = {
  events: number;
  streams: number;
  /** Entries of the records of deliveries. */
  deliveries: number;
  broken: { stream: string; seq: number; why: string } | null;
};

/** One entry of the record of deliveries, with the hashes that chain it; `facts` as recorded, an object. */
export type DeliveryEntry = {
  seq: number;
  at: Instant;
  what: string;
  mail: string;
  facts: Record<string, unknown>;
  previous: string;
  hash: string;
};
export type DeliveriesAnswer = { campaign: string; finding: string | null; zone: string; entries: DeliveryEntry[] };

/** A mail that did not arrive, or of which nobody knows, and who got its lines instead. */
export type UndeliveredMail = {
  mail: string;
  person: { id: string; name: string };
  email: string;
  windowAt: Instant;
  state: string;
  items: number;
  tries: number;
  response: string | null;
  instead: { id: string; name: string; state: string; windowAt: Instant }[];
};
/** A window that a robot or another system was not told of, or not yet. */
export type DeafHook = {
  hook: string;
  windowAt: Instant;
  state: string;
  tries: number;
  response: string | null;
};
export type UndeliveredAnswer = { campaign: string; zone: string; mails: UndeliveredMail[]; hooks: DeafHook[] };

/** A running measure some of whose days a holiday notice moves. */
export type MovedMeasure = { campaign: string; id: string; no: string; title: string; unit: string; moves: Move[] };
/** `id`: makes repeating safe. `as`: who confirms it, of the office of every campaign. */
export type AddYearRequest = { id: string; year: string; days: CalendarYear; as?: string; confirm: boolean };
/** `campaigns`: those that did not count with it yet. `added`: false where it must be confirmed first, or is `same`. */
export type AddYearAnswer = {
  year: string;
  moved: MovedMeasure[];
  campaigns: string[];
  added: boolean;
  same: boolean;
};

/**
 * `policy`: as a campaign file says it (a preset's name, or what differs). `id`: makes repeating safe. `plan`: a special
 * plan's policy and not the campaign's; `reason` is the document then.
 */
export type ChangePolicyRequest = {
  id: string;
  policy?: unknown;
  plan?: string;
  reason: string;
  as?: string;
  confirm: boolean;
};
/** `moved`: by measure, which notices come on another day, come anew or come no more. */
export type ChangePolicyAnswer = {
  campaign: string;
  from: string;
  to: string;
  moved: MovedMeasure[];
  changed: boolean;
  same: boolean;
};
/** Where the installation is at home; not there: this is a copy, and mails nothing. */
export type InstallationAnswer = {
  atHome: boolean;
  since: Instant;
  by: string | null;
  /** Since when the hourly mails to ourselves do not come back; null: they do, or none are sent. */
  silentSince: Instant | null;
};

/** What became of a mail that came back (`activities/bounce.ts`). */
export type BounceAnswer = {
  outcome: 'recorded' | 'known' | 'forged' | 'unknownMail' | 'noBounce';
  kind: 'hard' | 'delayed' | 'autoReply' | 'none';
  mail: string | null;
  person: string | null;
  status: string;
};

/** `days`: how far; `extend`: `12-3:2024-10-31`, what another date for one measure changes. */
export type ForecastRequest = {
  days: number;
  person?: string | undefined;
  issuedOn?: Day | undefined;
  extend?: string | undefined;
};
export type ForecastAnswer = { campaign: string; zone: string } & ForecastResult;
/** An act that was refused: who asked what of which item, when, and why not. */
export type RefusedAct = {
  at: Instant;
  person: string;
  paper: Paper | null;
  stream: string;
  command: string;
  act: string;
  code: ErrorCode;
  facts: Facts;
};

/** A team, and the findings it sees with their measures. */
export type TeamAnswer = {
  team: Team;
  findings: {
    id: string;
    no: string;
    title: string;
    phase: string;
    measures: { id: string; no: string; phase: string }[];
  }[];
};

/** Everything the API can be asked, by whichever way it is reached. */
export type Api = {
  health(): Promise<Health>;
  /** The holiday notices loaded into the installation, by year. */
  years(): Promise<Record<string, CalendarYear>>;
  addYear(request: AddYearRequest): Promise<AddYearAnswer>;
  changePolicy(campaign: string, request: ChangePolicyRequest): Promise<ChangePolicyAnswer>;
  status(campaign?: string): Promise<CampaignStatus[]>;
  find(id: string, campaign?: string): Promise<Found>;
  stream(stream: string): Promise<StreamView>;
  team(campaign: string, team: string): Promise<TeamAnswer>;
  letters(campaign: string): Promise<ShownLetter[]>;
  letter(campaign: string, id: string): Promise<ShownLetter>;
  figures(campaign: string, asked: { asOf?: string; plan?: string }): Promise<Statement>;
  import(campaign: string, request: ImportRequest): Promise<ImportAnswer>;
  importView(campaign: string, id: string): Promise<ImportView>;
  /** A campaign's lists as they stand, as `import` takes them. */
  lists(campaign: string): Promise<Lists>;
  /** The ids of a campaign's measures. */
  measureIds(campaign: string): Promise<string[]>;
  questions(campaign: string): Promise<QuestionView[]>;
  answer(campaign: string, request: AnswerRequest): Promise<QuestionView>;
  issue(campaign: string, request: IssueRequest): Promise<ActAnswer>;
  act(stream: string, request: ActRequest): Promise<ActAnswer>;
  enter(address?: string): Promise<EnterAnswer>;
  refusals(campaign: string): Promise<{ zone: string; refused: RefusedAct[] }>;
  /** As it was at the end of a day, or as it is. */
  directory(campaign: string, on?: string): Promise<Directory>;
  verify(campaign?: string): Promise<VerifyAnswer>;
  installation(): Promise<InstallationAnswer>;
  /** Somebody says that these data are the ones that mail from now on. */
  adopt(by: string): Promise<InstallationAnswer>;
  /** `finding`: a finding's id; left out, the campaign's whole record. */
  deliveries(campaign: string, finding?: string): Promise<DeliveriesAnswer>;
  /** A mail that came back to the office, as it arrived. */
  bounce(raw: Uint8Array): Promise<BounceAnswer>;
  forecast(campaign: string, request: ForecastRequest): Promise<ForecastAnswer>;
  undelivered(campaign: string): Promise<UndeliveredAnswer>;
};
