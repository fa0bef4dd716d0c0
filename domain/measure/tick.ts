import { system } from '../actor.ts';
import type { Context } from '../context.ts';
import { noticesOf, speakers } from '../notice/climb.ts';
import { type AgendaItem, agenda } from './agenda.ts';
import type { MeasureEvent } from './events.ts';
import { evolve } from './evolve.ts';
import { limitsOf } from './limit.ts';
import type { MeasureState } from './state.ts';

/** Everything time has brought about by `context.now`, in one go. */
export function tick(state: MeasureState, context: Context): MeasureEvent[] {
  const passed: AgendaItem[] = [];
  let current = state;
  for (;;) {
    const item = agenda(current, context)[0];
    if (!item || item.at > context.now) break;
    for (const event of eventsOf(item, false, context)) current = evolve(current, event);
    passed.push(item);
  }
  // A cycle that a later one has overtaken in the same tick has nothing more to say.
  const running = new Set(limitsOf(current, context.calendar).map((limit) => limit.basis));
  const speaking = speakers(passed.filter((item) => running.has(item.limit.basis)));
  return passed.flatMap((item) => eventsOf(item, speaking.has(item), context));
}

function eventsOf(item: AgendaItem, spoke: boolean, context: Context): MeasureEvent[] {
  const { limit, position, rung, day, opens } = item;
  const base = { at: context.now, by: system.person };
  const notices = spoke ? noticesOf(item, context) : [];
  const reached = { basis: limit.basis, position, rung: rung.name, day, spoke, notices };
  return [
    ...(opens ? [{ ...base, type: 'CycleOpened' as const, notices: [], ...opens }] : []),
    { ...base, type: 'RungReached', ...reached },
  ];
}
