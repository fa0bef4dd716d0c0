import { describe, expect, test } from 'vitest';
import type { MeasureCommand } from '../../../domain/measure/commands.ts';
import { decide } from '../../../domain/measure/decide.ts';
import { quantityRates } from '../../../domain/measure/quantity.ts';
import { as, contextAt, directory, engine, jyj, measureDraft, zjj } from '../../support/domain.ts';
import { Story } from './story.ts';

const parts = [
  { id: 'P1', title: '东区', unit: zjj, total: 20 },
  { id: 'P2', title: '西区', unit: jyj, total: 12 },
];
const quantity = { kind: 'count' as const, unit: '个', total: 32 };
const handIn = (part: string) => ({ type: 'handInPart', part, evidence: ['sha256:p'] }) satisfies MeasureCommand;
const count = (part: string, done: number, more = {}) =>
  ({ type: 'count', part, done, ...more }) satisfies MeasureCommand;
const divided = () => new Story({ quantity, parts });

describe('parts', () => {
  test('are handed in by their own units, closed by the office one by one, and then the whole can be handed in', () => {
    const story = divided();
    const submit = { type: 'submit', evidence: ['a'] } satisfies MeasureCommand;
    expect(story.try('2024-07-08', submit, as.liaison)).toMatchObject({
      code: 'parts-open',
      facts: { missing: 'P1 P2' },
    });
    story.act('2024-07-08', count('P2', 12), as.jyjLiaison);
    expect(story.try('2024-07-08', { type: 'closePart', part: 'P2' }, as.clerk)).toMatchObject({ code: 'wrong-state' });
    const [handed] = story.act('2024-07-08', handIn('P2'), as.jyjLiaison);
    expect(handed).toMatchObject({
      type: 'PartHandedIn',
      limit: '2024-07-11',
      notices: [{ to: 'office', letter: 'part' }],
    });
    expect(story.try('2024-07-09', handIn('P1'), as.jyjLiaison)).toMatchObject({ code: 'not-allowed' });
    story.act('2024-07-09', { type: 'closePart', part: 'P2' }, as.clerk);
    story.act('2024-07-09', handIn('P1'), as.liaison);
    expect(story.try('2024-07-10', { type: 'closePart', part: 'P1' }, as.clerk)).toMatchObject({
      code: 'parts-open',
      facts: { missing: 'P1 0/20' },
    });
    story.act('2024-07-10', count('P1', 20), as.liaison);
    story.act('2024-07-10', { type: 'closePart', part: 'P1' }, as.clerk);
    story.act('2024-07-11', submit, as.liaison);
    expect(story.state).toMatchObject({ phase: 'review', quantity: { done: 32, total: 32 } });
  });

  test('are returned with a reason, and the office is reminded of what it has not looked at', () => {
    const story = divided();
    story.act('2024-07-08', handIn('P2'), as.jyjLiaison);
    story.runTo('2024-07-16');
    expect(story.rungs('part:P2').map(({ rung, day }) => [rung, day])).toEqual([
      ['limit', '2024-07-11'],
      ['past', '2024-07-15'],
    ]);
    expect(story.try('2024-07-16', { type: 'returnPart', part: 'P2', reason: '' }, as.clerk)).toMatchObject({
      code: 'reason-missing',
    });
    story.act('2024-07-16', { type: 'returnPart', part: 'P2', reason: '缺验收单' }, as.clerk);
    story.act('2024-07-17', handIn('P2'), as.jyjLiaison);
  });

  test('nobody closes a part of his own unit, or of the measure’s', () => {
    const story = divided();
    story.act('2024-07-08', handIn('P1'), as.liaison);
    expect(story.try('2024-07-09', { type: 'closePart', part: 'P1' }, as.seconded)).toMatchObject({ code: 'own-item' });
    expect(story.try('2024-07-09', { type: 'closePart', part: 'P1' }, as.liaison)).toMatchObject({
      code: 'not-allowed',
    });
    expect(story.try('2024-07-09', { type: 'closePart', part: 'P9' }, as.clerk)).toMatchObject({ code: 'unknown-id' });
  });

  test('“各镇（街道）” makes one for each township of the directory', () => {
    const units = ['青石镇', '河东街道办事处', '柳林乡人民政府', '区教育局'].map((name, i) => ({
      id: `u${i}`,
      name,
      aliases: [],
    }));
    const story = new Story({}, { directory: { ...directory, units: [...directory.units, ...units] } });
    story.act('2024-07-08', { type: 'divide', each: 'township' }, as.clerk);
    expect(story.state.parts?.map(({ unit, title }) => [unit, title])).toEqual([
      ['u0', '青石镇'],
      ['u1', '河东街道办事处'],
      ['u2', '柳林乡人民政府'],
    ]);
    expect(story.try('2024-07-09', { type: 'divide', each: 'township' }, as.clerk)).toMatchObject({
      code: 'wrong-state',
    });
    expect(new Story().try('2024-07-08', { type: 'divide', each: 'township' }, as.clerk)).toMatchObject({
      code: 'bad-input',
    });
  });
});

describe('quantities', () => {
  test('a whole with shares is their sum, and is counted by its parts only', () => {
    const story = divided();
    story.act('2024-07-08', count('P1', 7), as.liaison);
    story.act('2024-07-08', count('P2', 5), as.jyjLiaison);
    expect(story.state.quantity?.done).toBe(12);
    expect(story.try('2024-07-08', { type: 'count', done: 13 }, as.liaison)).toMatchObject({ code: 'bad-input' });
  });

  test('never more than there is, and less than before only with a reason', () => {
    const story = divided();
    expect(story.try('2024-07-08', count('P1', 21), as.liaison)).toMatchObject({ code: 'quantity-over-total' });
    story.act('2024-07-08', count('P1', 7), as.liaison);
    expect(story.try('2024-07-09', count('P1', 5), as.liaison)).toMatchObject({ code: 'reason-missing' });
    story.act('2024-07-09', count('P1', 5, { reason: '重复统计' }), as.liaison);
    expect(story.try('2024-07-09', count('P1', 6, { asOf: '2024-06-30' }), as.liaison)).toMatchObject({
      code: 'backdated',
    });
  });

  test('what is not full is handed in with a reason, or once it is counted, or once its total is adjusted', () => {
    const open = () => {
      const story = new Story({ quantity });
      story.act('2024-07-08', { type: 'count', done: 30 }, as.liaison);
      return story;
    };
    const submit = { type: 'submit' as const, evidence: ['sha256:a'] };
    for (const shortReason of [undefined, ' '])
      expect(
        open().try('2024-09-10', { ...submit, ...(shortReason ? { shortReason } : {}) }, as.liaison),
      ).toMatchObject({
        code: 'quantity-short',
        facts: { done: 30, total: 32, unit: '个' },
      });
    const why = open();
    why.act('2024-09-10', { ...submit, shortReason: '两个小区已拆迁' }, as.liaison);
    expect(why.state.submission).toMatchObject({ shortReason: '两个小区已拆迁' });
    const adjusted = open();
    const changes = { quantity: { ...quantity, total: 30 } };
    adjusted.act('2024-09-09', { type: 'adjust', changes, reason: '核减', approver: '区委' }, as.clerk);
    const counted = open();
    counted.act('2024-09-09', { type: 'count', done: 32 }, as.liaison);
    for (const story of [adjusted, counted]) {
      story.act('2024-09-10', { ...submit, shortReason: '多余的话' }, as.liaison);
      expect(story.state.submission).not.toHaveProperty('shortReason');
    }
  });

  test('another total is an adjustment with approver: not less than is done, nor other than the shares', () => {
    const story = divided();
    story.act('2024-07-08', count('P1', 7), as.liaison);
    const adjust = (changes: object) => ({ type: 'adjust', changes, reason: '核减', approver: '区委' }) as const;
    const total = (n: number) => ({ quantity: { ...quantity, total: n } });
    expect(story.try('2024-07-09', adjust(total(30)), as.clerk)).toMatchObject({ code: 'parts-disagree' });
    expect(story.try('2024-07-09', adjust({ ...total(17), shares: { P1: 5 } }), as.clerk)).toMatchObject({
      code: 'quantity-over-total',
    });
    story.act('2024-07-09', adjust({ ...total(30), shares: { P1: 18 } }), as.clerk);
    expect(story.state).toMatchObject({
      quantity: { total: 30, done: 7 },
      parts: [{ total: 18, done: 7 }, { total: 12 }],
    });
  });

  test('parts and whole that disagree are not drafted', () => {
    const draft = (changes: object) =>
      decide(null, { type: 'draft', draft: measureDraft(changes), campaign: 'c1' }, engine, contextAt('2024-07-01'));
    expect(draft({ parts, quantity: { ...quantity, total: 33 } })).toMatchObject({ code: 'parts-disagree' });
    expect(draft({ parts })).toMatchObject({ code: 'parts-disagree' });
    expect(draft({ parts: [parts[0], { ...parts[1], id: 'P1' }], quantity })).toMatchObject({ code: 'bad-input' });
    expect(draft({ parts: [{ id: 'P1', title: '东区', unit: 'x' }] })).toMatchObject({ code: 'unknown-id' });
  });

  test('behind a quota the measure is lagging, and its unit hears it as of a milestone', () => {
    const story = new Story({ quantity, quotas: [{ day: '2024-08-15', done: 16 }] });
    expect(story.light('2024-08-15')).toBe('normal');
    expect(story.light('2024-08-16')).toBe('lagging');
    story.runTo('2024-08-19');
    expect(story.rungs('quota:').map(({ rung }) => rung)).toEqual(['near', 'missed']);
    story.act('2024-08-19', { type: 'count', done: 16 }, as.liaison);
    expect(story.light('2024-08-20')).toBe('normal');
  });

  test('rates by count, area and money never mix, nor do two units of one kind', () => {
    const states = (
      [
        ['count', '个', 32, 8],
        ['count', '个', 8, 2],
        ['count', '户', 10, 10],
        ['area', '亩', 0.3, 0.1],
        ['money', '万元', 860, 0],
      ] as const
    ).map(([kind, unit, total, done]) => {
      const story = new Story({ quantity: { kind, unit, total } });
      story.act('2024-07-08', { type: 'count', done }, as.liaison);
      return story.state;
    });
    expect(quantityRates(states)).toEqual([
      { kind: 'count', unit: '个', total: 40, done: 10, rate: 25 },
      { kind: 'count', unit: '户', total: 10, done: 10, rate: 100 },
      { kind: 'area', unit: '亩', total: 0.3, done: 0.1, rate: 33.3 },
      { kind: 'money', unit: '万元', total: 860, done: 0, rate: 0 },
    ]);
  });
});
