import { system } from '../actor.ts';
import { addWorkdays, nextWorkday } from '../calendar/calendar.ts';
import { addDays, addMonths, type Day, type Instant } from '../calendar/day.ts';
import { cadenceIn, daysOf, periodAfter, periodOn } from '../calendar/period.ts';
import { dayOf } from '../calendar/zone.ts';
import type { Context } from '../context.ts';
import type { FindingState } from '../finding/state.ts';
import type { MeasureState } from '../measure/state.ts';
import { type Climber, nextStep, noticesOf, type Step, speakers } from '../notice/climb.ts';
import type { Notice } from '../notice/notice.ts';
import { tell } from '../notice/tell.ts';
import { wakeFor, windowOn } from '../notice/window.ts';
import { mainPlan } from '../plan/plan.ts';
import type { To } from '../plan/recipient.ts';
import { officeErrand } from './acts/errands.ts';
import { errandLimits } from './errand.ts';
import type { CampaignEvent } from './events.ts';
import { evolve } from './evolve.ts';
import type { CampaignFacts } from './facts.ts';
import type { Figures } from './figures.ts';
import { copiesIn, gapsOf, nextRound, openItems, plansOf, type RoundStep, roundSteps, unreported } from './round.ts';
import type { CampaignState } from './state.ts';

export type CampaignItem =
  | { at: Instant; kind: 'round'; plan: string; period: string; step: RoundStep; due: Day }
  | { at: Instant; kind: 'periodEnd'; day: Day }
  | { at: Instant; kind: 'errand'; step: Step };

/** Workdays the office has for the next step of everything that is open when the period ends. */
const nextStepWorkdays = 15;

/** What comes next, earliest first: each plan's rounds with their bulletins, the errands, the end of the period. */
export function agenda(state: CampaignState, context: Context): CampaignItem[] {
  if (state.phase !== 'issued' || state.bulletin === null) return errandItems(state, context);
  const items: CampaignItem[] = [...errandItems(state, context)];
  for (const plan of plansOf(state)) items.push(nextOfRound(state, plan, context));
  if (!state.periodEnded) {
    const last = addMonths(state.settings.feedbackOn, state.settings.concentratedMonths);
    const day = nextWorkday(context.calendar, last);
    items.push({ kind: 'periodEnd', day: last, at: wake(day, 'periodEnd', context) });
  }
  return items.sort((a, b) => a.at - b.at);
}

/** The next step of a plan's round. Rounds slept through are not made up one by one: the last stands for all. */
function nextOfRound(state: CampaignState, plan: string, context: Context): CampaignItem {
  let current = state;
  for (;;) {
    const round = nextRound(current, plan, context);
    const drawn = drawnUp(current, plan, round.period);
    const later = nextRound(drawn, plan, context);
    if (wake(later.days.bulletin, `${plan} ${later.period} bulletin`, context) > context.now) {
      const under = current.rounds?.[plan];
      const behind = under?.period === round.period ? under.steps : 0;
      const step = roundSteps[behind]!;
      const at = wake(round.days[step], `${plan} ${round.period} ${step}`, context);
      return { kind: 'round', plan, period: round.period, step, due: dueOf(step, round.days), at };
    }
    current = drawn;
  }
}

const none: Figures = {
  findings: { total: 0, closed: 0 },
  measures: { total: 0, closed: 0, late: 0, withdrawn: 0, longTerm: 0 },
  byLight: {},
  lateByHolder: { unit: 0, leader: 0, office: 0, higherLevel: 0 },
};

/** The day whoever is asked at a step has until. */
function dueOf(step: RoundStep, days: Record<RoundStep, Day>): Day {
  if (step === 'open' || step === 'chaseUnits') return days.chaseUnits;
  return step === 'bulletin' ? days.bulletin : days.chaseLeaders;
}

function errandItems(state: CampaignState, context: Context): Extract<CampaignItem, { kind: 'errand' }>[] {
  const climber = climberOf(state);
  return errandLimits(state)
    .map((limit) => nextStep(climber, limit, context))
    .flatMap((step) => (step ? [{ kind: 'errand' as const, at: step.at, step }] : []))
    .sort((a, b) => a.at - b.at);
}

function climberOf({ id, issuedAt, rungs = {} }: CampaignState): Climber {
  return { id, limitsSince: issuedAt ?? 0, rungs };
}

function wake(day: Day, what: string, { policy, calendar }: Context): Instant {
  return wakeFor(windowOn(day, policy.window, calendar.zone), policy.window, 'campaign', what);
}

/** Everything time has brought about by `context.now`. */
export function tick(state: CampaignState, context: Context, facts: CampaignFacts): CampaignEvent[] {
  const events: CampaignEvent[] = [];
  let current = state;
  const rung: Step[] = [];
  for (;;) {
    const item = agenda(current, context)[0];
    if (!item || item.at > context.now) break;
    const happened = happens(current, item, context, facts);
    if (item.kind === 'errand') rung.push(item.step);
    for (const event of happened) current = evolve(current, event);
    events.push(...happened);
  }
  const speaking = speakers(rung);
  const said = new Set([...speaking].map(({ limit, position }) => `${limit.basis} ${position}`));
  return events.map((event) =>
    event.type === 'ErrandRung' && !said.has(`${event.basis} ${event.position}`) ? { ...event, notices: [] } : event,
  );
}

function happens(state: CampaignState, item: CampaignItem, context: Context, facts: CampaignFacts): CampaignEvent[] {
  switch (item.kind) {
    case 'errand':
      return [rungOf(state, item.step, context)];
    case 'periodEnd':
      return periodEnd(state, item.day, context, facts);
    case 'round':
      return roundStep(state, item, context, facts);
  }
}

function rungOf({ errands = {} }: CampaignState, step: Step, context: Context): CampaignEvent {
  const { limit, position, rung, day } = step;
  const errand = errands[limit.basis.slice('errand:'.length)]!;
  const notices = noticesOf(step, context).map((notice): Notice => {
    const facts = { ...notice.facts, reason: errand.text };
    return { ...notice, to: notice.to === 'owner' ? errand.owner : notice.to, facts };
  });
  const base = { at: context.now, by: system.person, notices };
  return { ...base, type: 'ErrandRung', basis: limit.basis, position, rung: rung.name, day };
}

/** Figures freeze; what is open wants a next step, which is the office's errand. */
function periodEnd(
  state: CampaignState,
  day: Day,
  context: Context,
  { figures, measures }: CampaignFacts,
): CampaignEvent[] {
  const base = { at: context.now, by: system.person };
  const facts = countsOf(figures);
  const to: To[] = ['leadingGroup', 'office'];
  const ended: CampaignEvent = {
    ...{ ...base, type: 'PeriodEnded', figures, asOf: day },
    notices: tell(context, 'bulletin', 'info', 'period-end', to, facts),
  };
  const isOpen = new Set(['open', 'review', 'suspended']);
  if (!measures.some(({ phase, nextStep: decided }) => isOpen.has(phase) && !decided)) return [ended];
  const today = dayOf(context.now, context.calendar.zone);
  const due = addWorkdays(context.calendar, today, nextStepWorkdays);
  const errand = officeErrand({ state }, 'periodEnd', state.settings.name, due);
  return [
    ended,
    {
      ...base,
      type: 'ErrandGiven',
      errand,
      notices: tell(context, 'errand', 'todo', `errand:${errand.id}`, ['office'], { reason: errand.text }, due),
    },
  ];
}

function roundStep(
  state: CampaignState,
  { plan, period, step, due }: Extract<CampaignItem, { kind: 'round' }>,
  context: Context,
  facts: CampaignFacts,
): CampaignEvent[] {
  const base = { at: context.now, by: system.person };
  const round = state.rounds?.[plan];
  const { findings, measures } = openItems(state, plan, facts);
  const ask = (
    letter: 'consolidate' | 'sign',
    who: string[],
    address: 'unit' | 'person',
    more: (id: string) => Notice['facts'] = () => ({}),
  ): Notice[] =>
    who.flatMap((id) => {
      const basis = `${letter}:${plan}:${period}:${id}`;
      return tell(context, letter, 'todo', basis, [`${address}:${id}`], { period, ...more(id) }, due);
    });
  const of = (mine: (finding: FindingState) => boolean) => {
    const ids = new Set(findings.filter(mine).map(({ id }) => id));
    return measures.filter(({ finding }) => ids.has(finding));
  };
  switch (step) {
    case 'open': {
      const units = [...new Set(findings.map(({ leadUnit }) => leadUnit))].sort();
      const missing = unreported(measures, period);
      const nearCopies = copiesIn(measures).map(({ id }) => id);
      const notices = ask('consolidate', units, 'unit', (unit) => {
        const mine = of(({ leadUnit }) => leadUnit === unit);
        return { missed: unreported(mine, period).length, ...copiesOf(mine) };
      });
      return [{ ...base, type: 'RoundOpened', plan, period, units, missing, nearCopies, notices }];
    }
    case 'chaseUnits': {
      const units = (round?.units ?? []).filter((unit) => !(unit in round!.consolidated));
      const notices = ask('consolidate', units, 'unit');
      return [{ ...base, type: 'RoundChased', plan, period, steps: 2, units, leaders: [], notices }];
    }
    case 'raise': {
      const leaders = [...new Set(findings.flatMap((finding) => finding.leaders))].sort();
      const without = (round?.units ?? []).filter((unit) => !(unit in round!.consolidated));
      const notices = ask('sign', leaders, 'person', (leader) => ({
        missed: without.length,
        ...copiesOf(of((finding) => finding.leaders.includes(leader))),
      }));
      return [{ ...base, type: 'RoundRaised', plan, period, leaders, without, notices }];
    }
    case 'chaseLeaders': {
      const leaders = (round?.leaders ?? []).filter((leader) => !(leader in round!.signed));
      const notices = ask('sign', leaders, 'person');
      return [{ ...base, type: 'RoundChased', plan, period, steps: 4, units: [], leaders, notices }];
    }
    case 'bulletin':
      return bulletin(state, { plan, period }, context, facts);
  }
}

/** So many numbers fit into a line. */
const named = 8;

/** Reports that say what the last one said, for whoever looks through them: how many, and which. */
function copiesOf(measures: MeasureState[]): Notice['facts'] {
  const copies = copiesIn(measures);
  if (copies.length === 0) return { copies: 0 };
  const numbers = copies.slice(0, named).map(({ no }) => no);
  return { copies: copies.length, copied: `${numbers.join('、')}${copies.length > named ? '…' : ''}` };
}

/** What goes before the committee, with what it lacks; a quarter's last one with the quarter's figures. */
function bulletin(
  state: CampaignState,
  { plan, period }: { plan: string; period: string },
  context: Context,
  facts: CampaignFacts,
): CampaignEvent[] {
  const base = { at: context.now, by: system.person };
  const { figures, heads } = facts;
  const skipped = skippedBefore(state, plan, period, context);
  const gaps = gapsOf(state.rounds?.[plan], openItems(state, plan, facts).measures, period);
  const counts = {
    ...countsOf(figures),
    missed: gaps.reports.length + gaps.units.length,
    unsigned: gaps.leaders.length,
  };
  const basis = plan === mainPlan ? `bulletin:${period}` : `bulletin:${plan}:${period}`;
  const notices = tell(context, 'bulletin', 'info', basis, ['leadingGroup', 'office'], { ...counts, period });
  const due: CampaignEvent = {
    ...{ ...base, type: 'BulletinDue', period, figures, gaps, notices },
    ...(plan === mainPlan ? {} : { plan }),
    ...(skipped.length > 0 ? { skipped } : {}),
  };
  if (plan !== mainPlan) return [due];
  const quarter = quarterOver(skipped[0] ?? period, period);
  const rolled: CampaignEvent[] = quarter ? [{ ...base, type: 'RolledUp', period: quarter, figures, notices: [] }] : [];
  return [due, ...rolled, { ...base, type: 'HeadsRecorded', heads, notices: [] }];
}

/**
 * The quarter that is over with the weeks or months `first` to `last`; null: it goes on, or bulletins come no oftener than
 * quarters end. Of two months that lie in two quarters the first quarter is rolled up, once it is over.
 */
function quarterOver(first: string, last: string): string | null {
  const cadence = cadenceIn(last);
  if (cadence === 'twoMonthly') {
    const quarter = periodOn(
      addDays(daysOf(periodOn(addDays(daysOf(last).last, 1), 'quarterly')).first, -1),
      'quarterly',
    );
    return daysOf(quarter).last >= daysOf(first).first ? quarter : null;
  }
  if (cadence !== 'weekly' && cadence !== 'monthly') return null;
  const quarterOf = (period: string) => periodOn(daysOf(period).last, 'quarterly');
  const next = quarterOf(periodAfter(last, cadence));
  return quarterOf(first) === next ? null : periodOn(addDays(daysOf(next).first, -1), 'quarterly');
}

/** The periods before this one that nobody drew up, the engine being away. */
function skippedBefore(
  { rounds: _, ...state }: CampaignState,
  plan: string,
  period: string,
  context: Context,
): string[] {
  const skipped: string[] = [];
  let current: CampaignState = state;
  for (;;) {
    const { period: next } = nextRound(current, plan, context);
    if (next >= period || skipped.includes(next)) return skipped;
    skipped.push(next);
    current = drawnUp(current, plan, next);
  }
}

function drawnUp(state: CampaignState, plan: string, period: string): CampaignState {
  const drawn = {
    ...{ type: 'BulletinDue' as const, at: 0, by: system.person, notices: [] },
    plan,
    period,
    figures: none,
  };
  return evolve(state, drawn);
}

function countsOf({ findings, measures }: Figures) {
  return {
    findings: findings.total,
    findingsClosed: findings.closed,
    measures: measures.total,
    closed: measures.closed,
    late: measures.late,
  };
}
