import type { PersonId, UnitId } from './directory.ts';
import type { Policy } from './policy.ts';

/**
 * A plan of a campaign (方案): the main one holds every finding no special one names; a special one has its own lead
 * department, policy (and with it its cycle) and figures. `links`: an item of this plan and the item it is one with (a
 * finding or a measure, by id), so that it counts once in the campaign's totals.
 */
export type Plan = {
  id: string;
  name: string;
  leadDepartment: UnitId | null;
  findings: string[];
  links: Record<string, string>;
  /** Absent: the campaign's. */
  policy?: Policy;
};

/** A team (专班): who heads it, who writes for it, and the findings it sees. Persons by id or by a name only one has. */
export type Team = { id: string; name: string; head: PersonId; liaison: PersonId; findings: string[] };

/** What everything no special plan names belongs to. */
export const mainPlan = 'main';

/** The plan of a finding. */
export function planOf(finding: string, plans: Plan[] = []): string {
  return plans.find(({ findings }) => findings.includes(finding))?.id ?? mainPlan;
}

/** The policy a finding's items go by: its plan's own, or the campaign's. */
export function policyFor(finding: string, { plans = [] }: { plans?: Plan[] }, policy: Policy): Policy {
  return plans.find(({ findings }) => findings.includes(finding))?.policy ?? policy;
}

/** The items that are one with another of the campaign and do not count again in its totals. */
export function linkedItems(plans: Plan[] = []): Set<string> {
  return new Set(plans.flatMap(({ links }) => Object.keys(links)));
}
