import { addWorkdays } from '../calendar/calendar.ts';
import type { Day } from '../calendar/day.ts';
import { dayOf } from '../calendar/zone.ts';
import type { Context } from '../context.ts';
import type { Person, Role } from '../plan/directory.ts';
import type { ReviewStep } from '../plan/policy.ts';
import { isOwnItem } from './authority.ts';
import type { MeasureState, Review, ReviewStage } from './state.ts';

/** The post that answers a step in the ordinary case. */
const postOf: Record<ReviewStep, Role> = {
  unitPrincipal: 'principal',
  findingLead: 'principal',
  officeCheck: 'office',
  leader: 'leader',
  office: 'office',
  higherLevel: 'higherLevel',
};

/**
 * Lays down a review at submission. A step whose post is vacant, or held only by somebody whose own item it is, goes to
 * whoever stands in: supervision and office for each other, the leading group for what the head of it holds; the
 * principal's step falls away when nobody else can take it (PROCESS.md: nobody reviews his own item).
 * `state` already carries the submission, so that its author counts as an owner.
 */
export function layDownReview(
  state: MeasureState,
  context: Context,
): { review: Review; skipped: { step: string; why: string }[] } {
  const stages: ReviewStage[] = [];
  const skipped: { step: string; why: string }[] = [];
  for (const step of context.policy.review.steps) {
    const post = postOf[step];
    const by = candidates(post, state, context.directory.persons).length > 0 ? post : standIn(post, state, context);
    if (by === null) skipped.push({ step, why: 'vacant' });
    else stages.push({ step, by, standsIn: by !== post });
  }
  const first = stages[0]?.step ?? 'office';
  return {
    review: { stages, index: 0, limit: stepLimit(first, context), approvals: [], closer: closerOf(state, context) },
    skipped,
  };
}

/** The day by which whoever holds a step should have acted. */
export function stepLimit(step: ReviewStep, context: Context): Day {
  const today = dayOf(context.now, context.calendar.zone);
  return addWorkdays(context.calendar, today, context.policy.review.limits[step]);
}

/** Persons who hold a post towards this measure and whose own item it is not. */
function candidates(post: Role, state: MeasureState, persons: Person[]): Person[] {
  return persons.filter((person) => {
    const units = person.unit === null ? [] : [person.unit];
    if (isOwnItem(state, { person: person.id, units, roles: person.roles }, post)) return false;
    if (post === 'leader') return state.leaders.includes(person.id);
    return person.roles.includes(post) && (post !== 'principal' || person.unit === state.leadUnit);
  });
}

function standIn(post: Role, state: MeasureState, { directory }: Context): Role | null {
  if (post === 'principal') return null;
  const order: Role[] = post === 'office' ? ['supervision', 'leadingGroup'] : ['office', 'supervision', 'leadingGroup'];
  return order.find((role) => candidates(role, state, directory.persons).length > 0) ?? null;
}

/** Items of the head close only by a decision of the leading group, whoever is left to record it. */
export function isHeads(state: MeasureState, { directory }: Context): boolean {
  return directory.persons.some((p) => p.roles.includes('secretary') && state.leaders.includes(p.id));
}

/** Items of the head are closed by the leading group, others by the office or its stand-in. */
function closerOf(state: MeasureState, context: Context): Role {
  const { persons } = context.directory;
  if (isHeads(state, context) && candidates('leadingGroup', state, persons).length > 0) return 'leadingGroup';
  if (candidates('office', state, persons).length > 0) return 'office';
  return standIn('office', state, context) ?? 'leadingGroup';
}
