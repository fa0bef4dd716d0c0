import { addWorkdays } from '../calendar/calendar.ts';
import type { Day } from '../calendar/day.ts';
import { dayOf } from '../calendar/zone.ts';
import type { Context } from '../context.ts';
import { isHeads, type Person, type PersonId } from '../plan/directory.ts';
import type { ReviewStep } from '../plan/policy.ts';
import { holdsPost, isOwnItem } from './authority.ts';
import type { MeasureState, Post, Review, ReviewStage } from './state.ts';

/** The post that answers a step in the ordinary case. */
const postOf: Record<ReviewStep, Post> = {
  unitPrincipal: 'principal',
  findingLead: 'findingPrincipal',
  team: 'team',
  officeCheck: 'office',
  leader: 'leader',
  office: 'office',
  higherLevel: 'higherLevel',
};

type Skipped = { step: string; why: 'vacant' | 'same' };

/**
 * Lays down a review at submission. A step whose post is vacant, or held only by somebody whose own item it is, goes to
 * whoever stands in: supervision and office for each other, the leading group for what the head of it holds; the
 * principals' steps fall away when nobody else can take them (PROCESS.md: nobody reviews his own item), and so does the
 * finding's where the same unit leads both and its head has been asked already, and the team's where no team sees it.
 * `state` already carries the submission, so that its author counts as an owner.
 */
export function layDownReview(
  submitted: MeasureState,
  context: Context,
): { review: Review; skipped: Skipped[]; teamHead?: PersonId } {
  const { steps } = context.policy.review;
  const head = steps.includes('team') && context.teamHead !== undefined ? { teamHead: context.teamHead } : {};
  const state = { ...submitted, ...head };
  const stages: ReviewStage[] = [];
  const skipped: Skipped[] = [];
  for (const [i, step] of steps.entries()) {
    const sameUnit = step === 'findingLead' && isOneUnit(state);
    const post = sameUnit ? 'principal' : postOf[step];
    const by = step === 'team' && !('teamHead' in head) ? null : whoAnswers(post, state, context);
    if (sameUnit && steps.indexOf('unitPrincipal') >= 0 && steps.indexOf('unitPrincipal') < i)
      skipped.push({ step, why: 'same' });
    else if (by === null) skipped.push({ step, why: 'vacant' });
    else stages.push({ step, by, standsIn: by !== post });
  }
  const limit = limitAt(stages[0]?.step ?? 'office', context, 'arrived');
  return { review: { stages, index: 0, limit, approvals: [], closer: closerOf(state, context) }, skipped, ...head };
}

function isOneUnit({ findingUnit, leadUnit }: MeasureState): boolean {
  return findingUnit === undefined || findingUnit === leadUnit;
}

/**
 * The day by which whoever holds a step should have acted. `arrived`: of the higher level's step only the application has
 * come up, which is the office's to make.
 */
export function limitAt(step: ReviewStep, context: Context, arrived?: 'arrived'): Day {
  const today = dayOf(context.now, context.calendar.zone);
  const asked = arrived && step === 'higherLevel' ? 'officeCheck' : step;
  return addWorkdays(context.calendar, today, context.policy.review.limits[asked]);
}

/** Persons who hold a post towards this measure and whose own item it is not. */
function candidates(post: Post, state: MeasureState, persons: Person[], besides: PersonId[] = []): Person[] {
  return persons.filter((person) => {
    if (besides.includes(person.id)) return false;
    const actor = { person: person.id, units: person.unit === null ? [] : [person.unit], roles: person.roles };
    return holdsPost(post, state, actor) && !isOwnItem(state, actor, post);
  });
}

/**
 * The post that answers for `post` today: itself, or whoever stands in, `besides` those who have had their part in it
 * already; null where nobody can.
 */
export function whoAnswers(post: Post, state: MeasureState, context: Context, besides: PersonId[] = []): Post | null {
  if (candidates(post, state, context.directory.persons, besides).length > 0) return post;
  return standIn(post, state, context, besides);
}

function standIn(post: Post, state: MeasureState, { directory }: Context, besides: PersonId[]): Post | null {
  if (post === 'principal' || post === 'findingPrincipal') return null;
  const order: Post[] = post === 'office' ? ['supervision', 'leadingGroup'] : ['office', 'supervision', 'leadingGroup'];
  return order.find((role) => candidates(role, state, directory.persons, besides).length > 0) ?? null;
}

/** Who is to answer the present step, where today's directory says another than the review does; null: as it stands. */
export function reviewerNow(
  reviewed: MeasureState,
  context: Context,
): { post: Post; standsIn: boolean; teamHead?: PersonId } | null {
  const { teamHead } = context;
  const isNewHead = teamHead !== undefined && teamHead !== reviewed.teamHead;
  const state = isNewHead ? { ...reviewed, teamHead } : reviewed;
  if (state.phase !== 'review' || !state.review) return null;
  const { stages, index, closer } = state.review;
  const stage = stages[index];
  if (!stage) {
    const by = closerOf(state, context);
    return by === closer ? null : { post: by, standsIn: by !== 'office' };
  }
  const post = stage.step === 'findingLead' && isOneUnit(state) ? 'principal' : postOf[stage.step];
  // In the middle of a review a principal's step does not fall away any more: the office answers it.
  const by = whoAnswers(post, state, context) ?? whoAnswers('office', state, context);
  const other = isNewHead && by === 'team' ? { teamHead } : {};
  return by === null || (by === stage.by && !('teamHead' in other))
    ? null
    : { post: by, standsIn: by !== post, ...other };
}

/** Who is to confirm a claimed effect, where today's directory says another than was asked; null: as it stands. */
export function confirmerNow(state: MeasureState, context: Context): Post | null {
  const { effect, phase } = state;
  if (!effect?.asks || !['open', 'review', 'closed'].includes(phase)) return null;
  const had = [effect.by, effect.signedBy ?? ''];
  const first = state.leaders.length > 0 && effect.signedBy === undefined ? 'leader' : 'office';
  const now = whoAnswers(first, state, context, had);
  return now === effect.asks ? null : now;
}

/** Who is to accept it as long-term, where today's directory says another than was asked; null: as it stands. */
export function accepterNow(state: MeasureState, context: Context): Post | null {
  const { permanence, phase } = state;
  if (!permanence?.asks || phase !== 'open') return null;
  const had = [permanence.by, permanence.signedBy ?? ''];
  const first = state.leaders.length > 0 && permanence.signedBy === undefined ? 'leader' : 'office';
  const now = whoAnswers(first, state, context, had);
  return now === permanence.asks ? null : now;
}

/** Lead leaders who have to sign beside `signer` before a leader's step is done; nobody where the first one does. */
export function leadersLeft(state: MeasureState, signer: PersonId, { policy, directory }: Context): PersonId[] {
  const { stages, index, approvals } = state.review!;
  const stage = stages[index]!;
  if (policy.review.leaders !== 'all' || stage.step !== 'leader' || stage.by !== 'leader') return [];
  const signed = [signer, ...approvals.filter(({ step }) => step === 'leader').map(({ by }) => by)];
  return candidates('leader', state, directory.persons)
    .map(({ id }) => id)
    .filter((id) => !signed.includes(id));
}

/** Items of the head are closed by the leading group, others by the office or its stand-in. */
function closerOf(state: MeasureState, context: Context): Post {
  const { persons } = context.directory;
  if (isHeads(state.leaders, context.directory) && candidates('leadingGroup', state, persons).length > 0)
    return 'leadingGroup';
  return whoAnswers('office', state, context) ?? 'leadingGroup';
}
