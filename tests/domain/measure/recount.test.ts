import { describe, expect, test } from 'vitest';
import type { Calendar } from '../../../domain/calendar/calendar.ts';
import { decide } from '../../../domain/measure/decide.ts';
import { evolve } from '../../../domain/measure/evolve.ts';
import { movesOf } from '../../../domain/measure/moves.ts';
import type { MeasureState } from '../../../domain/measure/state.ts';
import { as, contextAt, due, engine } from '../../support/domain.ts';
import { Story } from './story.ts';

/** The calendar with one more day off in 2024, and the year as it was. */
function withOff(day: string): { calendar: Calendar; before: Calendar['years'] } {
  const { calendar } = contextAt('2024-07-01');
  const year = calendar.years['2024']!;
  const off = { ...year.off, [day]: '新节' };
  return {
    calendar: { ...calendar, years: { ...calendar.years, '2024': { ...year, off } } },
    before: { '2024': year },
  };
}

function recount(story: Story, when: string, day: string, actor = engine) {
  const { calendar, before } = withOff(day);
  return decide(story.state, { type: 'recount', before }, actor, contextAt(when, { calendar }));
}

describe('a holiday notice that comes while a measure runs', () => {
  test('moves the cut-off that people were given, and tells them', () => {
    const story = new Story({ doneDue: due('2024-12-31') });
    story.runTo('2024-07-18');
    const events = recount(story, '2024-07-18', '2024-07-31');
    expect(events).toMatchObject([
      {
        type: 'Recounted',
        cutOff: { period: '2024-07', from: '2024-07-24', to: '2024-07-23' },
        moves: [],
        notices: [
          { to: 'unit', letter: 'correction', facts: { from: '2024-07-24', to: '2024-07-23', reason: 'calendar' } },
        ],
      },
    ]);
    const state = (events as Parameters<typeof evolve>[1][]).reduce<MeasureState | null>(evolve, story.state)!;
    expect(state.cycle).toMatchObject({ period: '2024-07', cutOff: '2024-07-23' });
  });

  test('corrects the day that a warning named', () => {
    const story = new Story({ doneDue: due('2024-07-25') });
    story.act('2024-07-22', { type: 'report', progress: '已开工', next: '完工' }, as.liaison);
    story.runTo('2024-07-25 12:00');
    expect(story.rungs('done:').at(-1)?.rung).toBe('warning');
    expect(recount(story, '2024-07-25 12:00', '2024-07-26')).toMatchObject([
      {
        cutOff: null,
        moves: [{ basis: 'done:2024-07-25', from: '2024-07-26', to: '2024-07-29' }],
        notices: [{ to: 'unit', letter: 'correction', facts: { from: '2024-07-26', to: '2024-07-29' } }],
      },
    ]);
  });

  test('needs no word where nobody was told of what moves, and is nobody’s act but the engine’s', () => {
    const story = new Story({ doneDue: due('2024-12-31') });
    story.runTo('2024-07-18');
    expect(recount(story, '2024-07-18', '2024-12-02')).toEqual([]);
    expect(recount(story, '2024-07-18', '2024-07-31', as.coordinator)).toMatchObject({ code: 'not-allowed' });
  });
});

describe('what a notice would move', () => {
  const moved = (day: string) => {
    const story = new Story({ doneDue: due('2024-07-25') });
    story.runTo('2024-07-18');
    const { calendar } = withOff(day);
    return movesOf(story.state, contextAt('2024-07-18'), contextAt('2024-07-18', { calendar }));
  };

  test('is each rung and cut-off to come, old and new, and how the calendar holds the old day', () => {
    const moves = moved('2024-07-26');
    const [red] = moves.filter(({ ladder, rung }) => ladder === 'doneDue' && rung === 'red');
    expect(red).toEqual({
      ...{ ladder: 'doneDue', rung: 'red', from: '2024-07-26', to: '2024-07-29' },
      ...{ was: 'workday', is: 'holiday', name: '新节' },
    });
    expect(moves.every(({ from, to }) => from !== to)).toBe(true);
  });

  test('is not what lies behind', () => {
    expect(moved('2024-07-01').filter(({ from }) => from! < '2024-07-18')).toEqual([]);
  });
});
