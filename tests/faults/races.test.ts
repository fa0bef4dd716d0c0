import pLimit from 'p-limit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../domain/actor.ts';
import { hash01 } from '../../domain/seed.ts';
import { verify } from '../../ledger/verify.ts';
import type { Answer } from '../../workflows/contract.ts';
import { as } from '../support/domain.ts';
import { startTestEngine, type TestEngine } from '../support/engine.ts';
import { Stage } from '../workflows/stage.ts';
import { figure, isLong, seed } from './support/figures.ts';

type Act = { command: { type: string }; actor: Actor };

const suspend = { type: 'suspend', reason: '等待上级批复' } as { type: string };
const submit = { type: 'submit', evidence: ['sha256:a'] } as { type: string };
const back = { type: 'return', reason: '佐证不足' } as { type: string };
const by = (actor: Actor, command: { type: string }): Act => ({ actor, command });

/** Acts of two people that cannot both count, what leads up to each, and the events only one of which may be recorded. */
const conflicts: { lead: Act[]; pair: [Act, Act]; events: string[] }[] = [
  { lead: [], pair: [by(as.coordinator, suspend), by(as.clerk, suspend)], events: ['Suspended'] },
  {
    lead: [by(as.coordinator, { type: 'resume' })],
    pair: [by(as.liaison, submit), by(as.worker, submit)],
    events: ['Submitted'],
  },
  {
    lead: [as.principal, as.leader, as.coordinator].map((actor) => by(actor, { type: 'approve' })),
    pair: [by(as.coordinator, { type: 'close' }), by(as.clerk, back)],
    events: ['Closed', 'Returned'],
  },
];
const measures = Math.ceil((isLong ? 1_000 : 48) / conflicts.length);
const races = measures * conflicts.length;
const ids = Array.from({ length: measures }, (_, index) => `m${index + 1}`);
/** Measures whose races are run side by side. */
const together = 20;

let t: TestEngine;
let stage: Stage;
beforeAll(async () => {
  t = await startTestEngine();
  stage = await Stage.open(t, { measures: ids.map((id) => ({ id, no: id })) });
  await stage.issue('2024-07-01 10:00');
}, 600_000);
afterAll(() => t.stop());

const codeOf = (answer: Answer) => ('refusal' in answer ? answer.refusal.code : 'done');

test(
  `two people decide at once, ${races} times: one act counts, the other one is told that he was overtaken`,
  async () => {
    const slot = pLimit(together);
    const won: Record<string, number> = {};
    const run = async (id: string) => {
      const stream = stage.measureOf(id);
      for (const [index, { lead, pair, events }] of conflicts.entries()) {
        for (const act of lead) expect(codeOf(await stage.send({ ...act, stream }))).toBe('done');
        const before = (await stage.events(stream)).length;
        const order = hash01(seed, id, index) < 0.5 ? pair : pair.toReversed();
        const answers = await Promise.all(order.map((act) => stage.send({ ...act, stream })));
        expect(answers.map(codeOf).toSorted()).toEqual(['done', 'overtaken']);
        const recorded = (await stage.events(stream)).slice(before).map(({ type }) => type);
        expect(recorded.filter((type) => events.includes(type))).toHaveLength(1);
        const winner = order[answers.findIndex((answer) => codeOf(answer) === 'done')]!;
        const name = `${winner.command.type} by ${winner.actor.person}`;
        won[name] = (won[name] ?? 0) + 1;
      }
    };
    await Promise.all(ids.map((id) => slot(run, id)));
    figure('two people decide at once', { races, accepted: races, refused: races, won });
    expect((await verify(t.ledger)).broken).toBeNull();
  },
  races * 3_000 + 60_000,
);
