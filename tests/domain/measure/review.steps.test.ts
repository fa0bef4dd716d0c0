import { describe, expect, test } from 'vitest';
import type { MeasureCommand } from '../../../domain/measure/commands.ts';
import { decide } from '../../../domain/measure/decide.ts';
import { evolve } from '../../../domain/measure/evolve.ts';
import type { MeasureState } from '../../../domain/measure/state.ts';
import { tick } from '../../../domain/measure/tick.ts';
import { type Policy, type ReviewStep, reviewSteps } from '../../../domain/plan/policy.ts';
import { completed, standard } from '../../../domain/plan/presets.ts';
import { as, jyj, without } from '../../support/domain.ts';
import { Story } from './story.ts';

const submit = { type: 'submit', evidence: ['sha256:a'] } satisfies MeasureCommand;
const approve = { type: 'approve' } as const;
const under = (steps: ReviewStep[], leaders?: 'first' | 'all') => ({
  policy: { ...standard, review: { ...standard.review, steps, ...(leaders ? { leaders } : {}) } },
});

describe('the finding’s lead unit', () => {
  const world = under(['unitPrincipal', 'findingLead', 'office']);

  test('reviews by its own head, not by the measure’s', () => {
    const story = new Story({ findingUnit: jyj }, world);
    story.act('2024-09-02', submit, as.liaison);
    story.act('2024-09-03', approve, as.principal);
    expect(story.try('2024-09-03', approve, as.principal)).toMatchObject({ code: 'not-allowed' });
    story.act('2024-09-04', approve, as.jyjPrincipal);
    expect(story.state.review).toMatchObject({ index: 2, approvals: [{ by: 'principal' }, { by: 'jyjPrincipal' }] });
  });

  test('is not asked twice where one unit leads both, nor where its post is vacant', () => {
    const same = new Story({}, world);
    const [submitted] = same.act('2024-09-02', submit, as.liaison);
    expect(submitted).toMatchObject({ skipped: [{ step: 'findingLead', why: 'same' }] });
    const vacant = new Story({ findingUnit: jyj }, { ...world, directory: without('jyjPrincipal') });
    expect(vacant.act('2024-09-02', submit, as.liaison)).toMatchObject([
      { skipped: [{ step: 'findingLead', why: 'vacant' }] },
    ]);
  });
});

describe('the team', () => {
  const world = { ...under(['unitPrincipal', 'team', 'office']), teamHead: 'member' };
  const atTeam = (changes: object = {}, head = world) => {
    const story = new Story(changes, head);
    story.act('2024-09-02', submit, as.liaison);
    story.act('2024-09-03', approve, as.principal);
    return story;
  };

  test('reviews by its head, within a limit of its own', () => {
    const story = atTeam();
    expect(story.state.review).toMatchObject({ index: 1, limit: '2024-09-06' });
    expect(story.state.clock?.holder).toBe('team');
    expect(story.try('2024-09-04', approve, as.clerk)).toMatchObject({ code: 'not-allowed' });
    story.act('2024-09-04', approve, as.member);
    expect(story.state.review).toMatchObject({
      index: 2,
      approvals: [{ by: 'principal' }, { step: 'team', by: 'member' }],
    });
  });

  test('is left out where no team sees the finding, and stood in for where its head handed it in or leads it', () => {
    const { teamHead, ...none } = world;
    const [submitted] = new Story({}, none).act('2024-09-02', submit, as.liaison);
    expect(submitted).toMatchObject({ skipped: [{ step: 'team', why: 'vacant' }] });
    const own = atTeam({ leaders: ['member'] });
    expect(own.state.review?.stages[1]).toMatchObject({ step: 'team', by: 'office', standsIn: true });
    expect(own.try('2024-09-04', approve, as.member)).toMatchObject({ code: 'not-allowed' });
  });

  test('goes to its new head in the middle of a review', () => {
    const story = atTeam();
    const context = { ...story.at('2024-09-04'), teamHead: 'supervisor' };
    const named = tick(story.state, context);
    expect(named).toMatchObject([{ type: 'ReviewerNamed', post: 'team', teamHead: 'supervisor' }]);
    const state = named.reduce<MeasureState>(evolve, story.state);
    expect(decide(state, approve, as.member, context)).toMatchObject({ code: 'not-allowed' });
    expect(decide(state, approve, as.supervisor, context)).toMatchObject([{ type: 'StepApproved' }]);
  });
});

describe('every step', () => {
  test('has a limit of the policy, whatever it is', () => {
    for (const step of reviewSteps) expect(standard.review.limits[step]).toBeGreaterThan(0);
    const { team, ...limits } = standard.review.limits;
    const old = { ...standard, review: { ...standard.review, limits } };
    expect(completed(old as unknown as Policy).review.limits.team).toBe(3);
  });
});

describe('several lead leaders', () => {
  const leaders = ['leader', 'secretary'];

  test('the first signature does', () => {
    const story = new Story({ leaders }, under(['leader', 'office']));
    story.act('2024-09-02', submit, as.liaison);
    story.act('2024-09-03', approve, as.secretary);
    expect(story.state.review?.index).toBe(1);
  });

  test('all sign where policy says so, each once', () => {
    const story = new Story({ leaders }, under(['leader', 'office'], 'all'));
    story.act('2024-09-02', submit, as.liaison);
    const [signed] = story.act('2024-09-03', approve, as.secretary);
    expect(signed).toMatchObject({ type: 'StepApproved', left: ['leader'] });
    expect(story.state.review).toMatchObject({ index: 0, limit: '2024-09-09' });
    expect(story.try('2024-09-03', approve, as.secretary)).toMatchObject({ code: 'own-item' });
    story.act('2024-09-04', approve, as.leader);
    expect(story.state.review?.index).toBe(1);
  });
});

describe('when people change in the middle of a review', () => {
  const inReview = () => {
    const story = new Story();
    story.act('2024-09-02', submit, as.liaison);
    return story;
  };
  const changed = (state: MeasureState, ...missing: Parameters<typeof without>) => {
    const context = { ...inReview().at('2024-09-03'), directory: without(...missing) };
    const events = tick(state, context);
    return { events, state: events.reduce(evolve, state), context };
  };

  test('a step whose post fell vacant goes to whoever stands in, who is told, and back when it is filled', () => {
    const story = inReview();
    story.act('2024-09-03', approve, as.principal);
    const vacant = changed(story.state, 'leader');
    expect(vacant.events).toMatchObject([
      { type: 'ReviewerNamed', index: 1, post: 'office', standsIn: true, notices: [{ to: 'reviewer' }] },
    ]);
    expect(decide(vacant.state, approve, as.clerk, vacant.context)).toMatchObject([{ type: 'StepApproved' }]);
    expect(changed(vacant.state).events).toMatchObject([{ post: 'leader', standsIn: false }]);
  });

  test('the head’s step is answered by the office then', () => {
    expect(changed(inReview().state, 'principal').events).toMatchObject([{ index: 0, post: 'office' }]);
  });

  test('so does the closing', () => {
    const story = inReview();
    story.act('2024-09-03 11:00', approve, as.principal);
    story.act('2024-09-03 12:00', approve, as.leader);
    story.act('2024-09-03 13:00', approve, as.clerk);
    const closing = changed(story.state, 'coordinator', 'clerk', 'seconded');
    expect(closing.events).toMatchObject([{ type: 'ReviewerNamed', post: 'supervision' }]);
    expect(closing.state.review?.closer).toBe('supervision');
  });
});

describe('acceptance by the higher level', () => {
  const apply = { type: 'applyAcceptance', body: '市委巡察办', application: '区整改办〔2024〕5号' } as const;
  const atTheTop = () => {
    const story = new Story({}, under(['unitPrincipal', 'higherLevel']));
    story.act('2024-09-02', submit, as.liaison);
    story.act('2024-09-03', approve, as.principal);
    return story;
  };

  test('is applied for by the office, which holds it until then', () => {
    const story = atTheTop();
    expect(story.state).toMatchObject({ clock: { holder: 'office' }, review: { limit: '2024-09-06' } });
    expect(story.try('2024-09-03', approve, as.city)).toMatchObject({ code: 'wrong-state' });
    expect(story.try('2024-09-03', { ...apply, application: ' ' }, as.clerk)).toMatchObject({ code: 'reason-missing' });
    expect(story.try('2024-09-03', apply, as.liaison)).toMatchObject({ code: 'not-allowed' });
    story.act('2024-09-04', apply, as.clerk);
    expect(story.state).toMatchObject({
      clock: { holder: 'higherLevel' },
      acceptance: { body: '市委巡察办', application: '区整改办〔2024〕5号', appliedOn: '2024-09-04', result: null },
    });
    expect(story.try('2024-09-04', apply, as.clerk)).toMatchObject({ code: 'wrong-state' });
  });

  test('records document and result, and the closing follows', () => {
    const story = atTheTop();
    const record = { type: 'recordAcceptance', result: 'accepted', document: '市巡办〔2024〕7号' } as const;
    expect(story.try('2024-09-03', record, as.clerk)).toMatchObject({ code: 'wrong-state' });
    story.act('2024-09-04', apply, as.clerk);
    expect(story.try('2024-10-15', { ...record, on: '2024-09-03' }, as.clerk)).toMatchObject({ code: 'backdated' });
    expect(story.try('2024-10-15', { ...record, document: '' }, as.clerk)).toMatchObject({ code: 'reason-missing' });
    story.act('2024-10-15', record, as.clerk);
    expect(story.state.acceptance).toMatchObject({ result: 'accepted', document: '市巡办〔2024〕7号' });
    story.act('2024-10-16', { type: 'close' }, as.coordinator);
    expect(story.state.closure?.late).toBe(false);
  });

  test('refused it goes back with a limit, and is applied for anew the next time', () => {
    const story = atTheTop();
    story.act('2024-09-04', apply, as.clerk);
    const refused = { type: 'recordAcceptance', result: 'refused', document: '7号', reason: '资料不全' } as const;
    story.act('2024-09-10', refused, as.city);
    expect(story.state).toMatchObject({ phase: 'open', resubmitBy: '2024-09-25' });
    story.act('2024-09-20', submit, as.liaison);
    story.act('2024-09-21', approve, as.principal);
    expect(story.state.clock?.holder).toBe('office');
    story.act('2024-09-21', apply, as.clerk);
  });

  test('is asked about after each report cycle', () => {
    const story = atTheTop();
    story.act('2024-09-04', apply, as.clerk);
    story.runTo('2024-12-31');
    const asked = story.events.filter(({ type }) => type === 'AcceptanceAsked');
    expect(asked).toMatchObject([
      { period: '2024-09', notices: [{ to: 'office' }] },
      { period: '2024-10' },
      { period: '2024-11' },
      { period: '2024-12' },
    ]);
  });
});
