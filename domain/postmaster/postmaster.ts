import type { Instant } from '../calendar/day.ts';
import type { Context } from '../context.ts';
import type { Notice } from '../notice/notice.ts';
import { composeAt, nextWindow } from '../notice/window.ts';

/** The postmaster of a campaign: which window it composed last, and which it has seen through. */
export type PostmasterState = {
  v: 1;
  campaign: string;
  openedAt: Instant;
  composed: Instant | null;
  delivered: Instant | null;
};

type Base = { at: Instant; by: string; notices: Notice[] };
export type PostmasterEvent =
  | (Base & { type: 'Opened'; campaign: string })
  /** Digests of a window lie in the outbox; `voided` notices had become untrue. */
  | (Base & { type: 'DigestsComposed'; windowAt: Instant; mails: number; items: number; voided: number })
  /** The window was seen through: what servers answered for the mails of this window. */
  | (Base & {
      type: 'WindowDelivered';
      windowAt: Instant;
      accepted: number;
      deferred: number;
      refused: number;
      unknown: number;
      withdrawn?: number;
    });

/** What is next: compose before a window, deliver at it. */
export type PostmasterItem = { at: Instant; kind: 'compose' | 'deliver'; windowAt: Instant };

/** The state after one more event. Only ever extended. */
export function evolve(state: PostmasterState | null, event: PostmasterEvent): PostmasterState {
  if (event.type === 'Opened') {
    return { v: 1, campaign: event.campaign, openedAt: event.at, composed: null, delivered: null };
  }
  if (!state) throw new Error(`${event.type} before Opened`);
  return event.type === 'DigestsComposed'
    ? { ...state, composed: event.windowAt }
    : { ...state, delivered: event.windowAt };
}

/**
 * The postmaster's next item. After an absence the windows that were missed collapse into the last of them: what waited
 * for any of them goes out once, at once.
 */
export function nextItem(state: PostmasterState, { policy: { window }, calendar, now }: Context): PostmasterItem {
  if (state.composed !== null && state.composed !== state.delivered) {
    return { at: state.composed, kind: 'deliver', windowAt: state.composed };
  }
  let windowAt = nextWindow(
    state.composed === null ? state.openedAt : composeAt(state.composed, window),
    window,
    calendar,
  );
  for (;;) {
    const later = nextWindow(composeAt(windowAt, window), window, calendar);
    if (composeAt(later, window) > now) break;
    windowAt = later;
  }
  return { at: composeAt(windowAt, window), kind: 'compose', windowAt };
}
