import { expect, test } from 'vitest';
import type { MeasureCommand } from '../../../domain/measure/commands.ts';
import { tick } from '../../../domain/measure/tick.ts';
import { as, due, jyj, without } from '../../support/domain.ts';
import { Story } from './story.ts';

const claim = { type: 'claimEffect', evidence: ['sha256:e'] } satisfies MeasureCommand;
const confirm = { type: 'confirmEffect' } as const;

test('effect is claimed by the unit, signed by the lead leader, then confirmed by the office', () => {
  const story = new Story();
  story.act('2024-08-01', claim, as.liaison);
  expect(story.state.effect).toEqual({
    claimedOn: '2024-08-01',
    by: 'liaison',
    confirmedBy: null,
    asks: 'leader',
    limit: '2024-08-06',
  });
  expect(story.try('2024-08-02', confirm, as.coordinator)).toMatchObject({ code: 'not-allowed' });
  story.act('2024-08-05', confirm, as.leader);
  expect(story.state.effect).toMatchObject({ asks: 'office', signedBy: 'leader', limit: '2024-08-08' });
  expect(story.try('2024-08-05', confirm, as.leader)).toMatchObject({ code: 'not-allowed' });
  story.act('2024-08-06', confirm, as.clerk);
  expect(story.state.effect).toEqual({
    claimedOn: '2024-08-01',
    by: 'liaison',
    signedBy: 'leader',
    confirmedBy: 'clerk',
  });
});

test('the office confirms alone where no leader can, and supervision where the office cannot', () => {
  const vacant = new Story({}, { directory: without('leader') });
  vacant.act('2024-08-01', claim, as.liaison);
  expect(vacant.state.effect?.asks).toBe('office');
  const own = new Story({ leaders: [] }, { directory: without('clerk', 'seconded') });
  own.act('2024-08-01', claim, as.liaison);
  expect(own.state.effect?.asks).toBe('office');
  const office = new Story({ leaders: [], handler: 'coordinator' }, { directory: without('clerk', 'seconded') });
  office.act('2024-08-01', claim, as.coordinator);
  expect(office.state.effect?.asks).toBe('supervision');
});

test('who was asked and has left the post is not waited for', () => {
  const story = new Story();
  story.act('2024-08-01', claim, as.liaison);
  const events = tick(story.state, { ...story.at('2024-08-02'), directory: without('leader') });
  expect(events).toContainEqual(
    expect.objectContaining({ type: 'ConfirmerNamed', post: 'office', limit: '2024-08-09' }),
  );
});

test('nobody outside the unit claims it, and nobody inside confirms it', () => {
  const story = new Story();
  for (const actor of [as.leader, as.coordinator, as.jyjLiaison])
    expect(story.try('2024-08-01', claim, actor)).toMatchObject({ code: 'not-allowed' });
  story.act('2024-08-01', claim, as.liaison);
  expect(story.try('2024-08-02', confirm, as.principal)).toMatchObject({ code: 'not-allowed' });
  expect(story.try('2024-08-02', confirm, as.secretary)).toMatchObject({ code: 'not-allowed' });
  story.act('2024-08-02', confirm, as.leader);
  expect(story.try('2024-08-02', confirm, as.seconded)).toMatchObject({ code: 'own-item' });
});

test('whoever claimed it does not confirm it, though the measure has gone to another unit since', () => {
  const story = new Story();
  story.act('2024-08-01', claim, as.seconded);
  story.act('2024-08-02', { type: 'reassign', leadUnit: jyj, reason: '机构改革' }, as.coordinator);
  story.act('2024-08-02', confirm, as.leader);
  expect(story.try('2024-08-05', confirm, as.seconded)).toMatchObject({ code: 'own-item' });
});

test('it is claimed once, with evidence, confirmed once, and never before it is claimed', () => {
  const story = new Story();
  expect(story.try('2024-08-01', confirm, as.leader)).toMatchObject({ code: 'wrong-state' });
  expect(story.try('2024-08-01', { type: 'claimEffect', evidence: [] }, as.liaison)).toMatchObject({
    code: 'evidence-missing',
  });
  story.act('2024-08-01', claim, as.liaison);
  expect(story.try('2024-08-02', claim, as.liaison)).toMatchObject({ code: 'wrong-state' });
  story.act('2024-08-02', confirm, as.leader);
  story.act('2024-08-02', confirm, as.clerk);
  expect(story.try('2024-08-03', confirm, as.coordinator)).toMatchObject({ code: 'wrong-state' });
});

test('not for a day to come, nor for one before the measure was issued', () => {
  expect(new Story().try('2024-08-01', { ...claim, on: '2024-08-02' }, as.liaison)).toMatchObject({
    code: 'bad-input',
  });
  expect(new Story().try('2024-08-01', { ...claim, on: '2024-06-30' }, as.liaison)).toMatchObject({
    code: 'backdated',
  });
});

test('a refused claim is none: its date runs again and it can be claimed anew', () => {
  const story = new Story({ effectDue: due('2024-08-30') });
  story.act('2024-08-01', claim, as.liaison);
  expect(story.try('2024-08-05', { type: 'refuseEffect', reason: ' ' }, as.leader)).toMatchObject({
    code: 'reason-missing',
  });
  story.act('2024-08-05', { type: 'refuseEffect', reason: '现场未见成效' }, as.leader);
  expect(story.state.effect).toBeNull();
  story.runTo('2024-09-03');
  expect(story.rungs('effect:').map(({ rung }) => rung)).toEqual(['yellow', 'red']);
  story.act('2024-09-03', claim, as.liaison);
});

test('whoever is to confirm it is reminded until he answers, whatever becomes of the measure', () => {
  const story = new Story({ effectDue: due('2024-08-30') });
  story.act('2024-08-01', claim, as.liaison);
  story.submitAndClose('2024-08-05');
  story.runTo('2024-08-16');
  expect(story.rungs('confirm:').map(({ rung, day }) => [rung, day])).toEqual([
    ['limit', '2024-08-06'],
    ['past', '2024-08-08'],
    ['past', '2024-08-14'],
  ]);
  story.act('2024-09-02', confirm, as.leader);
  story.act('2024-09-02', confirm, as.coordinator);
  expect(story.state.effect?.confirmedBy).toBe('coordinator');
});
