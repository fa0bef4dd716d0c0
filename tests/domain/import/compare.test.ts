import { describe, expect, test } from 'vitest';
import { refusal } from '../../../domain/errors.ts';
import { type Answered, compareItem, type Known, refusedAsk } from '../../../domain/import/compare.ts';
import { type Said, saidOfMeasure, standingOfMeasure } from '../../../domain/import/fields.ts';
import type { MeasureDraft } from '../../../domain/plan/lists.ts';
import { as, due, jyj, measureDraft, zjj } from '../../support/domain.ts';
import { Story } from '../measure/story.ts';

const said = (changes: Partial<MeasureDraft> = {}) => saidOfMeasure(measureDraft(changes));
const compare = (now: Said, known: Partial<Known> | null, answered: Answered = {}) =>
  compareItem('m1', now, known && { standing: said(), before: said(), settled: false, ...known }, answered);

describe('a row of the lists', () => {
  test('that is not in the record is to be started', () => {
    expect(compare(said(), null)).toEqual({ id: 'm1', outcome: 'create', changes: [], asks: [] });
  });

  test('that says what it said before is the same, whatever people have decided since', () => {
    const standing = said({ doneDue: due('2024-12-31'), leadUnit: jyj, participants: [zjj] });
    expect(compare(said(), { standing })).toMatchObject({ outcome: 'same', changes: [], asks: [] });
  });

  test('that words a date anew, or names participants in another order, is the same', () => {
    const before = said({ participants: [zjj, jyj] });
    const now = said({ participants: [jyj, zjj], doneDue: { text: '九月底前', day: '2024-09-30', why: 'anew' } });
    expect(compare(now, { standing: before, before })).toMatchObject({ outcome: 'same' });
  });

  test('that says something new is a change, field by field, old and new', () => {
    expect(compare(said({ doneDue: due('2024-10-31'), title: '新题' }), {})).toEqual({
      id: 'm1',
      outcome: 'change',
      changes: [
        { field: 'title', old: '老旧小区消防通道整治', new: '新题' },
        { field: 'doneDue', old: '2024-09-30', new: '2024-10-31' },
      ],
      asks: [],
    });
  });

  test('that says what people have decided meanwhile is the same', () => {
    const standing = said({ doneDue: due('2024-12-31') });
    expect(compare(standing, { standing })).toMatchObject({ outcome: 'same' });
  });
});

describe('what most rows say nothing of', () => {
  const noted = said({ note: '并入专项', alsoUnder: ['f2'], cadence: 'quarterly' });

  test('is a change when it is said, and when it is said no more', () => {
    expect(compare(noted, {}).changes.map(({ field }) => field)).toEqual(['alsoUnder', 'note', 'cadence']);
    expect(compare(said(), { standing: noted, before: noted }).changes).toEqual([
      { field: 'alsoUnder', old: ['f2'], new: null },
      { field: 'note', old: '并入专项', new: null },
      { field: 'cadence', old: 'quarterly', new: null },
    ]);
  });

  test('stays where the lists never said it', () => {
    expect(compare(said(), { standing: noted }).outcome).toBe('same');
    expect(compare(said(), { standing: noted, before: null }).outcome).toBe('same');
  });
});

describe('a field that both the lists and people have changed', () => {
  const now = said({ doneDue: due('2024-10-31'), title: '新题' });
  const known = { standing: said({ doneDue: due('2024-12-31') }) };
  const [ask] = compare(now, known).asks;

  test('is asked, and the row waits as a whole', () => {
    expect(compare(now, known)).toMatchObject({
      outcome: 'ask',
      asks: [{ kind: 'conflict', change: { field: 'doneDue', old: '2024-12-31', new: '2024-10-31' } }],
    });
  });

  test('is kept or taken as somebody answered, and asked no more', () => {
    expect(compare(now, known, { [ask!.key]: 'keep' })).toMatchObject({
      outcome: 'change',
      changes: [{ field: 'title' }],
    });
    expect(compare(now, known, { [ask!.key]: 'take' }).changes.map(({ field }) => field)).toEqual(['title', 'doneDue']);
  });

  test('is asked anew when the lists say something else', () => {
    const other = compare(said({ doneDue: due('2024-11-30') }), known, { [ask!.key]: 'take' });
    expect(other.outcome).toBe('ask');
    expect(other.asks[0]!.key).not.toBe(ask!.key);
  });
});

describe('what no list can do', () => {
  test('is to move a measure under another finding, or to change what is closed: it can only be left', () => {
    const moved = compare(said({ finding: 'f2' }), {});
    const settled = compare(said({ title: '新题' }), { settled: true });
    expect(moved).toMatchObject({ outcome: 'ask', asks: [{ kind: 'moved', choices: ['keep'] }] });
    expect(settled).toMatchObject({ outcome: 'ask', asks: [{ kind: 'settled', choices: ['keep'] }] });
    expect(compare(said({ finding: 'f2' }), {}, { [moved.asks[0]!.key]: 'take' }).outcome).toBe('ask');
    expect(compare(said({ finding: 'f2' }), {}, { [moved.asks[0]!.key]: 'keep' }).outcome).toBe('same');
  });

  test('a closed item that the lists say nothing new of is the same', () => {
    expect(compare(said(), { settled: true }).outcome).toBe('same');
  });

  test('a change that is refused is asked under a key of its own', () => {
    const no = refusal('wrong-state', { act: 'adjust', phase: 'closed' });
    const { changes } = compare(said({ doneDue: due('2024-10-31') }), {});
    expect(refusedAsk('m1', changes, no)).toMatchObject({ kind: 'refused', code: 'wrong-state' });
    const other = compare(said({ doneDue: due('2024-11-30') }), {}).changes;
    expect(refusedAsk('m1', other, no).key).not.toBe(refusedAsk('m1', changes, no).key);
  });
});

describe('an item that no list is known to have named', () => {
  test('is compared with how it stands', () => {
    const story = new Story();
    story.act('2024-08-01', { type: 'reassign', leadUnit: jyj, participants: [zjj], reason: '改' }, as.coordinator);
    const standing = standingOfMeasure(story.state);
    expect(compare(said(), { standing, before: null }).changes.map(({ field }) => field)).toEqual([
      'leadUnit',
      'participants',
    ]);
  });

  test('keeps the date that was counted from its issue', () => {
    const now = said({ kind: 'immediate', doneDue: null });
    const standing = said({ kind: 'immediate', doneDue: due('2024-07-31') });
    expect(compare(now, { standing, before: null })).toMatchObject({ outcome: 'same' });
  });

  test('that was made long-term stands so', () => {
    const story = new Story();
    story.act('2024-09-04', { type: 'convertToLongTerm', reason: '长', approver: '区委' }, as.coordinator);
    const now = said({ kind: 'longTerm', doneDue: null });
    expect(compare(now, { standing: standingOfMeasure(story.state), before: null }).outcome).toBe('same');
  });
});
