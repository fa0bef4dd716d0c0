import { type Actor, system } from '../domain/actor.ts';
import type { Instant } from '../domain/calendar/day.ts';
import type { Notice } from '../domain/notice/notice.ts';
import type { NewEvent, StoredEvent } from '../ledger/append.ts';
import type { FollowedEvent } from '../workflows/contract.ts';

/** What every domain event has; the rest is its own. */
export type DomainEvent = { type: string; at: Instant; by: string; notices: Notice[] };

/** An event as the ledger keeps it: who did it with the posts he held then, and the rest as payload. */
export function toStored({ type, at, by, ...payload }: DomainEvent, actor: Actor): NewEvent {
  return { type, at, actor: by === system.person ? null : actor, payload };
}

/** An event of the ledger as the domain's `evolve` takes it. */
export function fromStored({ type, at, actor, payload }: StoredEvent): DomainEvent {
  return { notices: [], ...payload, type, at, by: actor === null ? system.person : (actor as Actor).person };
}

/** What the workflow needs of it: everything but the notices. */
export function toFollowed(event: StoredEvent): FollowedEvent {
  return { ...fromStored(event), notices: [] } as FollowedEvent;
}
