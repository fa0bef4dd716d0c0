import { type RawBuilder, sql } from 'kysely';
import type { PersonId, UnitId } from '../../domain/plan/directory.ts';

/** How much of a campaign is shown: all, what names this person or these units or is a finding of his team, or nothing. */
export type Scope = 'all' | 'none' | { person: PersonId; units: UnitId[]; findings: string[] };

/** The measures of a scope, over `standings` as `m`; the same as `web/access/may.ts`, and a test holds the two together. */
export function measuresIn(scope: Scope, campaign: string): RawBuilder<boolean> {
  if (scope === 'all') return sql`true`;
  if (scope === 'none') return sql`false`;
  const { person, units, findings } = scope;
  return sql`(m.light <> 'draft' and (
    m.lead_unit = any (${list(units)})
    or m.state -> 'participants' ?| ${list(units)}
    or m.state ->> 'handler' = ${person}
    or m.state -> 'leaders' @> to_jsonb(${person}::text)
    or exists (
      select from finding f join stream fs on fs.id = f.stream
      where f.campaign = ${campaign} and f.id = m.finding and ${ledBy(person, units, findings)}
    )
  ))`;
}

/** The findings of a scope, over `finding f` joined with its `stream fs`. */
export function findingsIn(scope: Scope): RawBuilder<boolean> {
  if (scope === 'all') return sql`true`;
  if (scope === 'none') return sql`false`;
  const { person, units, findings } = scope;
  return sql`(${ledBy(person, units, findings)} or exists (
    select from measure m join stream ms on ms.id = m.stream
    where m.campaign = f.campaign and m.finding = f.id and m.phase <> 'draft' and (
      m.lead_unit = any (${list(units)})
      or ms.state -> 'participants' ?| ${list(units)}
      or ms.state ->> 'handler' = ${person}
      or ms.state -> 'leaders' @> to_jsonb(${person}::text)
    )
  ))`;
}

function ledBy(person: PersonId, units: UnitId[], findings: string[]): RawBuilder<boolean> {
  return sql`(f.phase <> 'draft' and (
    f.lead_unit = any (${list(units)}) or f.id = any (${list(findings)}) or fs.state -> 'leaders' @> to_jsonb(${person}::text)
  ))`;
}

/** An array literal both drivers take; ids of ours hold neither quotes nor backslashes unescaped. */
function list(values: string[]): RawBuilder<string[]> {
  return values.length > 0 ? sql`array[${sql.join(values)}]::text[]` : sql`array[]::text[]`;
}
