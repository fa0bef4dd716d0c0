import { describe, expect, test } from 'vitest';
import { changed, delegationOn, refuseChange, successionOf } from '../../../domain/plan/directoryChange.ts';
import { directory, jyj, people, zjj } from '../../support/domain.ts';

const delegate = { kind: 'delegate', of: 'leader', to: 'member', from: '2024-08-01', until: '2024-08-31' } as const;

describe('a change of people and units', () => {
  test('that cannot be is refused', () => {
    const no = (change: Parameters<typeof refuseChange>[0]) => refuseChange(change, directory)?.code;
    expect(no({ ...delegate, to: 'x' })).toBe('unknown-id');
    expect(no({ ...delegate, to: 'leader' })).toBe('bad-input');
    expect(no({ ...delegate, until: '2024-07-31' })).toBe('bad-input');
    expect(no({ ...delegate, from: '2024-02-30' })).toBe('no-such-date');
    expect(no({ kind: 'merge', unit: zjj, into: zjj })).toBe('unit-into-itself');
    expect(no({ kind: 'merge', unit: zjj, into: 'x' })).toBe('unknown-id');
    expect(no({ kind: 'replace', of: 'leader', by: 'leader' })).toBe('bad-input');
    expect(no({ kind: 'rename', unit: zjj, name: ' ' })).toBe('bad-input');
    expect(no({ kind: 'split', unit: zjj, id: jyj, name: '新局', persons: [] })).toBe('bad-input');
    expect(no({ kind: 'split', unit: zjj, id: 'new', name: '新局', persons: ['jyjLiaison'] })).toBe('bad-input');
  });

  test('delegations of one person do not overlap, not by a day', () => {
    const after = changed(directory, delegate, '委托1号');
    expect(refuseChange({ ...delegate, from: '2024-08-31', until: '2024-09-30' }, after)?.code).toBe(
      'delegation-overlaps',
    );
    expect(refuseChange({ ...delegate, from: '2024-09-01', until: '2024-09-30' }, after)).toBeNull();
    expect(
      ['2024-07-31', '2024-08-01', '2024-08-31', '2024-09-01'].map((day) => delegationOn(after, 'leader', day)?.to),
    ).toEqual([undefined, 'member', 'member', undefined]);
  });

  test('a successor has the posts, and the one before him has none', () => {
    const change = { kind: 'replace', of: 'principal', by: 'member' } as const;
    const { persons } = changed(directory, change, '任免1号');
    expect(persons.find(({ id }) => id === 'principal')).toMatchObject({ unit: null, roles: [] });
    expect(persons.find(({ id }) => id === 'member')).toMatchObject({
      unit: zjj,
      roles: ['leadingGroup', 'principal'],
    });
    expect(successionOf(change)).toEqual({ type: 'succeed', from: 'principal', to: 'member' });
  });

  test('a merged unit is known by its name to the one it went to, which keeps one head', () => {
    const { units, persons } = changed(directory, { kind: 'merge', unit: jyj, into: zjj }, '编办1号');
    expect(units).toEqual([{ id: zjj, name: '区住建局', aliases: ['住建局', '区教育局'] }]);
    expect(
      persons.filter(({ roles, unit }) => unit === zjj && roles.includes('principal')).map(({ id }) => id),
    ).toEqual([people.principal.id]);
  });

  test('a renamed unit is found by its former name, a split one by two', () => {
    const renamed = changed(directory, { kind: 'rename', unit: zjj, name: '区住房城乡建设局' }, '1号');
    expect(renamed.units[0]).toEqual({ id: zjj, name: '区住房城乡建设局', aliases: ['住建局', '区住建局'] });
    const split = changed(
      directory,
      { kind: 'split', unit: zjj, id: 'fgj', name: '区房管局', persons: ['worker'] },
      '2号',
    );
    expect(split.units.map(({ id }) => id)).toEqual([zjj, jyj, 'fgj']);
    expect(split.persons.find(({ id }) => id === 'worker')?.unit).toBe('fgj');
  });
});
