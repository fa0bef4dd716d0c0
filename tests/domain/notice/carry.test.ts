import { describe, expect, test } from 'vitest';
import { decide } from '../../../domain/measure/decide.ts';
import { evolve } from '../../../domain/measure/evolve.ts';
import { movesOf } from '../../../domain/measure/moves.ts';
import type { MeasureState } from '../../../domain/measure/state.ts';
import { policyBefore } from '../../../domain/notice/carry.ts';
import { refuseLadders } from '../../../domain/notice/sound.ts';
import { type Ladder, rungId } from '../../../domain/plan/ladder.ts';
import type { Policy } from '../../../domain/plan/policy.ts';
import { presets, standard } from '../../../domain/plan/presets.ts';
import { due, engine } from '../../support/domain.ts';
import { Story } from '../measure/story.ts';

const { doneDue } = standard.ladders;
const rung = (name: string) => doneDue.rungs.find((one) => one.name === name)!;
const withDone = (...rungs: Ladder['rungs']): Policy => ({
  ...standard,
  name: 'other',
  ladders: { ...standard.ladders, doneDue: { rungs, repeat: doneDue.repeat } },
});
const spoken = (story: Story) =>
  story.rungs('done:').flatMap(({ spoke, rung: name, day }) => (spoke ? [`${day} ${name}`] : []));

/** The measure goes on under another policy from that hour. */
function replanned(story: Story, when: string, policy: Policy): Story {
  story.runTo(when);
  const next = new Story({ doneDue: due('2024-09-30') }, { policy });
  next.events.splice(0, Number.POSITIVE_INFINITY, ...story.events);
  next.state = story.state;
  const was = policyBefore(standard, policy);
  if (was) next.act(when, { type: 'recount', before: {}, was }, engine);
  return next;
}
const september = () => new Story({ doneDue: due('2024-09-30') });

test('a rung is known by its name, a warning by what it warns of, a repeat by its number', () => {
  const ids = doneDue.rungs.map((_, position) => rungId(doneDue, position));
  expect(new Set(ids).size).toBe(doneDue.rungs.length);
  expect(ids).toContain('warning of supervise');
  expect(rungId(doneDue, doneDue.rungs.length + 1)).toBe('talk+2');
  expect(rungId(standard.ladders.effectDue, standard.ladders.effectDue.rungs.length)).toBeNull();
});

describe('on another ladder', () => {
  test('what was said is not said again, and what comes next is the next of the new one', () => {
    // 20 days before has spoken; the new ladder has no green rung, and one more between yellow and red.
    const orange = { ...rung('yellow'), name: 'orange', offset: { days: -3 } };
    const story = replanned(september(), '2024-09-15', withDone(rung('yellow'), orange, rung('red')));
    story.runTo('2024-10-09');
    expect(spoken(story)).toEqual(['2024-09-10 green', '2024-09-20 yellow', '2024-09-27 orange', '2024-10-08 red']);
  });

  test('by position alone a rung would be left out: the measure was past one, and is past none of the new', () => {
    const story = replanned(september(), '2024-09-15', withDone(rung('yellow'), rung('red')));
    expect(story.state.rungs['done:2024-09-30']).toBe(0);
  });

  test('a rung whose time had come before the change never speaks', () => {
    const early = { ...rung('green'), name: 'early', offset: { days: -40 } };
    const story = replanned(september(), '2024-09-15', withDone(early, rung('yellow'), rung('red')));
    story.runTo('2024-09-21');
    expect(spoken(story)).toEqual(['2024-09-10 green', '2024-09-20 yellow']);
  });

  test('a rung that has spoken and comes later on the new one does not speak again', () => {
    const later = { ...rung('green'), offset: { days: -12 } };
    const story = replanned(september(), '2024-09-15', withDone(later, rung('yellow'), rung('red')));
    story.runTo('2024-09-21');
    expect(spoken(story)).toEqual(['2024-09-10 green', '2024-09-20 yellow']);
  });

  test('what the old one owed, the engine having been away, is still said', () => {
    const policy = withDone(rung('yellow'), rung('red'));
    const next = new Story({ doneDue: due('2024-09-30') }, { policy });
    // Nobody ticked it since the day of issue: green and yellow are both owed.
    const recount = { type: 'recount' as const, before: {}, was: policyBefore(standard, policy)! };
    const events = decide(next.state, recount, engine, next.at('2024-09-23 12:00'));
    next.state = (events as Parameters<typeof evolve>[1][]).reduce<MeasureState | null>(evolve, next.state)!;
    next.wakeAt('2024-09-23 12:00');
    expect(spoken(next)).toEqual(['2024-09-20 yellow']);
  });

  test('repeats go on where they were', () => {
    const story = september();
    story.runTo('2025-03-31');
    const said = spoken(story).length;
    const changed = withDone(...doneDue.rungs.filter(({ name }) => name !== 'green'));
    const next = replanned(story, '2025-03-31', changed);
    next.runTo('2025-07-31');
    const same = september();
    same.runTo('2025-07-31');
    expect(spoken(next).slice(said)).toEqual(spoken(same).slice(said));
    expect(spoken(next).length).toBeGreaterThan(said);
  });

  test('the same ladder needs no word', () => {
    expect(policyBefore(standard, { ...standard, name: 'same' })).toBeNull();
  });
});

test('what a change of policy moves is named rung by rung: another day, anew, no more', () => {
  const story = september();
  story.runTo('2024-09-15');
  const red = { ...rung('red'), offset: { workdays: 3 } };
  const orange = { ...rung('yellow'), name: 'orange', offset: { days: -3 } };
  const after = withDone(rung('yellow'), orange, red);
  const at = (policy: Policy) => ({ ...story.at('2024-09-15'), policy });
  const moves = movesOf(story.state, at(standard), at(after)).map(({ rung: name, from, to }) => [name, from, to]);
  expect(moves).toContainEqual(['red', '2024-10-08', '2024-10-10']);
  expect(moves).toContainEqual(['orange', null, '2024-09-27']);
  expect(moves).toContainEqual(['talk', expect.any(String), null]);
  expect(moves.map(([name]) => name)).not.toContain('yellow');
  expect(moves.map(([name]) => name)).not.toContain('green');
});

test.each(Object.entries(presets))('the preset %s is one that could be written', (name, policy) => {
  expect(policy.name).toBe(name);
  expect(refuseLadders(policy)).toBeNull();
});
