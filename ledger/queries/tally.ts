import { type Kysely, sql } from 'kysely';
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

/** Counts what somebody sees of a campaign, as of a day. */
export async function tally(
  db: Kysely<Tables>,
  { campaign, scope, day, dueSoonDays }: { campaign: string; scope: Scope; day: Day; dueSoonDays: number },
): Promise<Tally> {
  const measures = await sql<{ light: Light; past: Past | null; n: number }>`
    select light, past, count(*)::int as n from (${standings(campaign, day, dueSoonDays)}) m
    where ${measuresIn(scope, campaign)} group by light, past
  `.execute(db);
  const findings = await sql<{ phase: keyof Tally['findings']; n: number }>`
    select case when f.phase = 'open' and fs.state ->> 'settledOn' is not null then 'settled' else f.phase end as phase,
      count(*)::int as n
    from finding f join stream fs on fs.id = f.stream where f.campaign = ${campaign} and ${findingsIn(scope)} group by 1
  `.execute(db);
  const counts: Tally = {
    measures: {},
    past: { unit: 0, leader: 0, office: 0, higherLevel: 0 },
    findings: { draft: 0, open: 0, settled: 0, closed: 0 },
  };
  for (const { light, past, n } of measures.rows) {
    counts.measures[light] = (counts.measures[light] ?? 0) + n;
    if (past) counts.past[past] += n;
  }
  for (const { phase, n } of findings.rows) counts.findings[phase] += n;
  return counts;
}

/** How many measures of each light every lead unit, or every lead leader, has. */
export async function lightsBy(
  db: Kysely<Tables>,
  whose: 'unit' | 'leader',
  { campaign, scope, day, dueSoonDays }: { campaign: string; scope: Scope; day: Day; dueSoonDays: number },
): Promise<{ id: string; light: Light; n: number }[]> {
  const from = sql`from (${standings(campaign, day, dueSoonDays)}) m`;
  const seen = measuresIn(scope, campaign);
  const { rows } =
    whose === 'unit'
      ? await sql<{ id: string; light: Light; n: number }>`
          select lead_unit as id, light, count(*)::int as n ${from} where ${seen} group by 1, 2
        `.execute(db)
      : await sql<{ id: string; light: Light; n: number }>`
          select leader as id, light, count(*)::int as n ${from}
          cross join lateral jsonb_array_elements_text(m.state -> 'leaders') as leader where ${seen} group by 1, 2
        `.execute(db);
  return rows;
}
