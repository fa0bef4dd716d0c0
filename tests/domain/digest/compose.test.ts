import { describe, expect, test } from 'vitest';
import { compose, type Waiting } from '../../../domain/digest/compose.ts';
import type { MeasureState } from '../../../domain/measure/state.ts';
import type { Notice } from '../../../domain/notice/notice.ts';
import { as, calendar, instant, people, without } from '../../support/domain.ts';
import { Story } from '../measure/story.ts';
import { issuedCampaign } from './issuedCampaign.ts';

const windowAt = instant('2024-09-12 09:00');

function notice(changes: Partial<Notice> = {}): Notice {
  return {
    to: 'unit',
    letter: 'yellow',
    block: 'todo',
    basis: 'done:2024-09-30',
    due: '2024-09-30',
    windowAt,
    facts: {},
    ...changes,
  };
}

function waiting(id: string, changes: Partial<Notice> = {}, measure: MeasureState = new Story().state): Waiting {
  return { id, notice: notice(changes), about: { measure } };
}

function composed(all: Waiting[], directory = issuedCampaign().directory) {
  const measures = all.flatMap(({ about }) => (about && 'measure' in about ? [about.measure] : []));
  return compose(all, windowAt, { ...issuedCampaign(), directory }, calendar, measures, () => null);
}

describe('what waits for a window', () => {
  test('becomes one digest for each person, whatever it is about and in whichever post he gets it', () => {
    const other = { ...new Story().state, id: 'm2', no: '1-2' };
    const { digests } = composed([
      waiting('1'),
      waiting('2', { to: 'principal' }),
      waiting('3', { to: 'handler' }, other),
      waiting('4', { to: 'leader', block: 'escalation' }, other),
    ]);
    const persons = digests.map(({ person }) => person.id);
    expect(persons).toEqual([...new Set(persons)]);
    expect(persons.toSorted()).toEqual(['leader', 'liaison', 'principal', 'seconded', 'worker']);
    const liaison = digests.find(({ person }) => person.id === 'liaison')!;
    expect(liaison.items.map(({ subject }) => subject!.no)).toEqual(['1-1', '1-2']);
  });

  test('about one limit is one line, the weightiest, and stands for all', () => {
    const { digests } = composed([waiting('1'), waiting('2', { to: 'handler', block: 'warning', letter: 'notify' })]);
    const { items } = digests.find(({ person }) => person.id === 'liaison')!;
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ notice: '2', also: ['1'], block: 'warning' });
  });

  test('is dropped when it has become untrue', () => {
    const story = new Story();
    story.act('2024-09-11', { type: 'submit', evidence: ['sha256:a'] }, as.liaison);
    expect(composed([waiting('1', {}, story.state)])).toEqual({
      digests: [],
      told: [],
      voided: [{ id: '1', reason: 'no longer true' }],
    });
  });

  test('for a post nobody holds goes to who stands in, with the reason in the line', () => {
    const { digests, voided } = composed([waiting('1', { to: 'principal' })], without('principal'));
    expect(voided).toEqual([]);
    expect(digests.map(({ person, items }) => [person.id, items[0]!.rerouted])).toEqual(
      ['coordinator', 'clerk', 'seconded'].map((id) => [id, 'vacant']),
    );
  });

  test('for nobody at all is not lost in silence', () => {
    const nobody = { ...issuedCampaign().directory, persons: [people.jyjPrincipal] };
    expect(composed([waiting('1')], nobody)).toEqual({
      digests: [],
      told: [],
      voided: [{ id: '1', reason: 'nobody' }],
    });
  });

  test('is ordered: what cannot wait first, then by date and number', () => {
    const story = new Story();
    const at = (no: string, due: string) => ({ ...story.state, id: no, no, doneDue: { text: due, day: due, why: '' } });
    const { digests } = composed([
      waiting('1', { block: 'info', basis: 'issued', due: null }, at('1', '2024-09-30')),
      waiting('2', { basis: 'done:2024-09-30' }, at('10', '2024-09-30')),
      waiting('3', { basis: 'done:2024-09-30' }, at('9', '2024-09-30')),
      waiting('4', { basis: 'done:2024-09-20', due: '2024-09-20' }, at('11', '2024-09-20')),
      waiting('5', { block: 'correction', basis: 're-dated:2024-09-30' }, at('12', '2024-09-30')),
    ]);
    const { items } = digests.find(({ person }) => person.id === 'liaison')!;
    expect(items.map(({ notice: id }) => id)).toEqual(['5', '4', '3', '2', '1']);
  });

  test('asks a unit once for all its reports', () => {
    const ask = { letter: 'request' as const, basis: 'cycle:2024-09', due: '2024-09-26' };
    const open = (id: string) => ({
      ...new Story().state,
      id,
      no: id,
      cycle: { period: '2024-09', cutOff: '2024-09-26', reported: false },
    });
    const { digests } = composed([
      waiting('1', ask, open('m1')),
      waiting('2', ask, open('m2')),
      waiting('3', ask, open('m3')),
    ]);
    const { items } = digests.find(({ person }) => person.id === 'liaison')!;
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ subject: null, also: ['2', '3'], facts: { fill: 3, total: 3 } });
  });
});

test('a leader’s digest counts his measures, a unit’s does not', () => {
  const { digests } = composed([waiting('1'), waiting('2', { to: 'leader', block: 'escalation' })]);
  expect(digests.find(({ person }) => person.id === 'leader')).toMatchObject({
    audience: 'leader',
    counts: { inHand: 0 },
  });
  expect(digests.find(({ person }) => person.id === 'liaison')).toMatchObject({ audience: 'unit', counts: null });
});
