import { type Kysely, sql } from 'kysely';
import { addDays, type Day } from '../../domain/calendar/day.ts';
import type { Tables } from '../tables.ts';
import { measuresIn, type Scope } from './scope.ts';

type Db = Kysely<Tables>;
type Counts = { day: Day; n: number }[];

/**
 * By day, how many measures are to be done by then and how many were closed then; permanent and withdrawn ones apart.
 * `late`: by how many those past their date become more or fewer on a day.
 */
export async function curve(
  db: Db,
  campaign: string,
  scope: Scope,
): Promise<{ planned: Counts; closed: Counts; late: Counts; longTerm: number }> {
  const { rows } = await sql<{ due: Day | null; closed: Day | null; long: boolean; n: number }>`
    select m.done_due as due, m.closed_on as closed, m.long_term as long, count(*)::int as n from measure m
    where m.campaign = ${campaign} and m.phase not in ('draft', 'withdrawn') and ${measuresIn(scope, campaign)}
    group by 1, 2, 3
  `.execute(db);
  const sum = (key: 'due' | 'closed', of: typeof rows) =>
    counts(of.flatMap((row) => (row[key] ? [{ day: row[key], n: row.n }] : [])));
  const late = rows.flatMap(({ due, closed, long, n }) => {
    if (!due || long || (closed !== null && closed <= due)) return [];
    return [{ day: addDays(due, 1), n }, ...(closed ? [{ day: closed, n: -n }] : [])];
  });
  return {
    planned: sum(
      'due',
      rows.filter(({ long }) => !long),
    ),
    closed: sum('closed', rows),
    late: counts(late),
    longTerm: rows.filter(({ long }) => long).reduce((n, row) => n + row.n, 0),
  };
}

function counts(all: Counts): Counts {
  const days = new Map<Day, number>();
  for (const { day, n } of all) days.set(day, (days.get(day) ?? 0) + n);
  return [...days].map(([day, n]) => ({ day, n }));
}

/** What a day of a campaign brought: mails and to how many, closures, and measures past their date since then. */
export async function daysOf(db: Db, campaign: string, zoneHours: number) {
  const dayAt = (column: string) =>
    sql<Day>`to_char(to_timestamp(${sql.ref(column)} / 1000.0) at time zone 'UTC' + make_interval(hours => ${zoneHours}), 'YYYY-MM-DD')`;
  const mails = await db
    .selectFrom('mail')
    .select((is) => [dayAt('window_at').as('day'), is.fn.countAll<number>().as('n')])
    .where('campaign', '=', campaign)
    .groupBy(sql`1`)
    .execute();
  const events = await db
    .selectFrom('event')
    .select((is) => [dayAt('at').as('day'), 'type', is.fn.countAll<number>().as('n')])
    .where('stream', '>=', `measure/${campaign}/`)
    .where('stream', '<', `measure/${campaign}0`)
    .where('type', 'in', ['Closed', 'Submitted', 'Returned', 'ExtensionGranted', 'Rebounded'])
    .groupBy(sql`1, 2`)
    .execute();
  return {
    mails: mails.map(({ day, n }) => ({ day, n: Number(n) })).sort((a, b) => (a.day < b.day ? -1 : 1)),
    events: events.map(({ day, type, n }) => ({ day, type, n: Number(n) })),
  };
}

/** The mails of one day, by receiver. */
export async function mailsOn(db: Db, campaign: string, span: { from: number; to: number }) {
  return db
    .selectFrom('mail')
    .select(['id', 'person', 'subject', 'items', 'audience'])
    .where('campaign', '=', campaign)
    .where('window_at', '>=', span.from)
    .where('window_at', '<', span.to)
    .orderBy('person')
    .execute();
}

/** What one person had been mailed by then, the last first. */
export async function mailsTo(db: Db, campaign: string, person: string, until: number, limit: number) {
  return db
    .selectFrom('mail')
    .select(['id', 'subject', 'items', 'window_at as at'])
    .where('campaign', '=', campaign)
    .where('person', '=', person)
    .where('window_at', '<', until)
    .orderBy('window_at', 'desc')
    .limit(limit)
    .execute();
}

/** How many mails each had got by then. */
export async function mailsByPerson(db: Db, campaign: string, until: number): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('mail')
    .select((is) => ['person', is.fn.countAll<number>().as('n')])
    .where('campaign', '=', campaign)
    .where('window_at', '<', until)
    .groupBy('person')
    .execute();
  return new Map(rows.map(({ person, n }) => [person, Number(n)]));
}
