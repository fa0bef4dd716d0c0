import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type History, historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays } from '../../domain/calendar/day.ts';
import { dayOf } from '../../domain/calendar/zone.ts';
import { standard } from '../../domain/plan/presets.ts';
import { readStream } from '../../workflows/contract.ts';
import { as, due, issue } from '../support/domain.ts';
import { startTestEngine, type TestEngine } from '../support/engine.ts';
import { countOf, historiesOf } from '../workflows/history.ts';
import { Stage, until } from '../workflows/stage.ts';
import { readHistory } from './follow.ts';
import { folder, type Golden } from './histories.ts';

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};
const mostRuns = 8;
const place = join(folder, version);

test('histories that are stored are never made again', () => {
  if (!existsSync(place)) return;
  expect(() => open(place)).toThrow(/are there already/);
});

/** The place of a new release's histories. */
function open(path: string): void {
  if (existsSync(path))
    throw new Error(`the histories of ${path} are there already: they stay as that release made them`);
  mkdirSync(path, { recursive: true });
}

/** Done once for each release, with its version in package.json: XIAOHAO_RECORD_HISTORIES=1 npx vitest run tests/replay/record */
const isRecording = Boolean(process.env.XIAOHAO_RECORD_HISTORIES);
if (isRecording)
  describe('histories of this release', () => {
    let t: TestEngine;
    const recorded: { name: string; history: History; golden: Golden }[] = [];
    beforeAll(async () => {
      t = await startTestEngine();
    });
    afterAll(async () => {
      await t.stop();
      open(place);
      for (const { name, history, golden } of recorded) {
        writeFileSync(join(place, `${name}.history.json`), historyToJSON(history));
        writeFileSync(join(place, `${name}.golden.json`), `${JSON.stringify(golden, null, 2)}\n`);
      }
    });

    async function keep(stream: string, name: string): Promise<void> {
      const { kind } = readStream(stream)!;
      const histories = await historiesOf(t, stream);
      for (const [index, history] of histories.entries()) {
        // Of a long chain the first runs tell enough, and there is nothing to replay before the first task is done.
        if (index >= mostRuns || countOf(history, 'workflowTaskCompleted') === 0) continue;
        const next = histories[index + 1];
        const { seq, state } = next ? readHistory(next).input.position! : await inLedger(stream);
        recorded.push({ name: `${name}-${index + 1}`, history, golden: { kind, workflowId: stream, seq, state } });
      }
    }

    function inLedger(stream: string) {
      const row = t.ledger.db.selectFrom('stream').select(['seq', 'state']).where('id', '=', stream);
      return row.executeTakeFirstOrThrow();
    }

    test('a whole life on the stepped clock, with its finding, campaign and postmaster', async () => {
      const stage = await Stage.open(t);
      await stage.issue('2024-07-01 10:00');
      await stage.do('2024-07-02 10:00', { type: 'acknowledge' }, as.liaison);
      const report = { type: 'report' as const, progress: '已完成20个小区', next: '继续推进' };
      await stage.do('2024-07-26 10:00', report, as.liaison);
      const ask = { type: 'requestExtension' as const, to: '2024-11-29', reason: '汛期停工', progress: '七成' };
      await stage.do('2024-09-02 10:00', ask, as.liaison);
      await stage.do('2024-09-03 10:00', { type: 'grantExtension' }, as.leader);
      await stage.do('2024-10-10 10:00', { type: 'submit', evidence: ['sha256:a'] }, as.liaison);
      await stage.do('2024-10-11 10:00', { type: 'return', reason: '佐证不足' }, as.principal);
      await stage.submitAndClose('2024-12-10');
      await stage.settle();
      await stage.runTo('2024-12-12 10:00');
      await stage.send({ command: { type: 'close' }, actor: as.coordinator, stream: stage.finding });
      const lookBack = { type: 'lookBack' as const, method: '现场抽查', result: 'held' as const };
      await stage.do('2025-03-10 10:00', { type: 'rebound', reason: '通道再次被占', newDue: '2025-04-30' }, as.clerk);
      await stage.settle();
      await stage.submitAndClose('2025-04-20');
      await stage.settle();
      await stage.runTo('2025-04-24 10:00');
      await stage.send({ command: { type: 'close' }, actor: as.coordinator, stream: stage.finding });
      await stage.do('2025-07-21 10:00', lookBack, as.clerk);
      await stage.do('2025-10-20 10:00', lookBack, as.clerk);
      await stage.settle();
      await t.client.workflow.getHandle(stage.measure).result();
      await t.client.workflow.getHandle(stage.finding).result();
      for (const name of ['measure', 'finding', 'campaign', 'postmaster'] as const)
        await keep(stage[name], `${name}-life`);
    }, 120_000);

    test('a real timer, set, fired, and replaced by an earlier one', async () => {
      const zone = 'Asia/Shanghai';
      // Mails of every minute: a measure wakes in the seconds before the next one.
      const windowAt = Math.ceil((Date.now() + 16_000) / 60_000) * 60_000;
      const today = dayOf(windowAt, zone);
      const time = new Date(windowAt + 8 * 3_600_000).toISOString().slice(11, 16);
      const policy = {
        ...standard,
        window: { time, leaderWeekday: 1, composeMinutes: 4 / 60, spreadHours: 4 / 3_600 },
      };
      const stage = await Stage.open(t, { clock: 'real', policy, measures: [{ doneDue: due(addDays(today, 90)) }] });
      const years = { [today.slice(0, 4)]: { source: 'test', off: {}, work: { [today]: '调休' } } };
      const replan = { type: 'replan', years, reason: '今天上班' } as { type: string };
      await stage.send({ command: replan, actor: as.coordinator, stream: stage.campaign });
      await stage.send({ command: issue, actor: as.coordinator, stream: stage.campaign });
      await until(async () => (await stage.story()).includes('Issued'));
      await stage.send({ command: { type: 'acknowledge' }, actor: as.liaison });
      const changes = { doneDue: due(addDays(today, 20)) };
      const adjust = { type: 'adjust', changes, reason: '提前', approver: '领导小组' } as { type: string };
      await stage.send({ command: adjust, actor: as.coordinator });
      await until(
        async () => (await stage.story(stage.postmaster)).includes('WindowDelivered'),
        windowAt - Date.now() + 30_000,
      );
      await stage.position();
      for (const name of ['measure', 'postmaster'] as const) await keep(stage[name], `${name}-real-timer`);
    }, 150_000);
  });
