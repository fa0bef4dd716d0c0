import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { resolve } from '../../../domain/digest/resolve.ts';
import type { MeasureState } from '../../../domain/measure/state.ts';
import type { Directory, Person } from '../../../domain/plan/directory.ts';
import { type Recipient, recipients } from '../../../domain/plan/recipient.ts';
import { as, directory, people, runs, without, zjj } from '../../support/domain.ts';
import { Story } from '../measure/story.ts';

const day = '2024-09-12';
const measure = new Story().state;

function to(post: Recipient, changed: Directory = directory, state: MeasureState = measure) {
  return resolve(post, { measure: state }, changed, day).map(({ person, rerouted }) => [person.id, rerouted]);
}

/** The directory with one person changed. */
function but(id: keyof typeof people, changes: Partial<Person>, from: Directory = directory): Directory {
  const persons = from.persons.map((person) => (person.id === people[id].id ? { ...person, ...changes } : person));
  return { ...from, persons };
}

const away = { leave: [{ from: '2024-09-09', to: '2024-09-13' }] };

describe('a post', () => {
  test('that is held reaches its holders', () => {
    expect(to('unit')).toEqual([
      ['liaison', null],
      ['worker', null],
      ['seconded', null],
    ]);
    expect(to('principal')).toEqual([['principal', null]]);
    expect(to('participants')).toEqual([['jyjLiaison', null]]);
    expect(to('leader')).toEqual([['leader', null]]);
  });

  test('that is vacant goes upward, and says why', () => {
    expect(to('unit', without('liaison', 'worker', 'seconded'))).toEqual([['principal', 'vacant']]);
    expect(to('principal', without('principal')).map(([id]) => id)).toEqual(['coordinator', 'clerk', 'seconded']);
    expect(to('supervision', without('supervisor')).every(([, why]) => why === 'vacant')).toBe(true);
  });

  test('of participants that is vacant goes upward in that unit, and in the end to the office', () => {
    expect(to('participants', without('jyjLiaison'))).toEqual([['jyjPrincipal', 'vacant']]);
    const gone = without('jyjLiaison', 'jyjPrincipal');
    expect(to('participants', gone)).toEqual([
      ['coordinator', 'vacant'],
      ['clerk', 'vacant'],
      ['seconded', 'vacant'],
    ]);
    const two = { ...measure, participants: ['jyj', 'nobody-there'] };
    expect(to('participants', directory, two).slice(0, 2)).toEqual([
      ['jyjLiaison', null],
      ['coordinator', 'vacant'],
    ]);
    expect(to('participants', directory, { ...measure, participants: [] })).toEqual([]);
  });

  test('of the unit it was taken from goes upward there too', () => {
    const moved = { ...measure, formerUnit: 'jyj' };
    expect(to('formerUnit', without('jyjLiaison'), moved)).toEqual([['jyjPrincipal', 'vacant']]);
  });

  test('whose deputy is of the unit that is late does not end with that unit', () => {
    const changed = but('leader', { ...away, deputy: people.principal.id });
    expect(to('leader', changed)).toEqual([
      ['secretary', 'self'],
      ['member', 'self'],
    ]);
  });

  test('whose holder is on leave goes to his deputy, on those days only', () => {
    const changed = but('leader', { ...away, deputy: people.clerk.id });
    expect(to('leader', changed)).toEqual([['clerk', 'absent']]);
    expect(resolve('leader', { measure }, changed, '2024-09-16').map(({ person }) => person.id)).toEqual(['leader']);
    // Without a deputy his own mailbox keeps it.
    expect(to('leader', but('leader', away))).toEqual([['leader', null]]);
  });

  test('whose holder has no address goes upward, and says why', () => {
    expect(to('principal', but('principal', { email: null }))[0]).toEqual(['coordinator', 'no-address']);
  });

  test('whose only holder would be reported to himself goes upward, and says why', () => {
    expect(to('leader', but('leader', { unit: zjj }))).toEqual([
      ['secretary', 'self'],
      ['member', 'self'],
    ]);
  });

  test('the handler is the named person, and where none is named the unit’s liaisons', () => {
    expect(to('handler', directory, { ...measure, handler: 'worker' })).toEqual([['worker', null]]);
    expect(to('handler').map(([id]) => id)).toEqual(['liaison', 'worker', 'seconded']);
  });

  test('of a reviewer is never held by who handed it in or whose unit it is', () => {
    const story = new Story();
    story.act('2024-09-02', { type: 'submit', evidence: ['sha256:a'] }, as.principal);
    // The principal handed it in himself: his own step fell away, the leader has it.
    expect(to('reviewer', directory, story.state)).toEqual([['leader', null]]);
    story.act('2024-09-03', { type: 'approve' }, as.leader);
    // On loan to the office, and of the unit: he is not asked.
    expect(to('reviewer', directory, story.state)).toEqual([
      ['coordinator', null],
      ['clerk', null],
    ]);
  });

  test('a unit whose people, office and leading group nobody can write to is still supervision’s to hear of', () => {
    const silent = (...ids: string[]) => ({
      ...directory,
      persons: directory.persons.map((p) => (ids.includes(p.id) ? { ...p, email: null } : p)),
    });
    const all = directory.persons.map(({ id }) => id).filter((id) => id !== 'supervisor');
    expect(to('unit', silent(...all))).toEqual([['supervisor', 'no-address']]);
    const closed = new Story();
    closed.submitAndClose('2024-09-02');
    const officeOnly = directory.persons.map(({ id }) => id).filter((id) => id !== 'coordinator');
    expect(to('checker', silent(...officeOnly), closed.state)).toEqual([['coordinator', 'no-address']]);
  });

  test('a deputy without an address does not keep a mail from the one who is on leave', () => {
    const persons = directory.persons.map((p) => {
      if (p.id === 'leader') return { ...p, ...away, deputy: 'member' };
      return p.id === 'member' ? { ...p, email: null } : p;
    });
    expect(to('leader', { ...directory, persons })).toEqual([['leader', null]]);
  });

  test('of a checker is never held by who closed it', () => {
    const story = new Story();
    story.submitAndClose('2024-09-02');
    expect(to('checker', directory, story.state)).toEqual([['clerk', null]]);
    expect(to('checker', without('clerk', 'seconded'), story.state)).toEqual([['supervisor', 'vacant']]);
  });
});

test('as long as one of the leading group can be written to, every notice reaches somebody', () => {
  const some = fc.subarray(directory.persons.map(({ id }) => id));
  fc.assert(
    fc.property(some, some, some, fc.constantFrom(...recipients), (gone, silent, absent, post) => {
      const persons = directory.persons
        .filter(({ id }) => !gone.includes(id))
        .map((person) => (silent.includes(person.id) ? { ...person, email: null } : person))
        .map((person) => (absent.includes(person.id) ? { ...person, ...away, deputy: 'leader' } : person));
      const group = resolve('leadingGroup', null, { ...directory, persons }, day);
      const isThere = group.some(({ rerouted }) => rerouted === null || rerouted === 'absent');
      const found = resolve(post, { measure }, { ...directory, persons }, day);
      if (post !== 'formerUnit' && isThere) expect(found).not.toEqual([]);
      for (const { person } of found) expect(person.email).toMatch(/@/);
    }),
    { numRuns: runs * 3 },
  );
});
