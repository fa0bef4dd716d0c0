import type { Actor } from '../../../domain/actor.ts';
import { addDays, type Instant } from '../../../domain/calendar/day.ts';
import { dayOf } from '../../../domain/calendar/zone.ts';
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
import { standard } from '../../../domain/plan/presets.ts';
import { as, calendar, engine, instant, issue, without } from '../../support/domain.ts';
import { type Order, orders, rare } from './randomActs.ts';
import type { Life } from './randomLife.ts';

const hour = 3_600_000;

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

/** The rules and people this life is lived under. */
export function worldOf({ path, vacant }: Life): Omit<Context, 'now'> {
  const policy = { ...standard, review: { ...standard.review, steps: path } };
  return { policy, calendar, directory: without(...vacant), teamHead: 'member' };
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
    act(command, step.actor === 'whoever may' ? whoeverMay(state, command, step.days) : as[step.actor]);
  }
  return moments;
}

/** One of the orders that somebody may give now; each eighth time a rare one too. */
function possible(state: MeasureState, nth: number, commandOf: (order: Order) => MeasureCommand): Order {
  const all = (Object.keys(orders) as Order[]).filter((o) => nth % 8 === 0 || !rare.includes(o));
  const open = all.filter((o) => allowed(state, commandOf(o)).length > 0);
  return open[Math.floor(nth / 8) % open.length] ?? 'report';
}

/** Now this one and now that one of those who may. */
function whoeverMay(state: MeasureState, command: MeasureCommand, nth: number): Actor {
  const actors = allowed(state, command);
  return actors[Math.abs(nth) % actors.length] ?? as.coordinator;
}

/** People who act for another, some of them of the unit whose item it is, and a secretary who is deputy to the office. */
const deputies: Actor[] = [
  { ...as.coordinator, person: 'member', behalf: { of: 'coordinator', own: [], document: '委托1号' } },
  { ...as.coordinator, person: 'liaison', behalf: { of: 'coordinator', own: ['zjj'], document: '委托2号' } },
  { ...as.coordinator, person: 'secretary', behalf: { of: 'coordinator', own: [], document: '委托3号' } },
  { ...as.leader, person: 'worker', behalf: { of: 'leader', own: ['zjj'], document: '委托4号' } },
  { ...as.leader, person: 'coordinator', behalf: { of: 'leader', own: [], document: '委托5号' } },
  { ...as.principal, person: 'worker', behalf: { of: 'principal', own: ['zjj'], document: '委托6号' } },
];

function allowed(state: MeasureState, command: MeasureCommand): Actor[] {
  return [...Object.values(as), ...deputies].filter((actor) => refuse(state, command, actor) === null);
}
