import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '../../domain/actor.ts';
import type { FindingState } from '../../domain/finding/state.ts';
import type { MeasureCommand } from '../../domain/measure/commands.ts';
import { standard } from '../../domain/plan/presets.ts';
import { as, due, instant, jyj } from '../support/domain.ts';
import { startTestEngine, type TestEngine } from '../support/engine.ts';
import { Stage, type StageOptions } from './stage.ts';

type Rung = { basis?: string; rung?: string };

let t: TestEngine;
beforeAll(async () => {
  t = await startTestEngine();
});
afterAll(() => t.stop());

const submit = { type: 'submit' as const, evidence: ['sha256:a'] };

/** A measure issued on 2024-07-01, acknowledged the next day. */
async function issued(options: StageOptions = {}): Promise<Stage> {
  const stage = await Stage.open(t, options);
  await stage.issue('2024-07-01 10:00');
  await stage.do('2024-07-02 10:00', { type: 'acknowledge' }, as.liaison);
  return stage;
}

/** What a workflow follows is what the ledger has recorded. */
async function workflowFollows(stage: Stage, stream = stage.measure): Promise<void> {
  const position = await stage.position(stream);
  expect(position.seq).toBe((await stage.events(stream)).length);
  expect(position.state).toEqual(await stage.state(stream));
}

test('a submission is returned with a reason, handed in again by its new limit, and closed in its second round', async () => {
  const stage = await issued();
  await stage.do('2024-08-01 10:00', submit, as.liaison);
  await stage.do('2024-08-02 10:00', { type: 'approve' }, as.principal);
  expect(await stage.act('2024-08-05 10:00', { type: 'return', reason: '' }, as.leader)).toEqual({
    refusal: { code: 'reason-missing', facts: { act: 'return' } },
  });
  await stage.do('2024-08-05 11:00', { type: 'return', reason: '佐证不足' }, as.leader);
  expect(await stage.state()).toMatchObject({ phase: 'open', resubmitBy: '2024-08-19' });
  await stage.submitAndClose('2024-08-20');
  expect((await stage.state()).closure).toMatchObject({ round: 2, late: false });
  expect((await stage.mailsTo('liaison')).map(({ text }) => text).join()).toContain('退回');
  await workflowFollows(stage);
});

test('an extension asked for in time is granted, and reminders count from the new date', async () => {
  const stage = await issued();
  await stage.do(
    '2024-09-02 10:00',
    { type: 'requestExtension', to: '2024-11-29', reason: '汛期停工', progress: '七成' },
    as.liaison,
  );
  expect(await stage.act('2024-09-02 11:00', { type: 'grantExtension' }, as.liaison)).toMatchObject({
    refusal: { code: 'not-allowed' },
  });
  await stage.do('2024-09-03 10:00', { type: 'grantExtension' }, as.leader);
  expect(await stage.state()).toMatchObject({ doneDue: { day: '2024-11-29' }, judgedBy: '2024-11-29' });
  await stage.runTo('2024-10-15 10:00');
  const bases = (await stage.events()).map(({ payload }) => (payload as { basis?: string }).basis);
  expect(bases).not.toContain('done:2024-09-30');
});

test('an extension is refused by a named person, and the first date stays', async () => {
  const stage = await issued();
  const ask = { type: 'requestExtension' as const, to: '2024-11-29', reason: '人手不足', progress: '三成' };
  await stage.do('2024-09-02 10:00', ask, as.liaison);
  await stage.do('2024-09-03 10:00', { type: 'refuseExtension', reason: '理由不充分' }, as.leader);
  expect(await stage.state()).toMatchObject({ doneDue: { day: '2024-09-30' }, extension: null });
  const refused = (await stage.events()).find(({ type }) => type === 'ExtensionRefused');
  expect(refused!.actor).toMatchObject({ person: 'leader' });
  // A date that is past is not extended.
  expect(await stage.act('2024-10-09 10:00', ask, as.liaison)).toMatchObject({
    refusal: { code: 'extension-too-late' },
  });
});

test('a date that was missed gets a new limit, and the measure stays late', async () => {
  const stage = await issued();
  await stage.do('2024-10-09 10:00', { type: 'setLimit', to: '2024-10-31', reason: '限期完成' }, as.coordinator);
  await stage.submitAndClose('2024-10-25');
  expect((await stage.state()).closure).toMatchObject({ late: true });
  const rungs = (await stage.events()).filter(({ type }) => type === 'RungReached');
  expect(rungs.map(({ payload }) => (payload as { basis: string }).basis)).toContain('done:2024-10-31');
});

test('a unit says it is not its own, and the office gives it to another, which acknowledges in turn', async () => {
  const stage = await issued();
  await stage.do('2024-07-03 10:00', { type: 'sayNotMine', reason: '属教育局职责' }, as.liaison);
  await stage.do('2024-07-04 10:00', { type: 'reassign', leadUnit: jyj, reason: '职责调整' }, as.coordinator);
  expect(await stage.act('2024-07-05 10:00', { type: 'acknowledge' }, as.liaison)).toMatchObject({
    refusal: { code: 'not-allowed' },
  });
  await stage.do('2024-07-05 11:00', { type: 'acknowledge' }, as.jyjLiaison);
  expect(await stage.state()).toMatchObject({ leadUnit: jyj, participants: [] });
  expect((await stage.mailsTo('jyjLiaison')).length).toBeGreaterThan(0);
  expect((await stage.mailsTo('coordinator')).map(({ text }) => text).join()).toContain('1-1 老旧小区消防通道整治');
});

test('while it is suspended only the office is asked about it, and resumed it has a new date', async () => {
  const stage = await issued();
  await stage.do('2024-08-01 10:00', { type: 'suspend', reason: '等待省里政策' }, as.coordinator);
  const before = (await stage.events()).length;
  await stage.runTo('2024-10-30 10:00');
  const asked = (await stage.events()).slice(before);
  const notices = asked.flatMap(({ payload }) => (payload as { notices: { to: string; letter: string }[] }).notices);
  expect(asked.map(({ type }) => type)).toEqual(Array(3).fill('RungReached'));
  expect(notices.map(({ to, letter }) => `${letter} → ${to}`)).toEqual(Array(3).fill('suspended → office'));
  await stage.do('2024-11-01 10:00', { type: 'resume', newDue: '2024-12-31' }, as.coordinator);
  expect(await stage.state()).toMatchObject({ phase: 'open', doneDue: { day: '2024-12-31' } });
  await stage.runTo('2024-12-20 10:00');
  expect((await stage.events()).length).toBeGreaterThan(before + 2);
});

test('words and dates are adjusted with an approver, the old value stays in the record', async () => {
  const stage = await issued();
  const changes = { title: '消防通道与充电桩整治', doneDue: due('2024-10-31') };
  await stage.do(
    '2024-07-10 10:00',
    { type: 'adjust', changes, reason: '任务合并', approver: '领导小组' },
    as.coordinator,
  );
  expect(await stage.state()).toMatchObject({ title: changes.title, doneDue: { day: '2024-10-31' } });
  expect((await stage.events())[0]!.payload).toMatchObject({ draft: { title: '老旧小区消防通道整治' } });
});

test('a withdrawn measure is archived at once, its workflow completes, and its finding is settled without it', async () => {
  const stage = await issued();
  const withdraw = { type: 'withdraw' as const, reason: '重复列项', approver: '领导小组' };
  expect(await stage.do('2024-07-10 10:00', withdraw, as.coordinator)).toEqual(['Withdrawn', 'Archived']);
  await stage.settle();
  await t.client.workflow.getHandle(stage.measure).result();
  expect(await stage.state<FindingState>(stage.finding)).toMatchObject({
    settledOn: '2024-07-10',
    measures: { m1: { status: 'withdrawn', archived: true } },
  });
  await stage.runTo('2024-12-31 10:00');
  expect((await stage.story()).at(-1)).toBe('Archived');
});

test('long-term it has no end date, reports every quarter, and settles its finding once leader and office accept it', async () => {
  const stage = await issued();
  const convert = { type: 'convertToLongTerm' as const, reason: '长期坚持', approver: '领导小组' };
  await stage.do('2024-07-10 10:00', convert, as.coordinator);
  await stage.settle();
  expect(await stage.state()).toMatchObject({ longTerm: true, doneDue: null });
  expect(await stage.state<FindingState>(stage.finding)).toMatchObject({ settledOn: null });
  await stage.do(
    '2024-07-11 10:00',
    { type: 'askPermanent', evidence: [], noEvidenceReason: '制度已印发' },
    as.liaison,
  );
  await stage.do('2024-07-12 10:00', { type: 'acceptPermanent' }, as.leader);
  await stage.settle();
  expect(await stage.state<FindingState>(stage.finding)).toMatchObject({ settledOn: null });
  await stage.do('2024-07-15 10:00', { type: 'acceptPermanent' }, as.coordinator);
  await stage.settle();
  expect(await stage.state<FindingState>(stage.finding)).toMatchObject({ settledOn: '2024-07-15' });
  await stage.runTo('2025-01-02 10:00');
  const opened = (await stage.events()).filter(({ type, at }) => type === 'CycleOpened' && at > Date.UTC(2024, 6, 10));
  expect(opened.map(({ payload }) => (payload as { period: string }).period)).toEqual(['2024-Q3', '2024-Q4']);
});

describe('a rebound', () => {
  test('opens the measure again, and its finding, though that was closed; both closures stay in the record', async () => {
    const stage = await issued();
    await stage.submitAndClose('2024-08-20');
    await stage.settle();
    await stage.runTo('2024-08-22 10:00');
    await stage.send({ command: { type: 'close' }, actor: as.coordinator, stream: stage.finding });
    const rebound = { type: 'rebound' as const, reason: '通道再次被占', newDue: '2024-12-31' };
    await stage.do('2024-10-15 10:00', rebound, as.clerk);
    await stage.settle();
    expect(await stage.state()).toMatchObject({ phase: 'open', rebounds: 1, doneDue: { day: '2024-12-31' } });
    expect(await stage.state<FindingState>(stage.finding)).toMatchObject({ phase: 'open', reopened: 1, closure: null });
    await stage.submitAndClose('2024-12-20');
    await stage.settle();
    const story = await stage.story(stage.finding);
    expect(story.filter((type) => type !== 'MeasureChanged')).toEqual([
      ...['Drafted', 'Issued', 'Settled', 'Closed', 'Reopened', 'Settled'],
    ]);
    expect((await stage.story()).filter((type) => type === 'Closed')).toHaveLength(2);
    await workflowFollows(stage, stage.finding);
  });

  test('of what is archived begins its workflow again, and its finding’s, and it reminds again', async () => {
    const stage = await issued({ policy: { ...standard, lookBackMonths: [] } });
    await stage.submitAndClose('2024-08-20');
    await stage.settle();
    await stage.runTo('2024-08-22 10:00');
    await stage.send({ command: { type: 'close' }, actor: as.coordinator, stream: stage.finding });
    for (const stream of [stage.measure, stage.finding]) await t.client.workflow.getHandle(stream).result();
    await stage.runTo('2024-10-15 10:00');
    const ask = (command: MeasureCommand, actor: Actor) =>
      t.engine.act(
        stage.measure,
        { ...{ id: randomUUID(), actor, command }, at: instant('2024-10-15 10:00') },
        'stepped',
      );
    const rebound = { type: 'rebound' as const, reason: '通道再次被占', newDue: '2024-12-31' };
    // What may not be done is answered, and the workflow has ended again.
    expect(await ask({ type: 'renewEvidence', evidence: ['a'] }, as.liaison)).toMatchObject({
      refusal: { code: 'wrong-state', facts: { phase: 'archived' } },
    });
    await t.client.workflow.getHandle(stage.measure).result();
    expect(await ask(rebound, as.clerk)).toMatchObject({ events: ['Rebounded'] });
    expect(await ask(rebound, as.clerk)).toMatchObject({ refusal: { code: 'wrong-state', facts: { phase: 'open' } } });
    await stage.settle();
    expect(await stage.state<FindingState>(stage.finding)).toMatchObject({ phase: 'open', reopened: 1 });
    await stage.runTo('2025-01-02 10:00');
    const told = (await stage.events()).filter(({ payload }) => (payload as Rung).basis === 'done:2024-12-31');
    expect(told.map(({ payload }) => (payload as Rung).rung)).toEqual(['green', 'yellow', 'warning', 'red']);
    expect((await stage.mailsTo('principal')).at(-1)!.text).toContain('1-1 老旧小区消防通道整治');
    await workflowFollows(stage);
    await workflowFollows(stage, stage.finding);
  });

  test('found at a look-back counts as one', async () => {
    const stage = await issued();
    await stage.submitAndClose('2024-08-20');
    const looked = { type: 'lookBack' as const, method: '现场抽查', result: 'rebound' as const };
    expect(await stage.do('2024-11-20 10:00', { ...looked, reason: '反弹', newDue: '2024-12-31' }, as.clerk)).toEqual([
      'LookedBack',
      'Rebounded',
    ]);
  });
});

test('a milestone is met in time and another missed, which makes the measure lag', async () => {
  const milestones = [
    { day: '2024-07-31', text: '完成摸排' },
    { day: '2024-08-30', text: '完成一半' },
  ];
  const stage = await issued({ measures: [{ milestones }] });
  await stage.do('2024-07-30 10:00', { type: 'meetMilestone', index: 0 }, as.liaison);
  expect(await stage.act('2024-07-31 10:00', { type: 'meetMilestone', index: 7 }, as.liaison)).toMatchObject({
    refusal: { code: 'unknown-id' },
  });
  await stage.runTo('2024-09-09 10:00');
  const row = await t.ledger.db
    .selectFrom('measure')
    .select('light')
    .where('stream', '=', stage.measure)
    .executeTakeFirst();
  expect(row).toEqual({ light: 'lagging' });
  expect((await stage.events()).map(({ payload }) => (payload as { basis?: string }).basis)).toContain(
    'milestone:1:2024-08-30',
  );
});

test('the effect is claimed by the unit and confirmed by its leader and the office, never by itself', async () => {
  const stage = await issued({ measures: [{ effectDue: due('2024-08-30') }] });
  await stage.do('2024-08-20 10:00', { type: 'claimEffect', evidence: ['sha256:b'] }, as.liaison);
  expect(await stage.act('2024-08-20 11:00', { type: 'confirmEffect' }, as.liaison)).toMatchObject({
    refusal: { code: 'not-allowed' },
  });
  await stage.do('2024-08-21 10:00', { type: 'confirmEffect' }, as.leader);
  await stage.do('2024-08-22 10:00', { type: 'confirmEffect' }, as.clerk);
  const confirmed = { claimedOn: '2024-08-20', by: 'liaison', signedBy: 'leader', confirmedBy: 'clerk' };
  expect((await stage.state()).effect).toEqual(confirmed);
  await workflowFollows(stage);
});
