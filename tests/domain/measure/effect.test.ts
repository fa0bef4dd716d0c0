import { expect, test } from 'vitest';
import type { MeasureCommand } from '../../../domain/measure/commands.ts';
import { as, due, jyj } from '../../support/domain.ts';
import { Story } from './story.ts';

const claim = { type: 'claimEffect', evidence: ['sha256:e'] } satisfies MeasureCommand;
const confirm = { type: 'confirmEffect' } as const;

test('effect is claimed by the unit and confirmed by a lead leader or the office', () => {
  for (const actor of [as.leader, as.coordinator]) {
    const story = new Story();
    story.act('2024-08-01', claim, as.liaison);
    story.act('2024-08-05', confirm, actor);
    expect(story.state.effect).toEqual({ claimedOn: '2024-08-01', by: 'liaison', confirmedBy: actor.person });
  }
});

test('nobody outside the unit claims it, and nobody inside confirms it', () => {
  const story = new Story();
  for (const actor of [as.leader, as.coordinator, as.jyjLiaison])
    expect(story.try('2024-08-01', claim, actor)).toMatchObject({ code: 'not-allowed' });
  story.act('2024-08-01', claim, as.liaison);
  expect(story.try('2024-08-02', confirm, as.principal)).toMatchObject({ code: 'not-allowed' });
  expect(story.try('2024-08-02', confirm, as.seconded)).toMatchObject({ code: 'own-item' });
  expect(story.try('2024-08-02', confirm, as.secretary)).toMatchObject({ code: 'not-allowed' });
});

test('whoever claimed it does not confirm it, though the measure has gone to another unit since', () => {
  const story = new Story();
  story.act('2024-08-01', claim, as.seconded);
  story.act('2024-08-02', { type: 'reassign', leadUnit: jyj, reason: '机构改革' }, as.coordinator);
  expect(story.try('2024-08-05', confirm, as.seconded)).toMatchObject({ code: 'own-item' });
});

test('it is claimed once, confirmed once, and never before it is claimed', () => {
  const story = new Story();
  expect(story.try('2024-08-01', confirm, as.leader)).toMatchObject({ code: 'wrong-state' });
  story.act('2024-08-01', claim, as.liaison);
  expect(story.try('2024-08-02', claim, as.liaison)).toMatchObject({ code: 'wrong-state' });
  story.act('2024-08-02', confirm, as.leader);
  expect(story.try('2024-08-03', confirm, as.coordinator)).toMatchObject({ code: 'wrong-state' });
});

test('it is not claimed for a day to come', () => {
  expect(new Story().try('2024-08-01', { ...claim, on: '2024-08-02' }, as.liaison)).toMatchObject({
    code: 'bad-input',
  });
});

test('claimed and not confirmed before the closing, it can be confirmed after', () => {
  const story = new Story({ effectDue: due('2024-08-30') });
  story.act('2024-08-01', claim, as.liaison);
  story.submitAndClose('2024-08-28');
  story.act('2024-09-02', confirm, as.leader);
  expect(story.state.effect?.confirmedBy).toBe('leader');
});
