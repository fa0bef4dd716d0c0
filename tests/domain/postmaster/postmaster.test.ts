import fc from 'fast-check';
import { expect, test } from 'vitest';
import { composeAt } from '../../../domain/notice/window.ts';
import { standard } from '../../../domain/plan/presets.ts';
import { evolve, nextItem, type PostmasterEvent, type PostmasterState } from '../../../domain/postmaster/postmaster.ts';
import { contextAt, instant, runs } from '../../support/domain.ts';

const base = (at: number) => ({ at, by: 'system', notices: [] as [] });
const opened = (when: string) => evolve(null, { ...base(instant(when)), type: 'Opened', campaign: 'c1' });
const composed = (at: number, windowAt: number): PostmasterEvent => ({
  ...base(at),
  type: 'DigestsComposed',
  windowAt,
  mails: 3,
  items: 9,
  voided: 0,
});
const delivered = (at: number, windowAt: number): PostmasterEvent => ({
  ...base(at),
  type: 'WindowDelivered',
  windowAt,
  accepted: 3,
  deferred: 0,
  refused: 0,
  unknown: 0,
});

test('a window is composed half an hour before it opens, and delivered when it does', () => {
  let state = opened('2024-09-29 12:00');
  const window = instant('2024-09-30 09:00');
  expect(nextItem(state, contextAt('2024-09-29 12:00'))).toEqual({
    kind: 'compose',
    at: instant('2024-09-30 08:30'),
    windowAt: window,
  });
  state = evolve(state, composed(instant('2024-09-30 08:30'), window));
  expect(nextItem(state, contextAt('2024-09-30 08:30'))).toEqual({ kind: 'deliver', at: window, windowAt: window });
  state = evolve(state, delivered(window, window));
  expect(nextItem(state, contextAt('2024-09-30 09:00')).windowAt).toBe(instant('2024-10-08 09:00'));
});

test('opened after the composing of a day, it begins with the next workday', () => {
  expect(nextItem(opened('2024-09-30 08:30'), contextAt('2024-09-30 08:31')).windowAt).toBe(
    instant('2024-10-08 09:00'),
  );
});

test('windows missed in an absence collapse into the last of them, and it goes out at once', () => {
  let state = opened('2024-09-09 12:00');
  const now = instant('2024-09-25 15:00');
  const item = nextItem(state, contextAt(now));
  expect(item).toMatchObject({ kind: 'compose', windowAt: instant('2024-09-25 09:00') });
  state = evolve(state, composed(now, item.windowAt));
  expect(nextItem(state, contextAt(now))).toMatchObject({ kind: 'deliver', at: item.windowAt });
  state = evolve(state, delivered(now, item.windowAt));
  expect(nextItem(state, contextAt(now)).windowAt).toBe(instant('2024-09-26 09:00'));
});

test('a window that was composed before the absence is delivered first', () => {
  const window = instant('2024-09-10 09:00');
  const state = evolve(opened('2024-09-09 12:00'), composed(instant('2024-09-10 08:30'), window));
  expect(nextItem(state, contextAt('2024-09-20'))).toEqual({ kind: 'deliver', at: window, windowAt: window });
});

test('however long it slept, windows move forward, and each is composed and delivered once', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 * 24 * 60 }), { maxLength: 25 }), (sleeps) => {
      const events: PostmasterEvent[] = [];
      let state = opened('2024-09-02 12:00');
      let now = state.openedAt;
      for (const minutes of sleeps) {
        now += minutes * 60_000;
        for (let rounds = 0; ; rounds += 1) {
          expect(rounds).toBeLessThan(4); // an old window delivered, the last one composed and delivered
          const item = nextItem(state, contextAt(now));
          if (item.at > now) break;
          const event = item.kind === 'compose' ? composed(now, item.windowAt) : delivered(now, item.windowAt);
          events.push(event);
          state = evolve(state, event);
        }
      }
      const of = (type: string) => events.flatMap((e) => (e.type === type && 'windowAt' in e ? [e.windowAt] : []));
      const windows = of('DigestsComposed');
      expect(windows).toEqual([...new Set(windows)].sort((a, b) => a - b));
      expect(windows.slice(0, of('WindowDelivered').length)).toEqual(of('WindowDelivered'));
      for (const e of events)
        if (e.type === 'DigestsComposed') expect(composeAt(e.windowAt, standard.window)).toBeLessThanOrEqual(e.at);
      expect(JSON.parse(JSON.stringify(state)) as PostmasterState).toStrictEqual(state);
    }),
    { numRuns: runs },
  );
});
