import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Day } from '../../domain/calendar/day.ts';
import type { Light } from '../../domain/measure/light.ts';
import type { Tables } from '../tables.ts';
import { findingsIn, measuresIn, type Scope } from './scope.ts';
import { type Past, standings } from './standing.ts';

/** The counts of a board, per measure and per finding apart, never one from the other. */
export type Tally = {
  measures: Partial<Record<Light, number>>;
  past: Record<Past, number>;
  /** `settled`: nothing left to do and nobody has closed it yet. */
  findings: { draft: number; open: number; settled: number; closed: number };
};

/** What somebody sees of a campaign, as of a day. */
export type Sight = { campaign: string; scope: Scope; day: Day };

/** Counts what somebody sees of a campaign, as of a day. */
export async function tally(db: Kysely<Tables>, sight: Sight): Promise<Tally> {
  const counts: Tally = {
    measures: {},
    past: { unit: 0, leader: 0, office: 0, higherLevel: 0 },
    findings: { draft: 0, open: 0, settled: 0, closed: 0 },
  };
  for (const { light, past, n } of await countLights(db, sight)) {
    counts.measures[light] = (counts.measures[light] ?? 0) + n;
    if (past) counts.past[past] += n;
  }
  for (const { phase, n } of await countFindings(db, sight)) counts.findings[phase] += n;
  return counts;
}

/**
 * How many measures show each light, and past whose limit they are. Who sees all and asks for all is answered from the
 * counts kept with every write; whoever sees or wants a part, by counting that part.
 */
export async function countLights(
  db: Kysely<Tables>,
  { campaign, scope, day }: Sight,
  wanted: RawBuilder<unknown>[] = [],
): Promise<{ light: Light; past: Past | null; n: number }[]> {
  if (scope === 'all' && wanted.length === 0) return kept<Light>(db, 'measure', campaign, day);
  const { rows } = await sql<{ light: Light; past: Past | null; n: number }>`
    select lit as light, past, count(*)::int as n from (${standings(campaign, day)}) m
    where ${sql.join([measuresIn(scope, campaign), ...wanted], sql` and `)} group by 1, 2
  `.execute(db);
  return rows;
}

/** How many findings there are of each phase. */
export async function countFindings(
  db: Kysely<Tables>,
  { campaign, scope }: Omit<Sight, 'day'>,
): Promise<{ phase: keyof Tally['findings']; n: number }[]> {
  if (scope === 'all')
    return (await kept<keyof Tally['findings']>(db, 'finding', campaign, '')).map(({ light, n }) => ({
      phase: light,
      n,
    }));
  const { rows } = await sql<{ phase: keyof Tally['findings']; n: number }>`
    select case when f.settled then 'settled' else f.phase end as phase, count(*)::int as n
    from finding f where f.campaign = ${campaign} and ${findingsIn(scope)} group by 1
  `.execute(db);
  return rows;
}

async function kept<Light>(db: Kysely<Tables>, kind: 'measure' | 'finding', campaign: string, day: Day) {
  const { rows } = await sql<{ light: Light; past: Past | null; n: number }>`
    select light, nullif(past, '') as past, sum(n)::int as n from board_count
    where campaign = ${campaign} and kind = ${kind} and day <= ${day}
    group by light, past having sum(n) <> 0
  `.execute(db);
  return rows;
}

/** How many measures of each light every lead unit, or every lead leader, has. */
export async function lightsBy(
  db: Kysely<Tables>,
  whose: 'unit' | 'leader',
  { campaign, scope, day }: Sight,
): Promise<{ id: string; light: Light; n: number }[]> {
  const from = sql`from (${standings(campaign, day)}) m`;
  const seen = measuresIn(scope, campaign);
  const { rows } =
    whose === 'unit'
      ? await sql<{ id: string; light: Light; n: number }>`
          select lead_unit as id, lit as light, count(*)::int as n ${from} where ${seen} group by 1, 2
        `.execute(db)
      : await sql<{ id: string; light: Light; n: number }>`
          select substr(key, 8) as id, lit as light, count(*)::int as n ${from}
          cross join lateral unnest(m.keys) as key where key like 'leader:%' and ${seen} group by 1, 2
        `.execute(db);
  return rows;
}
