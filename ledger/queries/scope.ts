import { type RawBuilder, sql } from 'kysely';
import type { PersonId, UnitId } from '../../domain/plan/directory.ts';
import { keyOf } from '../projection.ts';

/** How much of a campaign is shown: all, what names this person or these units or is a finding of his team, or nothing. */
export type Scope = 'all' | 'none' | { person: PersonId; units: UnitId[]; findings: string[] };
type Part = Exclude<Scope, string>;

/** The measures of a scope, over `measure m`; the same as `web/access/may.ts`, and a test holds the two together. */
export function measuresIn(scope: Scope, campaign: string): RawBuilder<boolean> {
  if (scope === 'all') return sql`true`;
  if (scope === 'none') return sql`false`;
  return sql`(m.base <> 'draft' and (m.keys && ${keysOf(scope)} or m.finding in (
    select f.id from finding f where f.campaign = ${campaign} and ${leads(scope)}
  )))`;
}

/** The findings of a scope, over `finding f`. */
export function findingsIn(scope: Scope): RawBuilder<boolean> {
  if (scope === 'all') return sql`true`;
  if (scope === 'none') return sql`false`;
  return sql`(${leads(scope)} or exists (
    select from measure m
    where m.campaign = f.campaign and m.finding = f.id and m.base <> 'draft' and m.keys && ${keysOf(scope)}
  ))`;
}

function leads(scope: Part): RawBuilder<boolean> {
  return sql`(f.phase <> 'draft' and (f.keys && ${keysOf(scope)} or f.id = any (${list(scope.findings)})))`;
}

function keysOf({ person, units }: Part): RawBuilder<string[]> {
  return list([keyOf.person(person), ...units.map(keyOf.unit)]);
}

/** An array literal both drivers take; ids of ours hold neither quotes nor backslashes unescaped. */
function list(values: string[]): RawBuilder<string[]> {
  return values.length > 0 ? sql`array[${sql.join(values)}]::text[]` : sql`array[]::text[]`;
}
