import type { Actor } from '../../actor.ts';
import type { Day } from '../../calendar/day.ts';
import { dayOf } from '../../calendar/zone.ts';
import type { Context } from '../../context.ts';
import type { Refusal } from '../../errors.ts';
import type { Notice } from '../../notice/notice.ts';
import type { CampaignCommandOf, CampaignOrder } from '../commands.ts';
import type { CampaignEvent, CampaignEventType } from '../events.ts';
import type { CampaignFacts } from '../facts.ts';
import type { CampaignState } from '../state.ts';

export type Decision = CampaignEvent[] | Refusal;
type EventOf<T extends CampaignEventType> = Extract<CampaignEvent, { type: T }>;
type Fields<T extends CampaignEventType> = Omit<EventOf<T>, 'type' | 'at' | 'by' | 'notices'>;

/** What an act on a campaign brings about, by its command. */
export type ActsOf<T extends CampaignOrder> = { [K in T]: (deed: Deed, command: CampaignCommandOf<K>) => Decision };

/** One act on a campaign being decided: who does it, on which day, and what the ledger says of its items. */
export class Deed {
  readonly state: CampaignState;
  readonly actor: Actor;
  readonly context: Context;
  readonly facts: CampaignFacts;
  readonly today: Day;
  /** The day the act was done: of one entered from paper, the day it was signed. */
  readonly doneOn: Day;

  constructor(state: CampaignState, actor: Actor, context: Context, facts: CampaignFacts) {
    this.state = state;
    this.actor = actor;
    this.context = context;
    this.facts = facts;
    this.today = dayOf(context.now, state.settings.zone);
    this.doneOn = actor.paper?.date ?? this.today;
  }

  event<T extends CampaignEventType>(type: T, fields: Fields<T>, notices: Notice[] = []): EventOf<T> {
    return { type, at: this.context.now, by: this.actor.person, notices, ...fields } as unknown as EventOf<T>;
  }
}
