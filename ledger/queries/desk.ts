import { type Kysely, sql } from 'kysely';
import type { Instant } from '../../domain/calendar/day.ts';
import type { FindingState } from '../../domain/finding/state.ts';
import type { MeasureState } from '../../domain/measure/state.ts';
import type { PersonId } from '../../domain/plan/directory.ts';
import { keyOf } from '../projection.ts';
import type { Tables } from '../tables.ts';

type Db = Kysely<Tables>;

/** So many of a campaign are looked through for one desk; whoever has more begins with these. */
const most = 2_000;

/** The measures that wait for somebody's word: in review, or with an extension, an effect or a "not mine" unanswered. */
export async function undecided(db: Db, campaign: string): Promise<MeasureState[]> {
  const { rows } = await sql<{ state: MeasureState }>`
    select e.state from measure m join stream e on e.id = m.stream
    where m.campaign = ${campaign} and m.asks
    order by case when m.phase = 'review' then m.late_from end, m.place limit ${most}
  `.execute(db);
  return rows.map(({ state }) => state);
}

/** The findings of which nothing is left to be done, and which nobody has closed yet. */
export async function closable(db: Db, campaign: string): Promise<FindingState[]> {
  const { rows } = await sql<{ state: FindingState }>`
    select fs.state from finding f join stream fs on fs.id = f.stream
    where f.campaign = ${campaign} and f.settled
    order by f.place limit ${most}
  `.execute(db);
  return rows.map(({ state }) => state);
}

/** The measures somebody leads. */
export async function ledBy(db: Db, campaign: string, person: PersonId): Promise<MeasureState[]> {
  const { rows } = await sql<{ state: MeasureState }>`
    select e.state from measure m join stream e on e.id = m.stream
    where m.campaign = ${campaign} and m.phase <> 'draft' and m.keys @> array[${keyOf.leader(person)}]::text[]
    order by m.place
  `.execute(db);
  return rows.map(({ state }) => state);
}

/** Measures that were brought before a person as an escalation and still run, the newest first. */
export async function escalatedTo(db: Db, campaign: string, person: PersonId): Promise<MeasureState[]> {
  const { rows } = await sql<{ state: MeasureState }>`
    select e.state from (
      select n.stream, max(n.window_at) as at from mail
      join mail_notice mn on mn.mail = mail.id join notice n on n.id = mn.notice
      where mail.campaign = ${campaign} and mail.person = ${person} and n.block = 'escalation' and n.measure is not null
      group by n.stream
    ) told join stream e on e.id = told.stream
    where e.state ->> 'phase' = 'open' order by told.at desc, e.id limit ${most}
  `.execute(db);
  return rows.map(({ state }) => state);
}

/** What was said about one measure until now, oldest first: each letter once a window. */
export async function lettersAbout(db: Db, stream: string): Promise<{ letter: string; block: string; at: Instant }[]> {
  const rows = await db
    .selectFrom('notice')
    .select(['letter', 'block', 'window_at as at'])
    .distinct()
    .where('stream', '=', stream)
    .where('state', '=', 'staged')
    .where('block', 'in', ['todo', 'escalation', 'warning'])
    .where('basis', 'like', 'done:%')
    .orderBy('window_at')
    .execute();
  return rows;
}

/** The last of the newest things done to a stream that a person did; null: none of them. */
export async function lastActOf(db: Db, stream: string, person: PersonId) {
  const rows = await db
    .selectFrom('event')
    .select(['type', 'at', 'actor'])
    .where('stream', '=', stream)
    .orderBy('seq', 'desc')
    .limit(20)
    .execute();
  const found = rows.find(({ actor }) => JSON.parse(actor)?.person === person);
  return found ? { type: found.type, at: found.at } : null;
}
