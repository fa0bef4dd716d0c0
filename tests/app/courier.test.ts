import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCourier } from '../../app/courier.ts';
import type { Actor } from '../../domain/actor.ts';
import type { FindingState } from '../../domain/finding/state.ts';
import { standard } from '../../domain/plan/presets.ts';
import { as, issue } from '../support/domain.ts';
import { startTestEngine, type TestEngine } from '../support/engine.ts';
import { Stage, until } from '../workflows/stage.ts';

let t: TestEngine;

beforeAll(async () => {
  t = await startTestEngine();
});
afterAll(() => t.stop());

const silent = { debug() {}, warn() {} };
const acknowledge = { command: { type: 'acknowledge' }, actor: as.liaison };

/** As after a Temporal server was put back to a copy from before this workflow was started. */
async function forget(stream: string): Promise<void> {
  const { namespace } = t.client.options;
  await t.client.workflowService.deleteWorkflowExecution({ namespace, workflowExecution: { workflowId: stream } });
  await until(async () => !(await isKnown(stream)));
}

function isKnown(stream: string): Promise<boolean> {
  return t.client.workflow
    .getHandle(stream)
    .describe()
    .then(
      () => true,
      () => false,
    );
}

async function issued(policy = standard): Promise<Stage> {
  const stage = await Stage.open(t, { clock: 'real', policy });
  await stage.send({ command: issue, actor: as.coordinator, stream: stage.campaign });
  await until(async () => (await stage.state()).phase === 'open');
  return stage;
}

test('a workflow that Temporal has lost begins again from the record', async () => {
  const stage = await issued();
  await forget(stage.measure);
  await expect(stage.send(acknowledge)).rejects.toMatchObject({ code: 'unknown-id' });
  await t.engine.restore(stage.measure);
  expect(await stage.send(acknowledge)).toMatchObject({ events: ['Acknowledged'] });
  expect((await stage.position()).seq).toBe((await stage.events()).length);
});

test('one that came to its end stays ended', async () => {
  const stage = await issued();
  const withdraw = { type: 'withdraw', reason: '重复列项', approver: '领导小组' } as { type: string };
  await stage.send({ command: withdraw, actor: as.coordinator });
  await t.client.workflow.getHandle(stage.measure).result();
  const recorded = await stage.events();
  await t.engine.restore(stage.measure);
  await t.client.workflow.getHandle(stage.measure).result();
  expect((await t.client.workflow.getHandle(stage.measure).describe()).status.name).toBe('COMPLETED');
  expect(await stage.events()).toEqual(recorded);
});

test('the courier finds who has slept through an instant, and who has messages that nobody came for', async () => {
  const [asleep, unread] = [await issued(), await issued()];
  await forget(asleep.measure);
  await forget(unread.finding);
  const { nextAt } = (await t.ledger.db
    .selectFrom('stream')
    .select('next_at as nextAt')
    .where('id', '=', asleep.measure)
    .executeTakeFirstOrThrow()) as { nextAt: number };
  // The measure's acknowledgement is none of its finding's business; its withdrawal is.
  const withdraw = { type: 'withdraw', reason: '重复列项', approver: '领导小组' } as { type: string };
  await unread.send({ command: withdraw, actor: as.coordinator });
  const courier = startCourier({ db: t.ledger.db, restore: t.engine.restore, now: () => nextAt + 61_000, log: silent });
  try {
    await until(async () => (await isKnown(asleep.measure)) && (await isKnown(unread.finding)));
    await until(async () => {
      const waiting = await t.ledger.db
        .selectFrom('message')
        .select('id')
        .where('to_stream', '=', unread.finding)
        .where('taken_at_seq', 'is', null)
        .execute();
      return waiting.length === 0;
    });
  } finally {
    await courier.stop();
  }
});

test('a check round whose finding reopens what is archived finds it through the courier, and its finding with it', async () => {
  const stage = await issued({ ...standard, lookBackMonths: [] });
  const act = async (command: { type: string; [field: string]: unknown }, actor: Actor, stream = stage.measure) =>
    expect(await stage.send({ command, actor, stream })).not.toHaveProperty('refusal');
  await act({ type: 'submit', evidence: ['sha256:a'] }, as.liaison);
  for (const actor of [as.principal, as.leader, as.coordinator]) await act({ type: 'approve' }, actor);
  await act({ type: 'close' }, as.coordinator);
  await t.client.workflow.getHandle(stage.measure).result();
  await until(async () => (await stage.state<FindingState>(stage.finding)).settledOn !== null);
  await act({ type: 'close' }, as.coordinator, stage.finding);
  await t.client.workflow.getHandle(stage.finding).result();
  const later = new Date(Date.now() + 90 * 86_400_000).toISOString().slice(0, 10);
  const courier = startCourier({
    ...{ db: t.ledger.db, restore: t.engine.restore, now: () => Date.now() + 10_000, log: silent },
  });
  try {
    const open = { type: 'openCheck', kind: 'visit', title: '走访', items: ['m1'], yearly: false };
    await act(open, as.supervisor, stage.campaign);
    const found = { type: 'recordCheck', check: 'check-1', item: 'm1', method: '走访', result: 'problem' };
    await act({ ...found, reason: '反弹', follow: 'rebound', due: later }, as.supervisor, stage.campaign);
    await until(async () => (await stage.state<FindingState>(stage.finding)).phase === 'open');
  } finally {
    await courier.stop();
  }
  expect(await stage.state()).toMatchObject({ phase: 'open', archivedAt: null, rebounds: 1, doneDue: { day: later } });
  // Both run again, and take orders like any other.
  expect((await stage.position(stage.finding)).seq).toBe((await stage.events(stage.finding)).length);
  await act({ type: 'report', progress: '已重新排查', next: '继续整改' }, as.liaison);
});
