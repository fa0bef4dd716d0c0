import { describe, expect, test } from 'vitest';
import { bookedUntil } from '../../../domain/measure/clock.ts';
import type { MeasureCommand } from '../../../domain/measure/commands.ts';
import { standard } from '../../../domain/plan/presets.ts';
import { as, instant, without } from '../../support/domain.ts';
import { Story } from './story.ts';

const submit = { type: 'submit', evidence: ['sha256:a'] } satisfies MeasureCommand;
const approve = { type: 'approve' } as const;
const day = 86_400_000;

describe('the review path', () => {
  test('passes principal, leader and office, each with a limit in workdays', () => {
    const story = new Story();
    story.act('2024-09-02', submit, as.liaison);
    expect(story.state.review).toMatchObject({ index: 0, limit: '2024-09-05', closer: 'office' });
    story.act('2024-09-03', approve, as.principal);
    expect(story.state.review?.limit).toBe('2024-09-10');
    story.act('2024-09-04', approve, as.leader);
    story.act('2024-09-05', approve, as.coordinator);
    expect(story.try('2024-09-05', approve, as.coordinator)).toMatchObject({ code: 'wrong-state' });
    story.act('2024-09-06', { type: 'close' }, as.clerk);
    expect(story.state).toMatchObject({ phase: 'closed', closure: { by: 'clerk', day: '2024-09-06', late: false } });
  });

  test('a step is not taken out of turn', () => {
    const story = new Story();
    story.act('2024-09-02', submit, as.liaison);
    expect(story.try('2024-09-03', approve, as.leader)).toMatchObject({ code: 'not-allowed' });
    expect(story.try('2024-09-03', { type: 'close' }, as.coordinator)).toMatchObject({ code: 'wrong-state' });
  });

  test('evidence is handed in, or a reason why there is none', () => {
    const story = new Story();
    expect(story.try('2024-09-02', { type: 'submit', evidence: [] }, as.liaison)).toMatchObject({
      code: 'evidence-missing',
    });
    story.act('2024-09-02', { type: 'submit', evidence: [], noEvidenceReason: '涉密,现场查阅' }, as.liaison);
    expect(story.state.phase).toBe('review');
  });

  test('a step whose post is vacant is skipped or stood in for, and the record says so', () => {
    const story = new Story({}, { directory: without('principal', 'leader') });
    const [submitted] = story.act('2024-09-02', submit, as.liaison);
    expect(submitted).toMatchObject({
      skipped: [{ step: 'unitPrincipal', why: 'vacant' }],
      review: {
        stages: [
          { step: 'leader', by: 'office', standsIn: true },
          { step: 'office', by: 'office', standsIn: false },
        ],
      },
    });
  });

  test('supervision stands in where the office would review its own item', () => {
    const story = new Story({ handler: 'coordinator' }, { directory: without('clerk', 'seconded') });
    story.act('2024-09-02', submit, as.coordinator);
    expect(story.state.review?.stages[2]).toEqual({ step: 'office', by: 'supervision', standsIn: true });
    expect(story.state.review?.closer).toBe('supervision');
  });

  test('a principal does not review what he handed in himself', () => {
    const story = new Story();
    story.act('2024-09-02', submit, as.principal);
    expect(story.state.review?.stages.map(({ step }) => step)).toEqual(['leader', 'office']);
  });

  test('with no step at all the closing itself is what is left, and it can be returned', () => {
    const world = { policy: { ...standard, review: { ...standard.review, steps: [] } } };
    const story = new Story({}, world);
    story.act('2024-09-02', submit, as.liaison);
    expect(story.state.clock?.holder).toBe('office');
    expect(story.try('2024-09-03', { type: 'return', reason: '台账缺页' }, as.leader)).toMatchObject({
      code: 'not-allowed',
    });
    story.act('2024-09-03', { type: 'return', reason: '台账缺页' }, as.clerk);
    expect(story.state.phase).toBe('open');
  });

  test('a return sets a limit and gives the clock back to the unit', () => {
    const story = new Story();
    story.act('2024-09-02 10:00', submit, as.liaison);
    story.act('2024-09-04 10:00', { type: 'return', reason: '佐证不足' }, as.principal);
    expect(story.state).toMatchObject({ phase: 'open', resubmitBy: '2024-09-19', review: null });
    expect(story.state.clock).toEqual({
      holder: 'unit',
      since: instant('2024-09-04 10:00'),
      booked: { unit: 63 * day, unitPrincipal: 2 * day },
    });
    expect(bookedUntil(story.state.clock!, instant('2024-09-05 10:00')).unit).toBe(64 * day);
  });

  test('a return without a reason is refused', () => {
    const story = new Story();
    story.act('2024-09-02', submit, as.liaison);
    expect(story.try('2024-09-03', { type: 'return', reason: '  ' }, as.principal)).toMatchObject({
      code: 'reason-missing',
    });
  });

  test('punctuality is judged by the accepted submission, not by the days of review', () => {
    const story = new Story();
    story.act('2024-09-30 20:00', submit, as.liaison);
    story.act('2024-10-11', approve, as.principal);
    story.act('2024-10-18', approve, as.leader);
    story.act('2024-10-25', approve, as.coordinator);
    story.act('2024-11-01', { type: 'close' }, as.coordinator);
    expect(story.state.closure).toMatchObject({ day: '2024-11-01', late: false });
  });

  test('a submission in time that was returned does not help the later one', () => {
    const story = new Story();
    story.act('2024-09-27', submit, as.liaison);
    story.act('2024-09-29', { type: 'return', reason: '佐证不足' }, as.principal);
    expect(story.light('2024-10-09')).toBe('dueSoon');
    story.submitAndClose('2024-10-10');
    expect(story.state.closure).toMatchObject({ late: true, round: 2 });
  });
});
