import type { Act } from '../../client/acts.ts';
import type { QuestionView } from '../../client/api.ts';
import type { Instant } from '../../domain/calendar/day.ts';
import type { Errand } from '../../domain/campaign/errand.ts';
import { ownsErrand } from '../../domain/campaign/errand.ts';
import type { LetterDraft } from '../../domain/campaign/letters.ts';
import { openItems, plansToSign, unreported } from '../../domain/campaign/round.ts';
import type { FindingState } from '../../domain/finding/state.ts';
import { isOverdue } from '../../domain/measure/condition.ts';
import type { MeasureState } from '../../domain/measure/state.ts';
import type { UnitId } from '../../domain/plan/directory.ts';
import { type DeafHook, deafHooks } from '../../ledger/queries/deafHooks.ts';
import { closable, escalatedTo, lastActOf, ledBy, lettersAbout, undecided } from '../../ledger/queries/desk.ts';
import { findFinding } from '../../ledger/queries/findingPage.ts';
import { findMeasure } from '../../ledger/queries/findMeasure.ts';
import { type Undelivered, undelivered } from '../../ledger/queries/undelivered.ts';
import { streamOf } from '../../workflows/contract.ts';
import { may } from '../access/may.ts';
import { questions } from '../api/questions.ts';
import type { View } from '../campaign/view.ts';
import type { PageDeps } from '../deps.ts';
import { awaited, offeredTo } from '../measure/acts.tsx';

/** One measure that waits for this person's word. */
export type Decision = { measure: MeasureState; acts: Act[] };
/** What a leader signs at once: the reports of one plan's period on all he leads. */
export type Signing = { plan: string; period: string; measures: MeasureState[]; look: Look[]; missing: UnitId[] };
export type Look = { measure: MeasureState; why: 'nearCopy' | 'overdue' | 'unreported' };
export type Escalation = { measure: MeasureState; letters: { letter: string; block: string; at: Instant }[] };
/** What was done from this desk a moment ago. */
export type Done = { no: string; title: string; path: string; type: string; at: Instant };

/** All that waits for one person in one campaign. */
export type Desk = {
  decisions: Decision[];
  signings: Signing[];
  escalations: Escalation[];
  errands: Errand[];
  given: Errand[];
  /** He leads them, and somebody else has to decide. */
  own: MeasureState[];
  led: MeasureState[];
  closable: FindingState[];
  letters: LetterDraft[];
  undelivered: Undelivered[];
  deafHooks: DeafHook[];
  questions: QuestionView[];
  done: Done[];
};

/** Not a decision by itself: it goes with another. */
const beside: Act[] = ['acknowledge'];

/** What waits for the one who looks; `done`: the items he has just dealt with. */
export async function deskOf(deps: PageDeps, view: View, done: string[] = []): Promise<Desk> {
  const { db } = deps.ledger;
  const { campaign, who, day } = view;
  const { id } = campaign;
  if (who.kind !== 'person') throw new Error('only a person has a desk');
  const { actor } = who;
  const errands = Object.values(campaign.errands ?? {}).sort((a, b) => (a.due < b.due ? -1 : 1));
  const waiting = await undecided(db, id);
  const office = actor.roles.includes('office');
  const escalated = (await escalatedTo(db, id, actor.person)).filter((measure) => isOverdue(measure, day));
  const led = await ledBy(db, id, actor.person);
  return {
    decisions: decisionsIn(waiting, view),
    signings: plansToSign(campaign, actor.person).map((plan) => signingOf(plan, led, view)),
    escalations: await Promise.all(
      escalated.map(async (measure) => ({
        measure,
        letters: await lettersAbout(db, streamOf.measure(id, measure.id)),
      })),
    ),
    errands: errands.filter((errand) => ownsErrand(actor, errand)),
    given: errands.filter((errand) => errand.by === actor.person && !ownsErrand(actor, errand)),
    own: led.filter(
      (one) => waiting.some(({ id: other }) => other === one.id) && decisionsIn([one], view).length === 0,
    ),
    led,
    closable: office ? (await closable(db, id)).filter((finding) => may(who, { to: 'close', finding })) : [],
    letters: office ? Object.values(campaign.letters ?? {}) : [],
    undelivered: office
      ? (await undelivered(db, id)).filter(({ state, instead }) => state !== 'deferred' && instead.length === 0)
      : [],
    deafHooks: office ? await deafHooks(db, id) : [],
    questions: office ? (await questions(deps, id)).filter(({ answer }) => answer === null) : [],
    done: await doneOf(deps, view, done),
  };
}

/** Those of them in which this visitor has the word. */
export function decisionsIn(waiting: MeasureState[], view: View): Decision[] {
  return waiting
    .map((measure) => {
      const offered = offeredTo(view, measure);
      const acts = offered.filter((act) => awaited.includes(act) && !beside.includes(act));
      const moves = measure.notMine && offered.includes('reassign') ? (['reassign'] as const) : [];
      return { measure, acts: [...acts, ...moves] };
    })
    .filter(({ acts }) => acts.length > 0);
}

/** What a leader signs of one plan. */
export function signingOf(plan: string, led: MeasureState[], { campaign, day }: View): Signing {
  const round = campaign.rounds![plan]!;
  const { measures } = openItems(campaign, plan, { findings: [], measures: led });
  const silent = unreported(measures, round.period);
  const look = measures.flatMap((measure): Look[] => {
    if (isOverdue(measure, day)) return [{ measure, why: 'overdue' }];
    if (silent.includes(measure.id)) return [{ measure, why: 'unreported' }];
    return measure.lastReport?.nearCopy ? [{ measure, why: 'nearCopy' }] : [];
  });
  const missing = round.units.filter((unit) => !(unit in round.consolidated));
  return { plan, period: round.period, measures, look, missing };
}

async function doneOf({ ledger: { db } }: PageDeps, { campaign: { id }, who }: View, done: string[]): Promise<Done[]> {
  if (who.kind !== 'person') return [];
  const found = await Promise.all(
    done.slice(-20).map(async (item) => {
      const measure = await findMeasure(db, id, item);
      const finding = measure ? null : await findFinding(db, id, item);
      const state = measure?.state ?? finding?.state;
      const stream = measure?.stream ?? finding?.stream;
      const last = stream ? await lastActOf(db, stream, who.actor.person) : null;
      if (!state || !last) return null;
      return {
        no: state.no,
        title: state.title,
        path: `${measure ? '/m' : '/f'}/${encodeURIComponent(item)}`,
        ...last,
      };
    }),
  );
  return found.filter((one) => one !== null);
}

/** How much of each kind waits; zero is zero. */
export function countsOf({ decisions, signings, errands, closable, letters, undelivered, deafHooks, questions }: Desk) {
  return {
    decide: decisions.length + signings.length,
    closable: closable.length,
    letters: letters.length,
    undelivered: undelivered.length + deafHooks.length,
    questions: questions.length,
    errands: errands.length,
  };
}
