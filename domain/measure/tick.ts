import { system } from '../actor.ts';
import type { Context } from '../context.ts';
import { noticesOf, speakers } from '../notice/climb.ts';
import { tell } from '../notice/tell.ts';
import type { Rung } from '../plan/ladder.ts';
import type { Policy } from '../plan/policy.ts';
import { type AgendaItem, agenda } from './agenda.ts';
import type { MeasureEvent } from './events.ts';
import { evolve } from './evolve.ts';
import { limitsOf } from './limit.ts';
import { accepterNow, confirmerNow, limitAt, reviewerNow } from './review.ts';
import type { MeasureState } from './state.ts';

/** Everything time has brought about by `context.now`, in one go. */
export function tick(state: MeasureState, context: Context): MeasureEvent[] {
  const named = [...reviewerNamed(state, context), ...confirmerNamed(state, context), ...accepterNamed(state, context)];
  const passed: AgendaItem[] = [];
  let current = named.reduce<MeasureState>(evolve, state);
  for (;;) {
    const item = agenda(current, context)[0];
    if (!item || item.at > context.now) break;
    for (const event of eventsOf(item, false, state, context)) current = evolve(current, event);
    passed.push(item);
  }
  // A cycle that a later one has overtaken in the same tick has nothing more to say.
  const running = new Set(limitsOf(current, context).map((limit) => limit.basis));
  const speaking = speakers(passed.filter((item) => running.has(item.limit.basis)));
  return [...named, ...passed.flatMap((item) => eventsOf(item, speaking.has(item), state, context))];
}

/** Posts are filled, fall vacant and change hands: whoever can answer the present step today is asked. */
function reviewerNamed(state: MeasureState, context: Context): MeasureEvent[] {
  const now = reviewerNow(state, context);
  if (!now || !state.review) return [];
  const { index, limit } = state.review;
  const notices = tell(context, 'review', 'decide', `review:${state.rounds}:${index}`, ['reviewer'], { limit });
  return [{ type: 'ReviewerNamed', at: context.now, by: system.person, index, ...now, notices }];
}

function confirmerNamed(state: MeasureState, context: Context): MeasureEvent[] {
  const post = confirmerNow(state, context);
  if (!post) return [];
  const limit = limitAt('office', context);
  const notices = tell(context, 'effect', 'decide', `confirm:${post}:${limit}`, ['confirmer'], { limit }, limit);
  return [{ type: 'ConfirmerNamed', at: context.now, by: system.person, post, limit, notices }];
}

function accepterNamed(state: MeasureState, context: Context): MeasureEvent[] {
  const post = accepterNow(state, context);
  if (!post) return [];
  const limit = limitAt('office', context);
  const notices = tell(context, 'permanent', 'decide', `permanent:${post}:${limit}`, ['accepter'], { limit }, limit);
  return [{ type: 'AccepterNamed', at: context.now, by: system.person, post, limit, notices }];
}

function eventsOf(item: AgendaItem, spoke: boolean, state: MeasureState, context: Context): MeasureEvent[] {
  const { limit, position, day, opens, asks } = item;
  const rung = accumulated(item.rung, state, context.policy);
  const base = { at: context.now, by: system.person };
  const notices = spoke ? noticesOf({ ...item, rung }, context, state) : [];
  const heard = spoke ? { letter: rung.letter, ...(rung.drafts ? { drafts: rung.drafts } : {}) } : {};
  const reached = { basis: limit.basis, position, rung: rung.name, day, spoke, ...heard, notices };
  if (asks) return [{ ...base, type: 'AcceptanceAsked', period: asks, notices: noticesOf(item, context) }];
  return [
    ...(opens ? [{ ...base, type: 'CycleOpened' as const, notices: [], ...opens }] : []),
    { ...base, type: 'RungReached', ...reached },
  ];
}

/** What a rung says once its letter has been heard often enough, about whichever limits (广元: two yellows are a red). */
function accumulated(rung: Rung, { spoken = {} }: MeasureState, { accumulate }: Policy): Rung {
  if (!accumulate || rung.letter !== accumulate.letter || rung.block === 'warning') return rung;
  const heard = Object.values(spoken).reduce((sum, letters) => sum + (letters[rung.letter] ?? 0), 0);
  return heard + 1 >= accumulate.times ? { ...rung, ...accumulate.as } : rung;
}
