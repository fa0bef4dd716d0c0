import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Directory, Person, Role } from '../../domain/plan/directory.ts';
import { type Ledger, openLedger } from '../../ledger/open.ts';
import { directory, instant, type people, without, zjj } from '../support/domain.ts';
import { measure, type OpenRecord, office, openRecord, postmaster } from './given.ts';

let ledger: Ledger;
beforeAll(async () => {
  ledger = await openLedger();
});
afterAll(() => ledger.close());

type Line = { role: string; letter: string; rerouted?: string; with?: string };
/** By person, what the record of deliveries says he was told, and why he was. */
type Told = Record<string, Line[]>;

/** The measure goes unanswered until a day; then its digests are composed, and what the record says of them is read. */
async function told(day: string, changed: Directory): Promise<Told> {
  const open = await openRecord(ledger);
  await open.changeDirectory('2024-06-04 10:00', changed);
  await open.issue('2024-07-01 10:00');
  for (const before of ['2024-09-30', '2024-10-10']) if (before < day) await passed(open, before);
  await passed(open, day);
  const rows = await ledger.db
    .selectFrom('delivery')
    .select('facts')
    .where('what', '=', 'staged')
    .orderBy('seq')
    .execute();
  const all = rows.map(({ facts }) => JSON.parse(facts) as { person: string; windowAt: number; items: Line[] });
  const last = all.filter(({ windowAt }) => windowAt === instant(`${day} 09:00`));
  return Object.fromEntries(
    last.map(({ person, items }) => [person, items.filter(({ letter }) => letter !== 'consolidate')]),
  );
}

async function passed(open: OpenRecord, day: string): Promise<void> {
  for (const stream of [measure, office, measure]) await open.record(stream, `${day} 08:25`);
  await open.record(postmaster, `${day} 08:30`);
  await ledger.db.updateTable('mail').set({ state: 'accepted' }).execute();
  const done = { windowAt: instant(`${day} 09:00`), accepted: 1, deferred: 0, refused: 0, unknown: 0, withdrawn: 0 };
  await open.record(postmaster, `${day} 09:30`, [], { done });
}

function but(id: keyof typeof people, changes: Partial<Person>, from: Directory = directory): Directory {
  const persons = from.persons.map((person) => (person.id === id ? { ...person, ...changes } : person));
  return { ...from, persons };
}

/** Four workdays past the date: unit and principal are urged, the leader is told. */
const leaderRung = '2024-10-11';

test('a vacant post: what was for the liaison goes to the principal, and the record says vacant', async () => {
  const found = await told(leaderRung, without('liaison', 'worker', 'seconded'));
  expect(Object.keys(found)).not.toContain('liaison');
  expect(found.principal).toEqual(
    expect.arrayContaining([expect.objectContaining({ role: 'unit', letter: 'urge', rerouted: 'vacant' })]),
  );
});

test('leave with a deputy: the deputy gets it, and the record says absent', async () => {
  const leave = [{ from: '2024-10-08', to: '2024-10-31' }];
  const found = await told(leaderRung, but('leader', { leave, deputy: 'clerk' }));
  expect(found.leader).toBeUndefined();
  expect(found.clerk).toContainEqual(expect.objectContaining({ role: 'leader', rerouted: 'absent' }));
});

test('the same person on two rungs: one line, and the record names both notices and which stood for which', async () => {
  const roles: Role[] = ['principal', 'liaison'];
  const gone = without('liaison', 'worker', 'seconded');
  const found = await told(leaderRung, but('principal', { roles }, gone));
  const urged = found.principal!.filter(({ letter }) => letter === 'urge');
  expect(urged.map(({ role }) => role).sort()).toEqual(['principal', 'unit']);
  expect(urged.filter((line) => line.with !== undefined)).toHaveLength(1);
  const [mail] = await ledger.db
    .selectFrom('mail')
    .select('items')
    .where('person', '=', 'principal')
    .where('window_at', '=', instant(`${leaderRung} 09:00`))
    .execute();
  // Of two notices one line: what is recorded is more than what is written.
  expect(mail!.items).toBeLessThan(found.principal!.length);
});

test('the holder himself: a leader who is of the late unit is not told of himself, the leading group is, as self', async () => {
  const found = await told(leaderRung, but('leader', { unit: zjj }));
  expect(found.leader).toBeUndefined();
  for (const person of ['secretary', 'member'])
    expect(found[person]).toContainEqual(expect.objectContaining({ role: 'leader', rerouted: 'self' }));
});

test('the secretary holds the item: he is told once, as leader and as head of the group, and the group beside him', async () => {
  const roles: Role[] = ['secretary', 'leader', 'leadingGroup'];
  // Sixteen workdays past the date it is circulated: unit, principal, leader and leading group.
  const found = await told('2024-10-28', but('leader', { roles }, without('secretary')));
  const circulated = found.leader!.filter(({ letter }) => letter === 'notify');
  expect(circulated.map(({ role }) => role).sort()).toEqual(['leader', 'leadingGroup']);
  expect(circulated.filter((line) => line.with !== undefined)).toHaveLength(1);
  expect(found.member).toContainEqual(expect.objectContaining({ role: 'leadingGroup', letter: 'notify' }));
});
