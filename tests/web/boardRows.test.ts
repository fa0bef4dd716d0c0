import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findingKind, measureKind } from '../../activities/kinds.ts';
import { addDays, type Day } from '../../domain/calendar/day.ts';
import { lightOf } from '../../domain/measure/condition.ts';
import type { MeasureState } from '../../domain/measure/state.ts';
import { standard } from '../../domain/plan/presets.ts';
import { migrate, migrations } from '../../ledger/migrations/migrate.ts';
import { type Ledger, openLedger } from '../../ledger/open.ts';
import { findingRow, measureRow, placeOf } from '../../ledger/projection.ts';
import { type BoardFilter, boardPage } from '../../ledger/queries/boardPage.ts';
import { rewriteBoard } from '../../ledger/sql/rewriteBoard.ts';
import { as, due, findingDraft, jyj, measureDraft, people } from '../support/domain.ts';
import { playCampaign } from './play.ts';

let ledger: Ledger;

/** Fifty measures of two units under five findings, due on many days, some handed in, closed, suspended and put off. */
beforeAll(async () => {
  ledger = await openLedger();
  const measures = Array.from({ length: 50 }, (_, n) =>
    measureDraft({
      ...{ id: `m${n}`, finding: `f${n % 5}`, no: `${(n % 5) + 1}-${n + 1}`, title: `措施${n}` },
      ...(n % 3 === 0 ? { leadUnit: jyj, participants: [] } : {}),
      ...(n % 4 === 0 ? { leaders: [people.secretary.id] } : {}),
      doneDue: n % 7 === 6 ? null : due(addDays('2024-08-20', n * 2)),
      ...(n % 7 === 6 ? { kind: 'longTerm' as const } : {}),
      milestones: n % 2 === 0 ? [{ day: addDays('2024-08-10', n), text: '完成摸底' }] : [],
    }),
  );
  const findings = Array.from({ length: 5 }, (_, n) =>
    findingDraft({ id: `f${n}`, no: `${n + 1}`, category: n % 2 ? ['党的建设'] : ['巡察整改', '党的建设'] }),
  );
  const play = await playCampaign(ledger, 'c1', { findings, measures });
  const submit = { type: 'submit', evidence: ['a.pdf'] } as never;
  for (const id of ['m1', 'm2', 'm4']) await play.act('measure', id, as.liaison, submit, '2024-09-02');
  await play.act('measure', 'm5', as.coordinator, { type: 'suspend', reason: '诉讼' } as never, '2024-09-03');
  const ask = { type: 'requestExtension', to: '2024-12-31', reason: '公告期未满', progress: '过半' };
  await play.act('measure', 'm17', as.liaison, ask, '2024-09-03');
  for (const { id } of measures) await play.pass('measure', id, '2024-09-20 08:50');
});
afterAll(() => ledger.close());

const rowsOf = async () => ({
  measures: await sql<object>`select * from measure order by id`.execute(ledger.db).then(({ rows }) => rows),
  findings: await sql<object>`select * from finding order by id`.execute(ledger.db).then(({ rows }) => rows),
  counts: await sql<object>`select * from board_count where n <> 0 order by 1, 2, 3, 4, 5`
    .execute(ledger.db)
    .then(({ rows }) => rows),
  categories: await sql<object>`select * from board_category order by 1, 2`.execute(ledger.db).then(({ rows }) => rows),
});

async function states(kind: 'measure' | 'finding') {
  const events = await ledger.db
    .selectFrom('event')
    .innerJoin('stream', 'stream.id', 'event.stream')
    .select(['stream', 'type', 'at', 'payload'])
    .where('kind', '=', kind)
    .orderBy('stream')
    .orderBy('event.seq')
    .execute();
  const found = new Map<string, object>();
  const { evolve } = (kind === 'measure' ? measureKind : findingKind) as unknown as {
    evolve(state: object | null, event: object): object;
  };
  for (const { stream, type, at, payload } of events)
    found.set(stream, evolve(found.get(stream) ?? null, { ...JSON.parse(payload), type, at }));
  return [...found.values()];
}

test('the board’s rows are what the events alone come to', async () => {
  const { measures, findings } = await rowsOf();
  const day: Day = '2024-09-20';
  const derived = (await states('measure')).map((state) => measureRow(state as MeasureState, day, standard));
  expect(measures).toHaveLength(50);
  expect(measures).toMatchObject(derived.sort((a, b) => (a.id < b.id ? -1 : 1)));
  const under = (await states('finding')).map((state) => findingRow(state as never));
  expect(findings).toMatchObject(under.sort((a, b) => (a.id < b.id ? -1 : 1)));
});

test('the counts kept with every write are those of counting anew', async () => {
  const before = await rowsOf();
  await ledger.transaction(rewriteBoard);
  expect(await rowsOf()).toEqual(before);
});

test('a ledger from before the board’s columns is given them', async () => {
  const before = await rowsOf();
  for (const table of ['board_count', 'board_category']) await sql`drop table ${sql.table(table)}`.execute(ledger.db);
  const added = {
    measure: 'place base soon_from lag_from late_from past_by due long_term closed_on asks keys',
    finding: 'place settled keys',
  };
  for (const [table, columns] of Object.entries(added))
    for (const column of columns.split(' '))
      await sql`alter table ${sql.table(table)} drop column ${sql.ref(column)}`.execute(ledger.db);
  const schema = (version: number) =>
    ledger.db
      .updateTable('meta')
      .set({ value: String(version) })
      .where('key', '=', 'schema')
      .execute();
  await schema(10);
  await migrate(
    ledger.db,
    migrations.filter(({ version }) => version <= 11),
  );
  await schema(migrations.at(-1)!.version);
  expect(await rowsOf()).toEqual(before);
});

const sight = { campaign: 'c1', scope: 'all' as const };
const days = ['2024-08-01', '2024-09-20', '2024-10-20', '2025-03-01'];
const filters: [name: string, filter: BoardFilter, of: (state: MeasureState, day: Day) => boolean][] = [
  ['nothing', {}, () => true],
  ['a unit', { unit: jyj }, ({ leadUnit }) => leadUnit === jyj],
  ['a leader', { leader: people.secretary.id }, ({ leaders }) => leaders.includes(people.secretary.id)],
  ['a category', { category: '巡察整改' }, ({ finding }) => Number(finding.slice(1)) % 2 === 0],
  ['a kind', { kind: 'longTerm' }, ({ kind }) => kind === 'longTerm'],
  ['a light', { light: 'lagging' }, (state, day) => lightOf(state, day, standard) === 'lagging'],
  [
    'a light and a unit',
    { light: 'normal', unit: jyj },
    (state, day) => state.leadUnit === jyj && lightOf(state, day, standard) === 'normal',
  ],
  ['a text', { search: { text: '措施1', units: [] } }, ({ title }) => title.includes('措施1')],
];

test.each(days.flatMap((day) => filters.map(([name, ...rest]) => [day, name, ...rest] as const)))(
  'on %s, asked for %s, pages of every order hold each measure once',
  async (day, _, filter, fits) => {
    const all = (await states('measure')) as MeasureState[];
    const expected = all.filter((state) => fits(state, day)).map(({ id }) => id);
    for (const sort of ['urgent', 'number', 'due', 'unit'] as const) {
      const seen: string[] = [];
      for (let offset = 0; offset < 60; offset += 7) {
        const { total, measures } = await boardPage(ledger.db, { ...sight, day, filter, sort, limit: 7, offset });
        expect(total).toBe(expected.length);
        seen.push(...measures.map(({ id }) => id));
      }
      expect(seen.toSorted()).toEqual(expected.toSorted());
    }
  },
);

test('what is past a limit stands first, the longest past before the others', async () => {
  const { measures } = await boardPage(ledger.db, {
    ...{ ...sight, day: '2024-09-20', filter: {}, sort: 'urgent', limit: 50, offset: 0 },
  });
  const shown = measures.map((state) => lightOf(state, '2024-09-20', standard));
  expect(shown.slice(0, 3)).toEqual(['overdue', 'overdue', 'overdue']);
  const overdue = measures.filter((_, n) => shown[n] === 'overdue').map(({ doneDue }) => doneDue!.day);
  expect(overdue).toEqual(overdue.toSorted());
  expect(shown.lastIndexOf('overdue')).toBeLessThan(shown.indexOf('lagging'));
  expect(shown.lastIndexOf('lagging')).toBeLessThan(shown.indexOf('normal'));
});

test.each([
  [['2-1', '10-1', '2-10', '2-9', '1']],
  [['3', '3-1', '3-1-2', '3-2', '003-10', '12345678901234567890-1', '12345678901234567891-1']],
  [['一（2）', '一（10）', '附件', '7']],
])('numbers stand as a person counts: %j', (numbers) => {
  const figures = (no: string) => (no.match(/\d+/g) ?? []).map(BigInt);
  const compare = (a: string, b: string): number => {
    const [x, y] = [figures(a), figures(b)];
    for (const [i, n] of x.entries())
      if (y[i] === undefined || n !== y[i]) return y[i] === undefined || n > y[i]! ? 1 : -1;
    return x.length - y.length || (a < b ? -1 : 1);
  };
  expect(numbers.toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1))).toEqual(numbers.toSorted(compare));
});
