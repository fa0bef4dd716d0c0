import { type Refusal, refusal } from '../errors.ts';
import { cadencesOf, refuseCycle } from './cycle.ts';
import type { Directory } from './directory.ts';
import { mainPlan, type Plan, type Team } from './plan.ts';

/** What plans and teams may name: the findings and measures of the campaign, its people and units. */
export type Named = {
  findings: { id: string }[];
  measures: { id: string; finding: string }[];
  directory: Pick<Directory, 'units' | 'persons'>;
};

/** Something by its id, else by its name. */
export function named<T extends { id: string; name: string }>(all: T[], said: string): T | undefined {
  return all.find(({ id }) => id === said) ?? all.find(({ name }) => name === said);
}

/**
 * Why plans cannot be so: they name what is not there, one finding twice, cycles that cannot meet their cut-offs, or link an
 * item that is not theirs, to itself, or to one that is linked itself: then neither would count.
 */
export function refusePlans(plans: Plan[], { findings, measures, directory }: Named): Refusal | null {
  const known = new Set(findings.map(({ id }) => id));
  const findingOf = new Map([
    ...findings.map(({ id }) => [id, id] as const),
    ...measures.map((one) => [one.id, one.finding] as const),
  ]);
  const linked = new Set(plans.flatMap(({ links }) => Object.keys(links)));
  const seen = new Map<string, number>();
  for (const [n, { id: plan, leadDepartment, findings: own, links, policy }] of plans.entries()) {
    if (plan === mainPlan) return refusal('bad-input', { field: 'plan', value: plan });
    if (leadDepartment !== null && !named(directory.units, leadDepartment))
      return refusal('unknown-unit', { name: leadDepartment });
    for (const id of own) {
      if (!known.has(id)) return refusal('unknown-finding', { id });
      if (seen.has(id)) return refusal('id-repeated', { id, first: seen.get(id)! });
      seen.set(id, n + 1);
    }
    for (const [item, other] of Object.entries(links)) {
      for (const id of [item, other]) if (!findingOf.has(id)) return refusal('unknown-id', { id });
      if (!own.includes(findingOf.get(item)!) || linked.has(other))
        return refusal('bad-input', { field: 'links', value: `${item}=${other}` });
    }
    const bad = policy ? refuseCycle(policy, cadencesOf(policy)) : null;
    if (bad) return bad;
  }
  return null;
}

/** Why a team cannot be so: it names findings or persons that are not there. */
export function refuseTeam({ head, liaison, findings: own }: Team, { findings, directory }: Named): Refusal | null {
  const unknown = own.find((id) => !findings.some((finding) => finding.id === id));
  if (unknown !== undefined) return refusal('unknown-finding', { id: unknown });
  const nobody = [head, liaison].find((said) => !named(directory.persons, said));
  return nobody === undefined ? null : refusal('unknown-person', { name: nobody });
}
