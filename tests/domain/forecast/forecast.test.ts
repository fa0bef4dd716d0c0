import { describe, expect, test } from 'vitest';
import { system } from '../../../domain/actor.ts';
import { decide as decideFinding } from '../../../domain/finding/decide.ts';
import { evolve as evolveFinding } from '../../../domain/finding/evolve.ts';
import type { FindingState } from '../../../domain/finding/state.ts';
import { type ForecastResult, forecastOf } from '../../../domain/forecast/forecast.ts';
import type { World } from '../../../domain/forecast/world.ts';
import { decide as decideMeasure } from '../../../domain/measure/decide.ts';
import { evolve as evolveMeasure } from '../../../domain/measure/evolve.ts';
import type { MeasureState } from '../../../domain/measure/state.ts';
import { calendar, contextAt, findingDraft, instant, measureDraft } from '../../support/domain.ts';
import { issuedCampaign } from '../digest/issuedCampaign.ts';

/** Drafts that nobody has issued. */
function drafts(): World {
  const context = contextAt('2024-06-10');
  const finding = decideFinding(
    null,
    { type: 'draft', draft: findingDraft(), campaign: 'c1', measures: ['m1'] },
    system,
    context,
  );
  const measure = decideMeasure(null, { type: 'draft', draft: measureDraft(), campaign: 'c1' }, system, context);
  if (!Array.isArray(finding) || !Array.isArray(measure)) throw new Error('not drafted');
  return {
    campaign: {
      stream: 'campaign/c1',
      seq: 1,
      state: { ...issuedCampaign(), phase: 'draft', issuedAt: null },
      nextAt: null,
    },
    findings: [
      {
        stream: 'finding/c1/f1',
        seq: 1,
        state: finding.reduce<FindingState | null>(evolveFinding, null)!,
        nextAt: null,
      },
    ],
    measures: [
      {
        stream: 'measure/c1/m1',
        seq: 1,
        state: measure.reduce<MeasureState | null>(evolveMeasure, null)!,
        nextAt: null,
      },
    ],
    waiting: [],
  };
}

const now = instant('2024-06-28 10:00');
const issuedAt = instant('2024-07-01 10:00');
function foretold(more: { days?: number; person?: string; extend?: string } = {}): ForecastResult {
  const result = forecastOf({ world: drafts(), calendar, now, issuedAt, days: 120, ...more });
  if ('code' in result) throw new Error(JSON.stringify(result));
  return result;
}

const letters = ({ mails }: ForecastResult, person: string) =>
  mails
    .filter((mail) => mail.person === person)
    .flatMap(({ day, lines }) => lines.map(({ letter }) => `${day} ${letter}`));

describe('a forecast of a campaign nobody has issued', () => {
  test('tells each letter on its day, the reminders before the date and what goes over the unit’s head after it', () => {
    const liaison = letters(foretold(), 'liaison');
    expect(liaison[0]).toBe('2024-07-02 task');
    // Due on Monday 30 September: 20 and 10 days before, rolled back to workdays; the day after the holiday it is red.
    expect(liaison).toContain('2024-09-10 green');
    expect(liaison).toContain('2024-09-20 yellow');
    expect(liaison).toContain('2024-10-08 red');
    expect(letters(foretold(), 'leader').some((line) => line.startsWith('2024-10-11'))).toBe(true);
  });

  test('ends on its last day, and counts what it shows', () => {
    const { mails, days, persons, busiest, to } = foretold({ days: 30 });
    expect(to).toBe('2024-07-31');
    expect(mails.every(({ day }) => day <= to)).toBe(true);
    const total = (rows: { mails: number }[]) => rows.reduce((sum, row) => sum + row.mails, 0);
    expect([total(days), total(persons)]).toEqual([mails.length, mails.length]);
    expect(days.every((one) => one.mails <= busiest!.mails)).toBe(true);
  });

  test('for one person holds his mails only, by id or name; nobody of that name is refused', () => {
    expect(new Set(foretold({ person: '区住建局联络员' }).mails.map(({ person }) => person))).toEqual(
      new Set(['liaison']),
    );
    const nobody = forecastOf({ world: drafts(), calendar, now, issuedAt, days: 9, person: '无此人' });
    expect(nobody).toMatchObject({ code: 'unknown-person' });
  });

  test('changes nothing of what it was given', () => {
    const world = drafts();
    const before = structuredClone(world);
    forecastOf({ world, calendar, now, issuedAt, days: 120, extend: 'm1:2024-10-31' });
    expect(world).toEqual(before);
  });
});

describe('what an extension changes', () => {
  test('the letters to the old date go, those to the new one come', () => {
    const { change } = foretold({ extend: 'm1:2024-10-31' });
    const lines = (mails: ForecastResult['mails']) =>
      mails.flatMap(({ day, lines }) => lines.map(({ letter }) => `${day} ${letter}`));
    expect(lines(change!.gone)).toContain('2024-10-08 red');
    expect(lines(change!.added)).toContain('2024-10-21 yellow');
    expect(lines(change!.added)).not.toContain('2024-10-08 red');
  });

  test.each([
    ['m1:soon', 'bad-input'],
    ['m9:2024-10-31', 'unknown-id'],
    ['m1:2024-09-01', 'extension-not-later'],
  ])('%s is refused with %s', (extend, code) => {
    expect(forecastOf({ world: drafts(), calendar, now, issuedAt, days: 120, extend })).toMatchObject({ code });
  });
});
