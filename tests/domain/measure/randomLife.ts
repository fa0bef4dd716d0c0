import fc from 'fast-check';
import type { Actor } from '../../../domain/actor.ts';
import { addDays, type Day, type Instant } from '../../../domain/calendar/day.ts';
import { dayOf } from '../../../domain/calendar/zone.ts';
import { kinds, type MeasureDraft } from '../../../domain/campaign/lists.ts';
import { type ReviewStep, reviewSteps } from '../../../domain/campaign/policy.ts';
import { standard } from '../../../domain/campaign/presets.ts';
import type { Context } from '../../../domain/context.ts';
import type { Refusal } from '../../../domain/errors.ts';
import { agenda } from '../../../domain/measure/agenda.ts';
import { refuse } from '../../../domain/measure/authority.ts';
import type { MeasureCommand } from '../../../domain/measure/commands.ts';
import { decide } from '../../../domain/measure/decide.ts';
import type { MeasureEvent } from '../../../domain/measure/events.ts';
import { evolve } from '../../../domain/measure/evolve.ts';
import type { MeasureState } from '../../../domain/measure/state.ts';
import { tick } from '../../../domain/measure/tick.ts';
import {
  as,
  calendar,
  due,
  engine,
  instant,
  issue,
  jyj,
  measureDraft,
  people,
  without,
  zjj,
} from '../../support/domain.ts';

const hour = 3_600_000;
const cast = Object.keys(as) as (keyof typeof as)[];

/** `days` are counted from the day of the act, so that every date has a fair chance of being possible. */
type Act = { order: Order | { nth: number }; days: number; actor: keyof typeof as | 'whoever may'; flag: boolean };
type Step = { kind: 'tick' } | { kind: 'sleep'; hours: number } | ({ kind: 'act'; hours: number } & Act);
export type Life = { draft: MeasureDraft; path: ReviewStep[]; vacant: (keyof typeof people)[]; steps: Step[] };

/** One thing that was tried, with what stood before and what came of it. */
export type Moment = {
  now: Instant;
  actor: Actor;
  command: MeasureCommand | 'tick';
  before: MeasureState | null;
  after: MeasureState | null;
  events: MeasureEvent[];
  refused: Refusal | null;
};

const orders = {
  acknowledge: () => ({ type: 'acknowledge' }),
  report: ({ flag }) => ({ type: 'report', progress: flag ? '完成20个小区' : '', next: '继续推进' }),
  meetMilestone: ({ days }) => ({ type: 'meetMilestone', index: days % 2 }),
  claimEffect: ({ flag }) => ({ type: 'claimEffect', evidence: flag ? ['sha256:e'] : [] }),
  confirmEffect: () => ({ type: 'confirmEffect' }),
  submit: ({ flag }) => ({
    type: 'submit',
    evidence: flag ? ['sha256:s'] : [],
    ...(flag ? {} : { noEvidenceReason: '涉密' }),
  }),
  approve: () => ({ type: 'approve' }),
  return: () => ({ type: 'return', reason: '佐证不足' }),
  close: ({ flag }) => ({ type: 'close', ...(flag ? { decision: '领导小组〔2024〕3号' } : {}) }),
  lookBack: ({ flag }, day) => ({
    type: 'lookBack',
    method: '走访',
    result: flag ? 'held' : 'rebound',
    reason: '反弹',
    newDue: day,
  }),
  rebound: (_, day) => ({ type: 'rebound', reason: '反弹', newDue: day }),
  requestExtension: (_, day) => ({ type: 'requestExtension', to: day, reason: '汛期', progress: '八成' }),
  grantExtension: () => ({ type: 'grantExtension' }),
  refuseExtension: () => ({ type: 'refuseExtension', reason: '理由不足' }),
  setLimit: (_, day) => ({ type: 'setLimit', to: day, reason: '限期' }),
  reassign: ({ flag }) => ({ type: 'reassign', leadUnit: flag ? jyj : zjj, reason: '机构改革' }),
  sayNotMine: () => ({ type: 'sayNotMine', reason: '非本单位职责' }),
  suspend: () => ({ type: 'suspend', reason: '诉讼' }),
  resume: ({ flag }, day) => ({ type: 'resume', ...(flag ? { newDue: day } : {}) }),
  adjust: ({ flag }, day) => ({
    type: 'adjust',
    changes: flag ? { doneDue: due(day) } : { effectDue: due(day), milestones: [{ day, text: '进场' }] },
    reason: '调整',
    approver: '区委书记',
  }),
  withdraw: () => ({ type: 'withdraw', reason: '合并', approver: '区委书记' }),
  convertToLongTerm: () => ({ type: 'convertToLongTerm', reason: '长期坚持', approver: '区委书记' }),
} satisfies Record<string, (act: Act, day: Day) => MeasureCommand>;
type Order = keyof typeof orders;
const rare: Order[] = ['withdraw', 'convertToLongTerm', 'suspend', 'reassign'];

/** Mostly what the phase allows, so that lives go deep; what ends them is drawn seldom. */
const order = fc.oneof(
  { weight: 8, arbitrary: fc.nat().map((nth) => ({ nth })) },
  { weight: 1, arbitrary: fc.constantFrom(...(Object.keys(orders) as Order[]).filter((o) => !rare.includes(o))) },
);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Step>({ kind: 'tick' }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('sleep' as const), hours: fc.integer({ min: 0, max: 24 * 120 }) }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('act' as const),
      hours: fc.oneof(fc.integer({ min: 0, max: 24 }), fc.integer({ min: 0, max: 24 * 30 })),
      order,
      days: fc.integer({ min: -20, max: 200 }),
      actor: fc.oneof(
        { weight: 5, arbitrary: fc.constant('whoever may' as const) },
        { weight: 1, arbitrary: fc.constantFrom(...cast) },
      ),
      flag: fc.boolean(),
    }),
  },
);

const day = (min: number, max: number) => fc.integer({ min, max }).map((n) => addDays('2024-07-01', n));
const draft = fc
  .record({
    kind: fc.constantFrom(...kinds),
    effect: fc.option(day(0, 150), { nil: null }),
    done: fc.option(day(60, 300), { freq: 8, nil: null }),
    milestone: fc.option(day(0, 200), { nil: null }),
    leaders: fc.constantFrom<string[]>(
      ['leader'],
      ['secretary'],
      ['leader', 'secretary'],
      ['principal'],
      ['coordinator'],
      [],
    ),
    handler: fc.constantFrom(null, 'worker', 'seconded', 'coordinator'),
  })
  .map(({ kind, effect, done, milestone, leaders, handler }) =>
    measureDraft({
      kind,
      leaders,
      handler,
      effectDue: effect === null ? null : due(effect),
      doneDue: done === null ? null : due(done),
      milestones: milestone ? [{ day: milestone, text: '进场' }] : [],
    }),
  );

/** A measure, a world (review path, vacant posts) and what is tried in it, with random people and times. */
export const life: fc.Arbitrary<Life> = fc.record({
  draft,
  path: fc.subarray([...reviewSteps]),
  vacant: fc.subarray(Object.keys(people) as (keyof typeof people)[], { maxLength: 3 }),
  steps: fc.array(step, { minLength: 20, maxLength: 60, size: 'max' }),
});

/** The rules and people this life is lived under. */
export function worldOf({ path, vacant }: Life): Omit<Context, 'now'> {
  const policy = { ...standard, review: { ...standard.review, steps: path } };
  return { policy, calendar, directory: without(...vacant) };
}

/** Lives it: each step as the engine's loop would take it, the due agenda first, then the act. */
export function live(life: Life): Moment[] {
  const { draft, steps } = life;
  const context = worldOf(life);
  const moments: Moment[] = [];
  let state: MeasureState | null = null;
  let now = instant('2024-07-01');
  const at = () => ({ ...context, now });
  const record = (command: Moment['command'], actor: Actor, answer: MeasureEvent[] | Refusal) => {
    const before = state;
    const events = Array.isArray(answer) ? answer : [];
    state = events.reduce<MeasureState | null>(evolve, state);
    moments.push({ now, actor, command, before, after: state, events, refused: Array.isArray(answer) ? null : answer });
  };
  const act = (command: MeasureCommand, actor: Actor) => record(command, actor, decide(state, command, actor, at()));

  act({ type: 'draft', draft, campaign: 'c1' }, engine);
  act(issue, engine);
  for (const step of steps) {
    if (!state) break;
    if (step.kind === 'tick') now = Math.max(now, agenda(state, at())[0]?.at ?? now);
    else now += step.hours * hour;
    record('tick', engine, tick(state, at()));
    if (step.kind !== 'act') continue;
    const date = addDays(dayOf(now, calendar.zone), step.days);
    const commandOf = (order: Order) => orders[order](step, date) as MeasureCommand;
    const command = commandOf(typeof step.order === 'string' ? step.order : possible(state, step.order.nth, commandOf));
    act(command, step.actor === 'whoever may' ? (whoeverMay(state, command) ?? as.coordinator) : as[step.actor]);
  }
  return moments;
}

/** One of the orders that somebody may give now; each eighth time a rare one too. */
function possible(state: MeasureState, nth: number, commandOf: (order: Order) => MeasureCommand): Order {
  const all = (Object.keys(orders) as Order[]).filter((o) => nth % 8 === 0 || !rare.includes(o));
  const open = all.filter((o) => whoeverMay(state, commandOf(o)) !== null);
  return open[Math.floor(nth / 8) % open.length] ?? 'report';
}

function whoeverMay(state: MeasureState, command: MeasureCommand): Actor | null {
  return Object.values(as).find((actor) => refuse(state, command, actor) === null) ?? null;
}
