import { addWorkdays, type Calendar, previousWorkday } from '../calendar/calendar.ts';
import type { Day } from '../calendar/day.ts';
import { type Cadence, cadenceIn, daysOf } from '../calendar/period.ts';
import { type Refusal, refusal } from '../errors.ts';
import type { Policy } from './policy.ts';

/** The stages a report passes on its way up (扎口), in this order; each has a cut-off counted back from the committee. */
export const stages = ['participants', 'lead', 'findingLead', 'leader', 'office'] as const;
export type Stage = (typeof stages)[number];

/** Workdays a period of a cadence surely has, holidays taken off: no cut-off can lie further back. */
const fewest: Record<Cadence, number> = {
  weekly: 4,
  monthly: 15,
  twoMonthly: 35,
  quarterly: 55,
  halfYearly: 110,
  yearly: 230,
};

/** The day a period's reports go before the committee: its last workday. */
export function committeeDay(period: string, calendar: Calendar): Day {
  return previousWorkday(calendar, daysOf(period).last);
}

/**
 * Workdays before the committee's day at which a stage is cut off. No committee meets each week: a week's reports are in on
 * its last workday, and go up in the week after, a workday for each to ask and to be asked (negative: so many after).
 */
export function workdaysBefore(stage: Stage, cadence: Cadence, { cycle }: Policy): number {
  const lead =
    cadence === 'weekly' ? Math.min(cycle.cutOffWorkdays, cycle.weeklyCutOffWorkdays ?? 0) : cycle.cutOffWorkdays;
  const { participants = 2, findingLead = 3, leader = 1 } = cycle.stages ?? {};
  if (cadence === 'weekly' && stage !== 'participants') return lead - weekly[stage];
  switch (stage) {
    case 'participants':
      return lead + participants;
    case 'lead':
      return lead;
    case 'findingLead':
      return Math.min(findingLead, lead);
    case 'leader':
      return Math.min(leader, findingLead, lead);
    case 'office':
      return 0;
  }
}

/** Workdays after the lead units' cut-off by which each stage of a week's round is over. */
const weekly = { lead: 0, findingLead: 2, leader: 4, office: 5 };

/** The cut-off of a stage of a report period; of the measure's lead unit where no other is named. */
export function cutOffOf(period: string, policy: Policy, calendar: Calendar, stage: Stage = 'lead'): Day {
  return addWorkdays(calendar, committeeDay(period, calendar), -workdaysBefore(stage, cadenceIn(period), policy));
}

/** A cycle whose cut-offs lie before its period begins, or in another order than the stages. */
export function refuseCycle(policy: Policy, used: Cadence[]): Refusal | null {
  const { cutOffWorkdays, stages: said } = policy.cycle;
  const { findingLead = Math.min(3, cutOffWorkdays), leader = Math.min(1, findingLead) } = said ?? {};
  if (findingLead > cutOffWorkdays)
    return refusal('cut-off-unmeetable', { what: 'findingLead', workdays: findingLead });
  if (leader > findingLead) return refusal('cut-off-unmeetable', { what: 'leader', workdays: leader });
  for (const cadence of used) {
    const workdays = workdaysBefore('participants', cadence, policy);
    if (workdays >= fewest[cadence]) return refusal('cut-off-unmeetable', { what: cadence, workdays });
  }
  return null;
}

/** Every cadence a policy itself names. */
export function cadencesOf({ cycle }: Policy): Cadence[] {
  return [cycle.every, cycle.longTermEvery, cycle.afterPeriod].filter((one) => one !== undefined);
}
