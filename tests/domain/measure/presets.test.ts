import { describe, expect, test } from 'vitest';
import { dayBehind } from '../../../domain/measure/curve.ts';
import type { MeasureDraft } from '../../../domain/plan/lists.ts';
import { presets } from '../../../domain/plan/presets.ts';
import { as, due } from '../../support/domain.ts';
import { Story } from './story.ts';

const named = (name: string) => ({ policy: presets[name]! });
const said = (story: Story, prefix: string) =>
  story.events.flatMap((event) =>
    event.type === 'RungReached' && event.spoke && event.basis.startsWith(prefix)
      ? [{ day: event.day, rung: event.rung, letter: event.letter, to: event.notices.map(({ to }) => to) }]
      : [],
  );
const counted: Partial<MeasureDraft> = {
  doneDue: due('2024-12-31'),
  quantity: { kind: 'count', unit: '个', total: 100 },
};

describe('a quantity behind its plan', () => {
  test('falls behind on the day its even rise is so many points above what was counted', () => {
    const { state } = new Story(counted);
    // 183 days from issue to the day it is due: a tenth of them is 18.3.
    expect(dayBehind(10, state, '2024-07-01')).toBe('2024-07-20');
    expect(dayBehind(30, state, '2024-07-01')).toBe('2024-08-25');
    expect(dayBehind(10, { ...state, quantity: { ...state.quantity!, done: 95 } }, '2024-07-01')).toBeNull();
    const { quantity: _, ...uncounted } = state;
    expect(dayBehind(10, uncounted, '2024-07-01')).toBeNull();
  });

  test('is measured by its quotas, where somebody set them', () => {
    const { state } = new Story({ ...counted, quotas: [{ day: '2024-10-09', done: 10 }] });
    expect(dayBehind(10, state, '2024-07-01')).toBe('2024-10-09');
  });

  test('by percentage points: 10 are yellow, 30 red, and counting puts both off', () => {
    const story = new Story(counted, named('points-behind'));
    story.runTo('2024-07-24');
    expect(said(story, 'lagging:')).toMatchObject([
      { day: '2024-07-22', letter: 'yellow', to: ['unit', 'handler', 'leader'] },
    ]);
    story.act('2024-07-24', { type: 'count', done: 40 }, as.liaison);
    story.runTo('2024-09-30');
    expect(said(story, 'farBehind:')).toEqual([]);
    story.runTo('2024-11-30');
    expect(said(story, 'farBehind:')[0]).toMatchObject({ rung: 'far behind', letter: 'red' });
  });

  test('has its say in every line: so many points', () => {
    const story = new Story(counted, named('points-behind'));
    const [first] = story
      .runTo('2024-07-24')
      .flatMap((e) => (e.type === 'RungReached' && e.basis.startsWith('lagging') ? e.notices : []));
    expect(first).toMatchObject({ due: null, facts: { behind: 10 } });
  });
});

describe('signed for, and silent', () => {
  const silent = () => {
    const story = new Story({ doneDue: due('2024-12-31') });
    story.act('2024-07-02', { type: 'acknowledge' }, as.liaison);
    return story;
  };

  test('is asked for by the next cycle, and goes up before its cut-off, told a day ahead', () => {
    const story = silent();
    story.runTo('2024-08-23');
    expect(said(story, 'silent:')).toMatchObject([
      { day: '2024-08-19', rung: 'silent', to: ['unit', 'principal'] },
      { day: '2024-08-20', rung: 'warning', to: ['unit'] },
      { day: '2024-08-21', rung: 'silent to leader', to: ['unit', 'principal', 'leader'] },
    ]);
  });

  test('is not one that reported once, nor one that was never signed for', () => {
    const once = silent();
    once.act('2024-07-25', { type: 'report', progress: '已开工', next: '完工' }, as.liaison);
    once.runTo('2024-09-30');
    expect(said(once, 'silent:')).toEqual([]);
    const unsigned = new Story({ doneDue: due('2024-12-31') });
    unsigned.runTo('2024-09-30');
    expect(said(unsigned, 'silent:')).toEqual([]);
  });
});

test('广元: the second yellow of a measure is a red, and goes over the unit’s head', () => {
  const draft = { doneDue: due('2024-09-30'), effectDue: due('2024-08-15') };
  const yellows = (name: string) => {
    const story = new Story(draft, named(name));
    story.runTo('2024-09-21');
    return story.events.flatMap((e) => (e.type === 'RungReached' && e.spoke && e.rung === 'yellow' ? [e.letter] : []));
  };
  expect(yellows('20-10-0')).toEqual(['yellow', 'yellow']);
  expect(yellows('two-yellows')).toEqual(['yellow', 'red']);
});

test('三色督查单: green before the date, yellow past it, red and upward after that', () => {
  const story = new Story({ doneDue: due('2024-09-30') }, named('three-colours'));
  story.runTo('2024-10-18');
  expect(said(story, 'done:').map(({ rung, letter }) => `${rung} ${letter}`)).toEqual([
    'green green',
    'yellow yellow',
    'warning notify',
    'supervise red',
  ]);
});
