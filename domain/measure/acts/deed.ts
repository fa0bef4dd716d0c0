import type { Actor } from '../../actor.ts';
import { type Day, isDay } from '../../calendar/day.ts';
import { dayOf } from '../../calendar/zone.ts';
import type { Context } from '../../context.ts';
import { type Refusal, refusal } from '../../errors.ts';
import type { Notice } from '../../notice/notice.ts';
import { tell } from '../../notice/tell.ts';
import type { MeasureCommandOf, MeasureOrder } from '../commands.ts';
import type { MeasureEvent, MeasureEventOf, MeasureEventType } from '../events.ts';
import type { MeasureState } from '../state.ts';

export type Decision = MeasureEvent[] | Refusal;
export type Fields<T extends MeasureEventType> = Omit<MeasureEventOf<T>, 'type' | 'at' | 'by' | 'notices'>;
type TellArgs = Parameters<typeof tell> extends [unknown, ...infer Rest] ? Rest : never;

/** What an act on an existing measure brings about, by its command. */
export type ActsOf<T extends MeasureOrder> = { [K in T]: (deed: Deed, command: MeasureCommandOf<K>) => Decision };

/** One act being decided: who does it to which measure, on which day, and how its events and notices are made. */
export class Deed {
  readonly state: MeasureState;
  readonly actor: Actor;
  readonly context: Context;
  readonly today: Day;
  /** The day the act was done: of one entered from paper, the day it was signed. */
  readonly doneOn: Day;

  constructor(state: MeasureState, actor: Actor, context: Context) {
    this.state = state;
    this.actor = actor;
    this.context = context;
    this.today = dayOf(context.now, context.calendar.zone);
    this.doneOn = actor.paper?.date ?? this.today;
  }

  event<T extends MeasureEventType>(type: T, fields: Fields<T>, notices: Notice[] = []): MeasureEventOf<T> {
    return { type, at: this.context.now, by: this.actor.person, notices, ...fields } as unknown as MeasureEventOf<T>;
  }

  say(...args: TellArgs): Notice[] {
    return tell(this.context, ...args);
  }

  /** Tells the unit that another date runs now. */
  corrected(from: Day, to: Day, reason = 'redated'): Notice[] {
    const basis = reason === 'effectRedated' ? `effect-re-dated:${to}` : `re-dated:${to}`;
    return this.say('correction', 'correction', basis, ['unit', 'handler'], { from, to, reason }, to);
  }

  /** The act as of a day it names, or of today: never one to come, never one before the measure was issued. */
  datedOn(on: Day | undefined, then: (day: Day) => Decision, counts = false): Decision {
    const day = on ?? this.doneOn;
    if (!isDay(day)) return refusal('no-such-date', { text: day });
    if (day > this.today) return refusal('bad-input', { field: 'on', value: day });
    const { issuedAt } = this.state;
    if (issuedAt !== null && day < dayOf(issuedAt, this.context.calendar.zone)) return refusal('backdated', { day });
    // What the figures of the period count is not dated into it afterwards.
    const { frozenOn } = this.context;
    if (counts && frozenOn !== undefined && day <= frozenOn && this.today > frozenOn)
      return refusal('frozen', { day: frozenOn });
    return then(day);
  }
}

/** Is there no reason where one is asked for? */
export function isBlank(...texts: string[]): boolean {
  return texts.some((text) => text.trim() === '');
}
