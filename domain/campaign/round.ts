import { addWorkdays, type Calendar } from '../calendar/calendar.ts';
import { type Day, monthOf } from '../calendar/day.ts';
import { type Cadence, cadenceIn, cadenceOf, periodAfter, periodOn } from '../calendar/period.ts';
import { dayOf } from '../calendar/zone.ts';
import type { Context } from '../context.ts';
import type { FindingState } from '../finding/state.ts';
import type { MeasureState } from '../measure/state.ts';
import { cutOffOf } from '../plan/cycle.ts';
import type { PersonId, UnitId } from '../plan/directory.ts';
import { mainPlan, planOf } from '../plan/plan.ts';
import type { Policy } from '../plan/policy.ts';
import type { CampaignState, Round } from './state.ts';

/** What one round of reports goes through after the lead units' cut-off, in this order. */
export const roundSteps = ['open', 'chaseUnits', 'raise', 'chaseLeaders', 'bulletin'] as const;
export type RoundStep = (typeof roundSteps)[number];

/** What went up without what it should have had. */
export type Gaps = { reports: string[]; units: UnitId[]; leaders: PersonId[]; nearCopies: string[] };

/** The policy a plan goes by. */
export function policyOf({ settings: { plans = [] }, policy }: CampaignState, plan: string): Policy {
  return plans.find(({ id }) => id === plan)?.policy ?? policy;
}

/** All plans of a campaign, the main one first. */
export function plansOf({ settings: { plans = [] } }: CampaignState): string[] {
  return [mainPlan, ...plans.map(({ id }) => id)];
}

/** The next period of a plan's rounds, and the days of its steps; the one under way before a later one. */
export function nextRound(
  state: CampaignState,
  plan: string,
  { policy: fallback, calendar, periodEnd, now }: Context,
): { period: string; days: Record<RoundStep, Day> } {
  const policy = plan === mainPlan ? fallback : (policyOf(state, plan) ?? fallback);
  const today = dayOf(now, calendar.zone);
  const cadence = cadenceOfPlan(policy, periodEnd !== undefined && today > periodEnd);
  const last = plan === mainPlan ? state.bulletin : (state.bulletins?.[plan] ?? null);
  const issuedOn = dayOf(state.issuedAt!, calendar.zone);
  // Counting begins after the period of the issue, whatever month the state was begun with.
  const from = last === null || last === monthOf(issuedOn) ? periodOn(issuedOn, cadence) : last;
  const round = state.rounds?.[plan];
  const period = round && round.period !== last ? round.period : periodAfter(from, cadence);
  return { period, days: daysOfSteps(period, policy, calendar) };
}

function cadenceOfPlan({ cycle }: Policy, isAfter: boolean): Cadence {
  return (isAfter ? cycle.afterPeriod : undefined) ?? cycle.every ?? cadenceOf(cycle.months);
}

function daysOfSteps(period: string, policy: Policy, calendar: Calendar): Record<RoundStep, Day> {
  const cut = (stage: Parameters<typeof cutOffOf>[3]) => cutOffOf(period, policy, calendar, stage);
  const after = (day: Day) => addWorkdays(calendar, day, 1);
  return {
    open: after(cut('lead')),
    chaseUnits: cut('findingLead'),
    raise: after(cut('findingLead')),
    chaseLeaders: cut('leader'),
    bulletin: cut('office'),
  };
}

type Items = { findings: FindingState[]; measures: MeasureState[] };

/** The open findings and measures of a plan. */
export function openItems({ settings }: CampaignState, plan: string, { findings, measures }: Items): Items {
  const mine = (finding: string) => planOf(finding, settings.plans) === plan;
  return {
    findings: findings.filter(({ id, phase }) => phase === 'open' && mine(id)),
    measures: measures.filter(({ finding, phase }) => (phase === 'open' || phase === 'review') && mine(finding)),
  };
}

/** Measures whose unit has not reported in this period, or in the one of its own that runs. */
export function unreported(measures: MeasureState[], period: string): string[] {
  return measures.filter((measure) => isUnreported(measure, period)).map(({ id }) => id);
}

function isUnreported({ phase, cycle, lastReport, reports, missedReports }: MeasureState, period: string): boolean {
  if (phase !== 'open' || !cycle) return false;
  const isOver = cadenceIn(cycle.period) === cadenceIn(period) && cycle.period > period;
  if (!isOver) return !cycle.reported;
  // Its next cycle has begun while this one goes up; one that was issued since had none before.
  return reports + missedReports > 0 && (lastReport?.period ?? '') < period;
}

/** Measures whose last report says almost what the one before it said. */
export function copiesIn(measures: MeasureState[]): MeasureState[] {
  return measures.filter(({ lastReport }) => lastReport?.nearCopy);
}

/** What a round lacks when it goes up. */
export function gapsOf(round: Round | undefined, measures: MeasureState[], period: string): Gaps {
  return {
    reports: unreported(measures, period),
    units: (round?.units ?? []).filter((unit) => !(unit in round!.consolidated)),
    leaders: (round?.leaders ?? []).filter((leader) => !(leader in round!.signed)),
    nearCopies: copiesIn(measures).map(({ id }) => id),
  };
}

/** The plans whose round waits for this leader's signature. */
export function plansToSign({ rounds = {} }: CampaignState, person: PersonId): string[] {
  return Object.keys(rounds).filter((plan) => {
    const { leaders, signed } = rounds[plan]!;
    return leaders.includes(person) && !(person in signed);
  });
}
