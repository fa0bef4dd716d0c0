import { type Actor, system } from '../domain/actor.ts';
import type { Instant } from '../domain/calendar/day.ts';
import type { Context } from '../domain/context.ts';
import { type Refusal, refusal } from '../domain/errors.ts';
import type { Found, Write } from '../ledger/append.ts';
import { type Answer, type RecordRequest, raceWithin } from '../workflows/contract.ts';
import { type DomainEvent, toStored } from './event.ts';
import type { Rulebook } from './kinds.ts';

/** What a decision may know at an instant; a campaign's own state is the rules it decides under. */
export type ContextOf<S> = (state: S | null, now: Instant) => Context;

/**
 * Everything one entity has to decide now, as one write: the messages that wait for it, then each command at its hour,
 * each preceded by what time brought about until then, and what is due by now.
 */
export function decideEntity<S extends object>(
  kind: Rulebook<S>,
  request: RecordRequest,
  found: Found,
  contextOf: ContextOf<S>,
): Write | null {
  // What is not begun cannot take a message: it waits until the entity has been drafted.
  if (!found.state && request.envelopes.length === 0) return null;
  const turn = new Turn(kind, found, contextOf, request.previous);
  for (const { at, body } of found.messages) {
    const { command } = body as { command?: { type: string } };
    if (command) turn.act(command, system, Math.max(at, request.now));
  }
  for (const { id, command, actor, at } of request.envelopes) {
    if (id in found.answered || id in turn.answers) continue;
    turn.tick(at ?? request.now);
    turn.answers[id] = isStorable(command)
      ? turn.act(command, actor, at ?? request.now, id)
      : { refusal: refusal('not-recordable', { stream: request.stream, why: 'U+0000 or half a surrogate pair' }) };
  }
  turn.tick(request.now);
  return turn.write();
}

/** PostgreSQL stores no NUL and no half character; whether a state would come to hold one depends on what follows. */
function isStorable(command: object): boolean {
  let fit = true;
  JSON.stringify(command, (_, value) => {
    if (typeof value === 'string' && (value.includes('\0') || /\p{Surrogate}/u.test(value))) fit = false;
    return value;
  });
  return fit;
}

/** One pass over one entity: the state as it moves on, and all that is to be written. */
class Turn<S extends object> {
  readonly answers: Record<string, Answer> = {};
  private state: S | null;
  private now: Instant = 0;
  /** How it stood before the last command that changed it. */
  private previous: { state: S | null; by: string; at: Instant } | null;
  private readonly events: Write['events'] = [];
  private readonly notices: Write['notices'] = [];
  private readonly messages: Write['messages'] = [];
  private readonly kind: Rulebook<S>;
  private readonly found: Found;
  private readonly contextOf: ContextOf<S>;

  constructor(kind: Rulebook<S>, found: Found, contextOf: ContextOf<S>, previous: RecordRequest['previous']) {
    this.kind = kind;
    this.found = found;
    this.contextOf = contextOf;
    this.state = found.state as S | null;
    this.previous = (previous ?? null) as typeof this.previous;
  }

  tick(now: Instant): void {
    this.now = Math.max(this.now, now);
    if (this.state && !this.kind.archived(this.state)) {
      this.apply(this.kind.tick(this.state, this.contextOf(this.state, this.now)), system);
    }
  }

  act(command: { type: string }, actor: Actor, now: Instant, id?: string): Answer {
    this.now = Math.max(this.now, now);
    const decided = this.decide(this.state, command, actor, id);
    if (!Array.isArray(decided))
      return { refusal: this.isOvertaken(command, actor, id) ? overtaken(command) : decided };
    if (id !== undefined) this.previous = { state: this.state, by: actor.person, at: this.now };
    this.apply(decided, actor);
    return { seq: this.found.seq + this.events.length, events: decided.map(({ type }) => type) };
  }

  write(): Write {
    const context = this.contextOf(this.state, this.now);
    const { state, events, answers, messages, notices } = this;
    return {
      events,
      state: state ?? {},
      nextAt: state && !this.kind.archived(state) ? this.kind.wakeAt(state, context) : null,
      archived: state !== null && this.kind.archived(state),
      answers,
      messages,
      notices,
      ...(state ? { projection: this.kind.projection(state, context) } : {}),
    };
  }

  /** A person's command that nobody can decide is refused: tried again for ever, it would hold up its stream. */
  private decide(state: S | null, command: { type: string }, actor: Actor, id?: string): DomainEvent[] | Refusal {
    try {
      return this.kind.decide(state, command, actor, this.contextOf(state, this.now));
    } catch (error) {
      if (id === undefined) throw error;
      return refusal('internal', { id, why: String(error) });
    }
  }

  /** Both came at once: it would have been right before what the other did. */
  private isOvertaken(command: { type: string }, actor: Actor, id?: string): boolean {
    const { previous } = this;
    if (id === undefined || previous === null || previous.by === actor.person) return false;
    if (this.now - previous.at >= raceWithin) return false;
    return Array.isArray(this.decide(previous.state, command, actor, id));
  }

  private apply(happened: DomainEvent[], actor: Actor): void {
    for (const event of happened) {
      this.state = this.kind.evolve(this.state, event);
      const index = this.events.push(toStored(event, actor)) - 1;
      for (const message of this.kind.messages(event, this.state)) this.messages.push({ ...message, event: index });
      for (const notice of event.notices) {
        const { to: role, windowAt: window_at, ...line } = notice;
        this.notices.push({ ...this.kind.about(this.state), ...line, role, window_at, event: index });
      }
    }
  }
}

function overtaken({ type }: { type: string }): Refusal {
  return refusal('overtaken', { act: type });
}
