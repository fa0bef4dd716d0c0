import type { Kysely } from 'kysely';
import type { Instant } from '../domain/calendar/day.ts';
import { dayOf } from '../domain/calendar/zone.ts';
import type { CampaignState } from '../domain/campaign/state.ts';
import type { FindingState } from '../domain/finding/state.ts';
import { bookedUntil } from '../domain/measure/clock.ts';
import { isLate } from '../domain/measure/condition.ts';
import type { MeasureState } from '../domain/measure/state.ts';
import type { Tables } from '../ledger/tables.ts';
import type { AuditLine } from '../mail/inbox/inbox.ts';
import { auditMails, type MailAudit } from './audit.ts';

type Count = Record<string, number>;

/** What a rehearsed year came to. The same seed gives the same, but for what a kill repeated. */
export type Summary = {
  campaign: { name: string; feedbackOn: string; until: string };
  findings: number;
  findingsClosed: number;
  measures: number;
  closed: number;
  onTime: number;
  /** Past the date punctuality is judged by, reviewers' time excluded. */
  late: number;
  measuresByPhase: Count;
  reports: number;
  missedReports: number;
  returns: number;
  extensions: Count;
  rebounds: number;
  notices: Count;
  mailsByAudience: Count;
  mailsByRung: Count;
  mailsByLeader: { leader: string; mails: number; items: number }[];
  /** The longest anybody held one measure in one go. */
  longestHolder: { measure: string; holder: string; days: number } | null;
  acts: Count;
  refused: Count;
} & MailAudit;

/** Counts a rehearsal's outcome from the record, and its mails from the inbox. */
export async function summarize(
  db: Kysely<Tables>,
  campaign: CampaignState,
  until: Instant,
  stored: AsyncIterable<AuditLine>,
): Promise<Summary> {
  const id = campaign.id;
  const today = dayOf(until, campaign.settings.zone);
  const measures = await statesOf<MeasureState>(db, id, 'measure');
  const findings = await statesOf<FindingState>(db, id, 'finding');
  const events = await count(db, id, 'event');
  const late = measures.filter((measure) => isLate(measure, today)).length;
  const closed = measures.filter(({ phase }) => phase === 'closed');
  return {
    campaign: { name: campaign.settings.name, feedbackOn: campaign.settings.feedbackOn, until: today },
    findings: findings.length,
    findingsClosed: findings.filter(({ phase }) => phase === 'closed').length,
    measures: measures.length,
    closed: closed.length,
    onTime: closed.filter(({ closure }) => !closure!.late).length,
    late,
    measuresByPhase: tally(measures.map(({ phase }) => phase)),
    reports: sum(measures.map((measure) => measure.reports)),
    missedReports: sum(measures.map((measure) => measure.missedReports)),
    returns: events.Returned ?? 0,
    extensions: {
      requested: events.ExtensionRequested ?? 0,
      granted: events.ExtensionGranted ?? 0,
      refused: events.ExtensionRefused ?? 0,
    },
    rebounds: events.Rebounded ?? 0,
    notices: await count(db, id, 'notice'),
    mailsByAudience: await count(db, id, 'mail'),
    mailsByRung: await linesByLetter(db, id),
    mailsByLeader: await leaders(db, campaign),
    longestHolder: longest(measures, until),
    acts: await acts(db, id, true),
    refused: await acts(db, id, false),
    ...(await auditMails(db, id, until, stored)),
  };
}

async function statesOf<S>(db: Kysely<Tables>, campaign: string, kind: 'measure' | 'finding'): Promise<S[]> {
  const rows = await db
    .selectFrom('stream')
    .select('state')
    .where('campaign', '=', campaign)
    .where('kind', '=', kind)
    .orderBy('id')
    .execute();
  return rows.map(({ state }) => state as S);
}

/** Events by type, notices by state, mails by audience. */
async function count(db: Kysely<Tables>, campaign: string, what: 'event' | 'notice' | 'mail'): Promise<Count> {
  const rows =
    what === 'event'
      ? await db
          .selectFrom('event')
          .innerJoin('stream', 'stream.id', 'event.stream')
          .select((is) => ['type as key', is.fn.countAll<number>().as('n')])
          .where('campaign', '=', campaign)
          .groupBy('type')
          .execute()
      : what === 'notice'
        ? await db
            .selectFrom('notice')
            .select((is) => ['state as key', is.fn.countAll<number>().as('n')])
            .where('campaign', '=', campaign)
            .groupBy('state')
            .execute()
        : await db
            .selectFrom('mail')
            .select((is) => ['audience as key', is.fn.countAll<number>().as('n')])
            .where('campaign', '=', campaign)
            .groupBy('audience')
            .execute();
  return counted(rows);
}

/** Lines of mails by the letter they stood under. */
async function linesByLetter(db: Kysely<Tables>, campaign: string): Promise<Count> {
  const rows = await db
    .selectFrom('mail_notice')
    .innerJoin('notice', 'notice.id', 'mail_notice.notice')
    .select((is) => ['letter as key', is.fn.countAll<number>().as('n')])
    .where('campaign', '=', campaign)
    .groupBy('letter')
    .execute();
  return counted(rows);
}

async function leaders(db: Kysely<Tables>, { id, directory }: CampaignState): Promise<Summary['mailsByLeader']> {
  const rows = await db
    .selectFrom('mail')
    .select((is) => ['person', is.fn.countAll<number>().as('mails'), is.fn.sum<number>('items').as('items')])
    .where('campaign', '=', id)
    .where('audience', '=', 'leader')
    .groupBy('person')
    .execute();
  rows.sort((a, b) => (a.person < b.person ? -1 : 1));
  return rows.map(({ person, mails, items }) => ({
    leader: directory.persons.find((one) => one.id === person)?.name ?? person,
    mails: Number(mails),
    items: Number(items),
  }));
}

async function acts(db: Kysely<Tables>, campaign: string, done: boolean): Promise<Count> {
  const rows = await db
    .selectFrom('act')
    .select(['command', 'outcome'])
    .where('campaign', '=', campaign)
    .where('outcome', done ? '=' : '!=', 'done')
    .execute();
  const typeOf = (command: unknown) => (command as { command: { type: string } }).command.type;
  return tally(rows.map(({ command, outcome }) => (done ? typeOf(command) : `${typeOf(command)}: ${outcome}`)));
}

function longest(measures: MeasureState[], until: Instant): Summary['longestHolder'] {
  let best: { measure: string; holder: string; ms: number } | null = null;
  for (const { no, clock } of measures) {
    if (!clock) continue;
    for (const [holder, ms] of Object.entries(bookedUntil(clock, until))) {
      if (holder !== 'nobody' && (!best || ms > best.ms)) best = { measure: no, holder, ms };
    }
  }
  return best && { measure: best.measure, holder: best.holder, days: Math.round(best.ms / 86_400_000) };
}

function tally(keys: string[]): Count {
  const counts: Count = {};
  for (const key of [...keys].sort()) counts[key] = (counts[key] ?? 0) + 1;
  return counts;
}

/** By key as code has it: a database sorts text by its own language. */
function counted(rows: { key: string; n: number }[]): Count {
  const sorted = [...rows].sort((a, b) => (a.key < b.key ? -1 : 1));
  return Object.fromEntries(sorted.map(({ key, n }) => [key, Number(n)]));
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, n) => total + n, 0);
}
