import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../domain/actor.ts';
import type { Answer } from '../../workflows/contract.ts';
import { as } from '../support/domain.ts';
import { startTestEngine, type TestEngine } from '../support/engine.ts';
import { Stage } from './stage.ts';

let t: TestEngine;
let stage: Stage;
const races = 50;
const ids = Array.from({ length: races }, (_, index) => `m${index + 1}`);

/** Fifty measures, each handed in and past its unit's principal: now it is the leader's turn. */
beforeAll(async () => {
  t = await startTestEngine();
  stage = await Stage.open(t, { measures: ids.map((id) => ({ id, no: id })) });
  await stage.issue('2024-07-01 10:00');
  const all = (command: { type: string }, actor: Actor) =>
    Promise.all(ids.map((id) => stage.send({ command, actor, stream: stage.measureOf(id) })));
  await all({ type: 'submit', evidence: ['sha256:a'] } as { type: string }, as.liaison);
  await all({ type: 'approve' }, as.principal);
});
afterAll(() => t.stop());

const codeOf = (answer: Answer) => ('refusal' in answer ? answer.refusal.code : null);

/** Both act on the same measure at the same moment, in either order. */
function race(index: number, ...acts: { command: { type: string }; actor: Actor }[]): Promise<Answer[]> {
  const stream = stage.measureOf(ids[index]!);
  const order = index % 2 ? acts : acts.toReversed();
  return Promise.all(order.map((act) => stage.send({ ...act, stream })));
}

test('a leader approves and returns at once, fifty times: one act counts, the other is told how it stands', async () => {
  const outcomes = await Promise.all(
    ids.map((_, index) =>
      race(
        index,
        { command: { type: 'approve' }, actor: as.leader },
        { command: { type: 'return', reason: '佐证不足' } as { type: string }, actor: as.leader },
      ),
    ),
  );
  for (const [index, answers] of outcomes.entries()) {
    const codes = answers.map(codeOf);
    expect(codes.filter((code) => code === null)).toHaveLength(1);
    // He overtook himself: what he is told is how it stands.
    expect(['wrong-state', 'not-allowed']).toContain(codes.find((code) => code !== null));
    const story = await stage.story(stage.measureOf(ids[index]!));
    expect(story.slice(-2).filter((type) => type === 'StepApproved' || type === 'Returned')).toHaveLength(2);
  }
});

test('two people of the office close or return, fifty times: one closes or returns, the other was overtaken', async () => {
  // Those that were returned are handed in again, so that all fifty lie with the office.
  await Promise.all(
    ids.map(async (id) => {
      const stream = stage.measureOf(id);
      const acts = [
        { command: { type: 'submit', evidence: ['sha256:b'] } as { type: string }, actor: as.liaison },
        { command: { type: 'approve' }, actor: as.principal },
        { command: { type: 'approve' }, actor: as.leader },
        { command: { type: 'approve' }, actor: as.coordinator },
      ];
      for (const act of (await stage.state(stream)).phase === 'open' ? acts : acts.slice(3))
        expect(codeOf(await stage.send({ ...act, stream }))).toBeNull();
    }),
  );
  const outcomes = await Promise.all(
    ids.map((_, index) =>
      race(
        index,
        { command: { type: 'close' }, actor: as.coordinator },
        index % 4 < 2
          ? { command: { type: 'close' }, actor: as.clerk }
          : { command: { type: 'return', reason: '佐证不足' } as { type: string }, actor: as.clerk },
      ),
    ),
  );
  expect(outcomes.map((answers) => answers.map((answer) => codeOf(answer) ?? 'done').toSorted())).toEqual(
    ids.map(() => ['done', 'overtaken']),
  );
  for (const id of ids) {
    const story = await stage.story(stage.measureOf(id));
    const last = story.slice(story.lastIndexOf('StepApproved') + 1);
    expect(last).toHaveLength(1);
    expect(['Closed', 'Returned']).toContain(last[0]);
  }
});

test('who comes later than a minute is told how it stands, not that he was overtaken', async () => {
  const stream = stage.measureOf(ids[0]!);
  expect((await stage.state(stream)).phase).toBe('closed');
  await stage.runTo('2024-07-01 10:02');
  const answer = await stage.send({ command: { type: 'close' }, actor: as.clerk, stream });
  expect(codeOf(answer)).toBe('wrong-state');
});
