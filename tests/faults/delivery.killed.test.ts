import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { addDays } from '../../domain/calendar/day.ts';
import { auditMails } from '../../rehearsal/audit.ts';
import { streamOf } from '../../workflows/contract.ts';
import { instant } from '../support/domain.ts';
import { type Compiled, compile } from './support/compiled.ts';
import { killAll } from './support/process.ts';
import { issueCampaign, type Stage, setStage } from './support/stage.ts';

/** So many mails a sender has under way at a time (`activities/deliver.ts`, `mail/transport.ts`). */
const inFlight = 4;

let compiled: Compiled;
let stage: Stage;
beforeAll(async () => {
  compiled = await compile();
});
beforeEach(async () => {
  stage = await setStage(compiled);
});
afterEach(async () => {
  await killAll();
  await stage?.stop();
});
afterAll(() => compiled?.remove());

test('a worker killed in the middle of a window repeats what was on its way, loses nothing and sends nobody two', async () => {
  const { ledger, sink } = stage;
  const address = process.env.XIAOHAO_TEST_TEMPORAL!;
  const worker = await stage.worker(address);
  const engine = await stage.engine(address);
  const { id } = await issueCampaign(engine, stage, { findings: 8, measuresEach: 3 });
  const windowAt = instant(`${addDays('2024-04-23', 1)} 09:00`);
  const postmaster = streamOf.postmaster(id);
  await engine.tick(postmaster, windowAt - 30 * 60_000);
  const { mails } = await ledger.db
    .selectFrom('mail')
    .select((is) => is.fn.countAll<number>().as('mails'))
    .where('campaign', '=', id)
    .executeTakeFirstOrThrow();
  expect(Number(mails)).toBeGreaterThan(12);

  sink.holdAfter(5);
  const delivered = engine.tick(postmaster, windowAt);
  await sink.holding(3);
  await worker.kill();
  sink.resume();
  const before = sink.taken.map(({ messageId }) => messageId);
  const begun = Date.now();
  await stage.worker(address);
  await delivered;

  const audit = await auditMails(ledger.db, id, windowAt + 1, listOf(sink.taken));
  console.log(`${Number(mails)} mails, ${before.length} before the kill, ${audit.duplicates} of them repeated`);
  console.log(`the rest ${((Date.now() - begun) / 1000).toFixed(1)} s after the new worker was started`);
  expect(audit).toMatchObject({ mails: Number(mails), maxDigestsPerPersonAndWindow: 1, lost: 0 });
  expect(audit.duplicates).toBeGreaterThan(0);
  expect(audit.duplicates).toBeLessThanOrEqual(inFlight);
  const states = await ledger.db.selectFrom('mail').select('state').distinct().where('campaign', '=', id).execute();
  expect(states).toEqual([{ state: 'accepted' }]);
  expect((await stage.events(postmaster)).slice(1)).toEqual(['DigestsComposed', 'WindowDelivered']);
}, 180_000);

async function* listOf<T>(all: T[]): AsyncIterable<T> {
  yield* all;
}
