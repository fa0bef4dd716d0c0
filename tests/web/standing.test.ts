import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { measureKind } from '../../activities/kinds.ts';
import { figuresOf } from '../../domain/digest/counts.ts';
import { lightOf } from '../../domain/measure/condition.ts';
import { evolve } from '../../domain/measure/evolve.ts';
import { type MeasureState, phases } from '../../domain/measure/state.ts';
import { reviewSteps } from '../../domain/plan/policy.ts';
import { standard } from '../../domain/plan/presets.ts';
import { type Ledger, openLedger } from '../../ledger/open.ts';
import { type Standing, standings } from '../../ledger/queries/standing.ts';
import { tally } from '../../ledger/queries/tally.ts';
import { streamOf } from '../../workflows/contract.ts';
import { contextAt, due, instant, measureDraft } from '../support/domain.ts';

const at = instant('2024-07-01');
const drafted = evolve(null, { type: 'Drafted', at, by: 'system', notices: [], draft: measureDraft(), campaign: 'c1' });
const days = ['2024-07-01', '2024-09-19', '2024-09-20', '2024-09-21', '2024-09-30', '2024-10-01', '2025-02-01'];
const open: MeasureState = { ...drafted, phase: 'open', issuedAt: at };
const review = (index: number, limit: string): MeasureState => ({
  ...{ ...open, phase: 'review' },
  review: {
    stages: reviewSteps.map((step) => ({ step, by: 'office', standsIn: false })),
    ...{ index, limit, approvals: [], closer: 'office' },
  },
});

const counted = { kind: 'count', unit: '处', total: 52 } as const;

/** Every way a measure can stand that its light depends on. */
const states: MeasureState[] = [
  ...phases.filter((phase) => phase !== 'review').map((phase) => ({ ...drafted, phase })),
  { ...open, longTerm: true, doneDue: null },
  { ...open, doneDue: null },
  { ...open, resubmitBy: '2024-09-20' },
  { ...open, extension: { to: '2024-12-31', reason: '招标', by: 'liaison', limit: '2024-09-20', round: 1 } },
  { ...open, effectDue: due('2024-09-20') },
  { ...open, effectDue: due('2024-09-20'), effect: { claimedOn: '2024-09-01', by: 'liaison', confirmedBy: null } },
  { ...open, milestones: [{ day: '2024-09-20', text: '进场', metOn: null }] },
  { ...open, milestones: [{ day: '2024-07-20', text: '进场', metOn: '2024-08-20' }] },
  { ...open, quotas: [{ day: '2024-09-20', done: 10 }], quantity: { ...counted, done: 9 } },
  { ...open, quotas: [{ day: '2024-09-20', done: 10 }], quantity: { ...counted, done: 10 } },
  { ...open, milestones: [{ day: '2024-10-30', text: '进场', metOn: null }], doneDue: due('2024-09-30') },
  ...[0, 1, 2, 3, 4, 5, 6].flatMap((index) => [review(index, '2024-09-20'), review(index, '2025-12-31')]),
].map((state, n) => ({ ...state, id: `m${n}` }));

let ledger: Ledger;

beforeAll(async () => {
  ledger = await openLedger();
  for (const state of states) {
    const stream = streamOf.measure('c1', state.id);
    await ledger.append({
      ...{ stream, campaign: 'c1', kind: 'measure', expectedSeq: 0, commandIds: [] },
      decide: () => ({
        events: [{ type: 'Drafted', at, actor: null, payload: {} }],
        ...{ state, nextAt: null, answers: {}, messages: [], notices: [] },
        projection: measureKind.projection(state, contextAt(at)),
      }),
    });
  }
});
afterAll(() => ledger.close());

test.each(days)('the database sees the same light as the rules on %s', async (day) => {
  const { rows } = await sql<Standing>`
    select * from (${standings('c1', day)}) m
  `.execute(ledger.db);
  const seen = Object.fromEntries(rows.map(({ stream, lit }) => [stream, lit]));
  for (const state of states) {
    expect(seen[streamOf.measure('c1', state.id)], JSON.stringify(state)).toBe(lightOf(state, day, standard));
  }
});

test.each(days)('the counts of a board are the figures of a bulletin on %s', async (day) => {
  const figures = figuresOf([], states, day, standard);
  const counts = await tally(ledger.db, { campaign: 'c1', scope: 'all', day });
  expect(counts.measures).toEqual(figures.byLight);
  expect(counts.past).toEqual(figures.lateByHolder);
});
