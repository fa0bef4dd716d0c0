import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FindingState } from '../../domain/finding/state.ts';
import { verify } from '../../ledger/verify.ts';
import { as } from '../support/domain.ts';
import { startTestEngine, type TestEngine } from '../support/engine.ts';
import { Stage } from './stage.ts';

let t: TestEngine;
beforeAll(async () => {
  t = await startTestEngine();
});
afterAll(() => t.stop());

const report = { type: 'report' as const, progress: '已完成20个小区', next: '继续推进' };

test('a measure lives from its draft to the archive, its finding with it, and everybody hears of it by mail', async () => {
  const stage = await Stage.open(t);
  await stage.issue('2024-07-01 10:00');
  await stage.do('2024-07-02 10:00', { type: 'acknowledge' }, as.liaison);
  await stage.do('2024-07-26 10:00', report, as.liaison);
  await stage.do('2024-08-27 10:00', report, as.liaison);
  await stage.submitAndClose('2024-09-20');
  await stage.settle();

  expect(await stage.story()).toEqual([
    ...['Drafted', 'Issued', 'Acknowledged', 'Reported', 'Reported', 'Submitted'],
    ...['StepApproved', 'StepApproved', 'StepApproved', 'Closed'],
  ]);
  const cycles = (await stage.events()).filter(({ type }) => type === 'CycleOpened');
  expect(cycles.map(({ payload }) => (payload as { period: string }).period)).toEqual([
    '2024-07',
    '2024-08',
    '2024-09',
  ]);
  expect((await stage.state()).closure).toMatchObject({ by: 'coordinator', day: '2024-09-20', late: false });
  expect(await stage.state<FindingState>(stage.finding)).toMatchObject({ settledOn: '2024-09-20', phase: 'open' });

  // Settling asks the office to close the finding; a person does it.
  await stage.runTo('2024-09-24 09:30');
  expect((await stage.mailsTo('coordinator')).at(-1)!.text).toContain('老旧小区安全隐患突出');
  expect(await stage.send({ command: { type: 'close' }, actor: as.coordinator, stream: stage.finding })).toEqual({
    seq: expect.any(Number),
    events: ['Closed'],
  });

  // Look-backs three, six and twelve months later; whoever closed does not look back at it himself.
  const lookBack = { type: 'lookBack' as const, method: '现场抽查', result: 'held' as const };
  expect(await stage.act('2024-12-20 10:00', lookBack, as.coordinator)).toMatchObject({
    refusal: { code: 'own-item' },
  });
  await stage.do('2024-12-20 10:00', lookBack, as.clerk);
  expect(await stage.do('2025-03-20 10:00', lookBack, as.clerk)).toEqual(['LookedBack']);
  expect(await stage.do('2025-09-19 10:00', lookBack, as.clerk)).toEqual(['LookedBack', 'Archived']);
  await stage.settle();

  expect((await stage.story()).slice(-4)).toEqual(['LookedBack', 'LookedBack', 'LookedBack', 'Archived']);
  expect((await stage.story(stage.finding)).filter((type) => type !== 'MeasureChanged')).toEqual([
    'Drafted',
    'Issued',
    'Settled',
    'Closed',
    'Archived',
  ]);
  for (const id of [stage.measure, stage.finding]) {
    const handle = t.client.workflow.getHandle(id);
    await handle.result();
    expect((await handle.describe()).status.name).toBe('COMPLETED');
  }

  const events = await stage.events();
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
  expect(events.map(({ at }) => at)).toEqual(events.map(({ at }) => at).sort((a, b) => a - b));
  expect(await verify(t.ledger, stage.id)).toMatchObject({ broken: null });

  // The unit: its new task, the cycles it was asked to report in, the look-backs, the closing.
  const unit = await stage.mailsTo('liaison');
  expect(unit.length).toBeGreaterThan(5);
  expect(unit[0]!.text).toContain('老旧小区消防通道整治：9月30日（周一）前整改落实到位，请签收');
  expect((await stage.mailsTo('leader')).length).toBeGreaterThan(1);
  const perWindow = await t.ledger.db
    .selectFrom('mail')
    .select(['person', 'window_at', 'state'])
    .where('campaign', '=', stage.id)
    .execute();
  expect(new Set(perWindow.map(({ person, window_at }) => `${person} ${window_at}`)).size).toBe(perWindow.length);
  expect(new Set(perWindow.map(({ state }) => state))).toEqual(new Set(['accepted']));
  expect(await (await t.inbox()).count()).toBe(perWindow.length);
});
