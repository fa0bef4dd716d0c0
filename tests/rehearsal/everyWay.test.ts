import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCampaign, readImport } from '../../app/lists.ts';
import type { MeasureEventType } from '../../domain/measure/events.ts';
import { standard } from '../../domain/plan/presets.ts';
import { rehearse } from '../../rehearsal/rehearse.ts';
import { castWords } from '../../words/cast.ts';
import { startTestEngine, type TestEngine } from '../support/engine.ts';

// The year of `npm run rehearse` itself: what the README promises of it is counted here.
let stage: TestEngine;
const campaign = 'every-way';

beforeAll(async () => {
  stage = await startTestEngine();
  const file = new URL('../../examples/qinghe.yaml', import.meta.url).pathname;
  const written = await readCampaign(file);
  const { settings, policy } = written;
  const { lists } = await readImport([file.replace('.yaml', '.xlsx')], written, 'zh-CN');
  await rehearse({
    engine: stage.engine,
    ledger: stage.ledger,
    setUp: { settings: { ...settings, id: campaign }, policy },
    lists,
    seed: '1',
    words: castWords['zh-CN'],
  });
}, 1_200_000);

afterAll(() => stage.stop());

test('the default cast reaches every rung of every ladder', async () => {
  const events = await stage.ledger.db
    .selectFrom('event')
    .select('payload')
    .where('type', '=', 'RungReached')
    .execute();
  const spoke = new Set<string>();
  for (const { payload } of events) {
    const { basis, rung, spoke: said } = JSON.parse(payload) as { basis: string; rung: string; spoke: boolean };
    if (said) spoke.add(`${basis.split(':')[0]} ${rung}`);
  }
  const prefixes = { acknowledge: 'ack', effectDue: 'effect', doneDue: 'done' } as Record<string, string>;
  const all = Object.entries(standard.ladders).flatMap(([ladder, { rungs }]) =>
    rungs.map(({ name }) => `${prefixes[ladder] ?? ladder} ${name}`),
  );
  expect(all.filter((rung) => !spoke.has(rung))).toEqual([]);
});

test('the default cast goes every side way', async () => {
  const rows = await stage.ledger.db.selectFrom('event').select('type').distinct().execute();
  const happened = new Set(rows.map(({ type }) => type));
  const ways: MeasureEventType[] = [
    'Returned',
    'ExtensionGranted',
    'ExtensionRefused',
    'LimitSet',
    'Reassigned',
    'NotMineSaid',
    'Suspended',
    'Resumed',
    'Adjusted',
    'Withdrawn',
    'ConvertedToLongTerm',
    'LookedBack',
    'Rebounded',
    'MilestoneMet',
    'EffectClaimed',
    'EffectConfirmed',
    'Archived',
  ];
  expect(
    [...ways, 'Reopened', 'BulletinDue', 'HeadsRecorded', 'PeriodEnded'].filter((way) => !happened.has(way)),
  ).toEqual([]);
});
