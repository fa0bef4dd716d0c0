import type { Actor } from '../../domain/actor.ts';
import type { Instant } from '../../domain/calendar/day.ts';

/** What somebody of the cast is going to do, and when; the id makes doing it twice the same as once. */
export type PlannedAct = { id: string; at: Instant; stream: string; act: { actor: Actor; command: { type: string } } };
