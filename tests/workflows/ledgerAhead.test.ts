import { randomUUID } from 'node:crypto';
import { WorkflowFailedError } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRecorder } from '../../activities/record.ts';
import { createRuleBook } from '../../activities/rules.ts';
import { system } from '../../domain/actor.ts';
import type { MeasureState } from '../../domain/measure/state.ts';
import { verify } from '../../ledger/verify.ts';
import type { Envelope } from '../../workflows/contract.ts';
import { as, instant, measureDraft } from '../support/domain.ts';
import { startTestEngine, type TestEngine } from '../support/engine.ts';
import { Stage } from './stage.ts';

let t: TestEngine;
beforeAll(async () => {
  t = await startTestEngine();
});
afterAll(() => t.stop());

const submit = { type: 'submit', evidence: ['sha256:a'] } as { type: string };

/** As after a crash between the ledger's commit and the end of the workflow's task: recorded, and the workflow behind. */
async function recordBehindItsBack(stage: Stage, ...envelopes: Envelope[]): Promise<void> {
  const recordAndPlan = createRecorder({ ledger: t.ledger, rules: createRuleBook(t.ledger), wake: () => undefined });
  const { seq } = await stage.position();
  const { measure: stream, id: campaign } = stage;
  const now = instant('2024-07-02 10:00');
  await recordAndPlan({ kind: 'measure', stream, campaign, expectedSeq: seq, envelopes, now, done: null });
}

async function issued(): Promise<Stage> {
  const stage = await Stage.open(t);
  await stage.issue('2024-07-01 10:00');
  return stage;
}

const by = (command: { type: string }, actor = as.liaison): Envelope => ({
  id: randomUUID(),
  actor,
  command,
  at: instant('2024-07-02 10:00'),
});

describe('where the ledger is ahead, the workflow', () => {
  test('follows, and decides a command that is not in the record by what it finds there', async () => {
    const stage = await issued();
    await recordBehindItsBack(stage, by({ type: 'acknowledge' }), by(submit));
    // By its own state this would be right; in truth the unit's principal has it by now.
    const answer = await stage.send({ command: { type: 'requestExtension' }, actor: as.liaison });
    expect(answer).toMatchObject({ refusal: { code: 'wrong-state' } });
    const { seq, state } = await stage.position();
    expect(seq).toBe((await stage.events()).length);
    expect((state as MeasureState).phase).toBe('review');
    expect(await stage.send({ command: { type: 'approve' }, actor: as.principal })).toMatchObject({
      events: ['StepApproved'],
    });
    expect(await verify(t.ledger, stage.id)).toMatchObject({ broken: null });
  });

  test('answers the command that the crash cut off from its record', async () => {
    const stage = await issued();
    const cutOff = by({ type: 'acknowledge' });
    await recordBehindItsBack(stage, cutOff);
    expect(await stage.send(cutOff)).toEqual({ seq: expect.any(Number), events: ['Acknowledged'] });
    expect((await stage.story()).filter((type) => type === 'Acknowledged')).toHaveLength(1);
  });

  test('answers it so though another command came first, after which it would refuse it', async () => {
    const stage = await issued();
    const cutOff = by(submit);
    await recordBehindItsBack(stage, by({ type: 'acknowledge' }), cutOff);
    expect(await stage.send({ command: { type: 'approve' }, actor: as.principal })).toMatchObject({
      refusal: { code: 'wrong-state' },
    });
    await t.engine.tick(stage.measure, instant('2024-07-02 11:00'));
    expect(await stage.send({ command: submit, actor: as.liaison })).toMatchObject({
      refusal: { code: 'wrong-state' },
    });
    expect(await stage.send(cutOff)).toMatchObject({ events: ['Submitted'] });
  });
});

describe('a stream that the ledger knows less of than its workflow', () => {
  test('stops with the code, tells it to who waits, and begins again from the record when started', async () => {
    const stage = await issued();
    const { seq } = await stage.position();
    // The ledger lost its last event, as a power cut may do to it.
    const { db } = t.ledger;
    await db.deleteFrom('event').where('stream', '=', stage.measure).where('seq', '=', seq).execute();
    const before = await db
      .selectFrom('event')
      .select('hash')
      .where('stream', '=', stage.measure)
      .where('seq', '=', seq - 1)
      .executeTakeFirstOrThrow();
    await db
      .updateTable('stream')
      .set({ seq: seq - 1, head: before.hash })
      .where('id', '=', stage.measure)
      .execute();
    const told = await Promise.all([
      stage.send({ command: { type: 'acknowledge' }, actor: as.liaison }),
      stage.send({ command: { type: 'report', progress: 'a', next: 'b' } as { type: string }, actor: as.liaison }),
    ]);
    for (const answer of told) {
      expect(answer).toEqual({
        refusal: { code: 'stream-gap', facts: { stream: stage.measure, expected: seq, found: seq - 1 } },
      });
    }
    const failure = await t.client.workflow
      .getHandle(stage.measure)
      .result()
      .then(
        () => null,
        (error: unknown) => error as WorkflowFailedError,
      );
    expect(failure).toBeInstanceOf(WorkflowFailedError);
    expect(failure?.cause?.cause).toMatchObject({ type: 'stream-gap' });

    const draft = { type: 'draft', draft: measureDraft(), campaign: stage.id } as { type: string };
    const first = { id: 'begin', actor: system, command: draft, at: null };
    await t.engine.start({ kind: 'measure', stream: stage.measure, campaign: stage.id, clock: 'stepped', first });
    await t.engine.tick(stage.measure, instant('2024-07-02 10:00'));
    expect((await stage.position()).seq).toBe((await stage.events()).length);
  });

  test('a tick is told the code, too', async () => {
    const stage = await issued();
    await t.ledger.db.updateTable('stream').set({ seq: 1 }).where('id', '=', stage.measure).execute();
    await expect(t.engine.tick(stage.measure, instant('2024-07-02 10:00'))).rejects.toMatchObject({
      code: 'stream-gap',
    });
  });
});
