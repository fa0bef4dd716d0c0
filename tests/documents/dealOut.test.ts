import { beforeAll, describe, expect, test } from 'vitest';
import { dealOut } from '../../documents/in/dealOut.ts';
import { readNotice } from '../../documents/in/notice/notice.ts';
import { kinds, type Lists } from '../../domain/plan/lists.ts';
import { readSeed, seedsAreHere } from './seeds.ts';

const small = readNotice(`2024年1月8日至3月1日，市委第三巡察组对青禾区开展了巡察，3月28日反馈了意见。
1.关于“路灯不亮”问题的整改。
(1)修好路灯三十盏。每周巡查。
(2)建立台账。
2.关于“井盖松动”问题的整改。
更换井盖。`);

test('the same seed deals the same, another deals otherwise', () => {
  const one = dealOut(small, { seed: '7' });
  expect(dealOut(small, { seed: '7' })).toEqual(one);
  expect(JSON.stringify(dealOut(small, { seed: '8' }).measures)).not.toBe(JSON.stringify(one.measures));
});

test('items keep their words and their numbers and get ids of their own', () => {
  const { findings, measures } = dealOut(small, { seed: '7' });
  expect(findings.map(({ id, no, title }) => [id, no, title])).toEqual([
    ['F01', '1', '路灯不亮'],
    ['F02', '2', '井盖松动'],
  ]);
  expect(measures.map(({ id, no, finding, title }) => [id, no, finding, title])).toEqual([
    ['F01-1', '1-1', 'F01', '修好路灯三十盏'],
    ['F01-2', '1-2', 'F01', '建立台账'],
    ['F02-1', '2-1', 'F02', '更换井盖'],
  ]);
});

test('without a day of the feedback nothing can be dealt', () => {
  const undated = { ...small, feedbackOn: null };
  expect(() => dealOut(undated, { seed: '7' })).toThrowError(
    expect.objectContaining({ code: 'notice-feedback-date-missing' }),
  );
  expect(dealOut(undated, { seed: '7', feedbackOn: '2024-03-28' }).measures).toHaveLength(3);
});

describe.skipIf(!seedsAreHere)('a whole notice dealt out', () => {
  const feedback = '2019-12-30';
  let lists: Lists;
  beforeAll(() => {
    lists = dealOut(readNotice(readSeed('001')), { seed: 'rehearsal' });
  });

  test('every name that an item uses is in the directory', () => {
    const { units, persons } = lists.directory;
    const unitIds = new Set(units.map(({ id }) => id));
    const personIds = new Set(persons.map(({ id }) => id));
    for (const item of [...lists.findings, ...lists.measures]) {
      expect(unitIds).toContain(item.leadUnit);
      for (const leader of item.leaders) expect(personIds).toContain(leader);
    }
    for (const { participants, leadUnit, handler } of lists.measures) {
      for (const unit of participants) expect(unitIds).toContain(unit);
      expect(participants).not.toContain(leadUnit);
      if (handler !== null) expect(personIds).toContain(handler);
    }
    expect(new Set(lists.findings.map(({ leadUnit }) => leadUnit)).size).toBe(18);
    expect(new Set([...lists.findings, ...lists.measures].map(({ id }) => id)).size).toBe(47 + 102);
  });

  test('all kinds occur, dated ones most, and no effect is due after its completion', () => {
    const count = kinds.map((kind) => lists.measures.filter((measure) => measure.kind === kind).length);
    expect(Math.min(...count)).toBeGreaterThan(0);
    expect(count[kinds.indexOf('dated')]).toBeGreaterThan(60);
    for (const { kind, effectDue, doneDue, milestones } of lists.measures) {
      if (kind === 'dated' || kind === 'continuing') expect(doneDue).not.toBeNull();
      if (kind === 'longTerm') expect(doneDue).toBeNull();
      if (effectDue && doneDue) expect(effectDue.day <= doneDue.day).toBe(true);
      for (const { day } of milestones) expect(day > feedback && day < doneDue!.day).toBe(true);
    }
    expect(lists.measures.some(({ milestones }) => milestones.length > 0)).toBe(true);
    expect(
      new Set(lists.measures.flatMap(({ doneDue }) => doneDue?.day.slice(0, 7) ?? [])).size,
    ).toBeGreaterThanOrEqual(10);
  });

  test('the directory holds the cases a rehearsal must meet', () => {
    const { units, persons } = lists.directory;
    const headless = units.filter(
      ({ id }) => !persons.some(({ unit, roles }) => unit === id && roles.includes('principal')),
    );
    expect(headless).toHaveLength(1);
    const away = persons.filter(({ leave }) => leave.length > 0);
    expect(away).toHaveLength(1);
    expect(persons.some(({ id }) => id === away[0]?.deputy)).toBe(true);
    expect(persons.filter(({ email }) => email === null)).toHaveLength(1);
    const head = persons.find(({ roles }) => roles.includes('leader') && roles.includes('principal'));
    expect(lists.measures.some(({ leadUnit, leaders }) => leadUnit === head?.unit && leaders.includes(head!.id))).toBe(
      true,
    );
    const secretary = persons.find(({ roles }) => roles.includes('secretary'));
    expect(lists.measures.some(({ leaders }) => leaders.includes(secretary!.id))).toBe(true);
    for (const role of ['office', 'supervision', 'leadingGroup'] as const)
      expect(persons.some(({ roles }) => roles.includes(role))).toBe(true);
  });

  test('addresses are under example.com, each once', () => {
    const emails = lists.directory.persons.flatMap(({ email }) => email ?? []);
    expect(emails.every((email) => email.endsWith('@example.com'))).toBe(true);
    expect(new Set(emails).size).toBe(emails.length);
  });
});
