import type { Actor } from '../../../domain/actor.ts';
import type { Day, Instant } from '../../../domain/calendar/day.ts';
import type { Context } from '../../../domain/context.ts';
import type { Refusal } from '../../../domain/errors.ts';
import { agenda } from '../../../domain/measure/agenda.ts';
import type { MeasureCommand } from '../../../domain/measure/commands.ts';
import { lightOf } from '../../../domain/measure/condition.ts';
import { decide } from '../../../domain/measure/decide.ts';
import type { MeasureEvent, MeasureEventOf } from '../../../domain/measure/events.ts';
import { evolve } from '../../../domain/measure/evolve.ts';
import type { MeasureState } from '../../../domain/measure/state.ts';
import { tick } from '../../../domain/measure/tick.ts';
import type { MeasureDraft } from '../../../domain/plan/lists.ts';
import { as, contextAt, engine, instant, issue, measureDraft } from '../../support/domain.ts';

/** One measure's life as the engine would drive it: time brings its rungs about, then somebody acts. */
export class Story {
  state: MeasureState;
  readonly events: MeasureEvent[] = [];
  readonly #world: Partial<Context>;

  constructor(draft: Partial<MeasureDraft> = {}, world: Partial<Context> = {}, issuedOn = '2024-07-01') {
    this.#world = world;
    const drafted = decide(
      null,
      { type: 'draft', draft: measureDraft(draft), campaign: 'c1' },
      engine,
      this.at(issuedOn),
    );
    if (!Array.isArray(drafted)) throw new Error(drafted.code);
    this.events.push(...drafted);
    this.state = drafted.reduce<MeasureState | null>(evolve, null) as MeasureState;
    this.act(issuedOn, issue, engine);
  }

  at(when: string | Instant): Context {
    return contextAt(when, this.#world);
  }

  /** The engine runs: every agenda item is taken at its own instant. Answers what was raised. */
  runTo(when: string | Instant): MeasureEvent[] {
    const { now } = this.at(when);
    const raised: MeasureEvent[] = [];
    for (;;) {
      const next = agenda(this.state, this.at(this.#lastInstant()))[0];
      if (!next || next.at > now) return raised;
      raised.push(...this.#record(tick(this.state, this.at(Math.max(next.at, this.#lastInstant())))));
    }
  }

  /** The engine was away until `when`: everything due comes in one tick. */
  wakeAt(when: string): MeasureEvent[] {
    return this.#record(tick(this.state, this.at(when)));
  }

  /** Time passes until `when`, then `actor` acts; a refusal fails the test. */
  act(when: string, command: MeasureCommand, actor: Actor): MeasureEvent[] {
    const answer = this.try(when, command, actor);
    if (!Array.isArray(answer)) throw new Error(`${command.type} refused: ${JSON.stringify(answer)}`);
    return this.#record(answer);
  }

  try(when: string, command: MeasureCommand, actor: Actor): MeasureEvent[] | Refusal {
    this.runTo(when);
    return decide(this.state, command, actor, this.at(when));
  }

  /** From the unit's submission on `day` through all three steps of the standard policy, each on that day. */
  submitAndClose(day: Day, by: Actor = as.liaison): MeasureEvent[] {
    this.act(`${day} 10:00`, { type: 'submit', evidence: ['sha256:a'] }, by);
    this.act(`${day} 11:00`, { type: 'approve' }, as.principal);
    this.act(`${day} 12:00`, { type: 'approve' }, as.leader);
    this.act(`${day} 14:00`, { type: 'approve' }, as.coordinator);
    return this.act(`${day} 15:00`, { type: 'close' }, as.coordinator);
  }

  light(day: Day) {
    return lightOf(this.state, day, this.at(day).policy);
  }

  rungs(prefix = ''): MeasureEventOf<'RungReached'>[] {
    return this.events.filter((e) => e.type === 'RungReached').filter((e) => e.basis.startsWith(prefix));
  }

  #lastInstant(): Instant {
    return this.events.at(-1)?.at ?? instant('2024-01-01');
  }

  #record(events: MeasureEvent[]): MeasureEvent[] {
    this.events.push(...events);
    for (const event of events) this.state = evolve(this.state, event);
    return events;
  }
}
