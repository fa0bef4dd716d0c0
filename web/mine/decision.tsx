import type { MeasureState } from '../../domain/measure/state.ts';
import { fill } from '../../words/language.ts';
import { mineWords } from '../../words/mine.ts';
import type { View } from '../campaign/view.ts';
import { LightBadge } from '../item/light.tsx';
import { unitName } from '../item/names.ts';
import { glanceAt } from '../item/standing.ts';
import { MeasureAct } from '../measure/acts.tsx';
import { consequenceOf } from '../measure/consequence.ts';
import type { Decision } from './desk.ts';

/** One decision: what is asked, what it rests on, what follows, and the buttons. */
export function DecisionItem({ decision: { measure, acts }, view }: { decision: Decision; view: View }) {
  const words = mineWords[view.language];
  const hoped = acts[0]!;
  const then = consequenceOf(hoped, measure, view);
  return (
    <li class="decision" id={`d.${measure.id}`}>
      <p class="mb-0">
        <b>{words.what[measure.notMine ? 'refuseNotMine' : hoped] ?? ''}</b> <ItemLink measure={measure} view={view} />
      </p>
      <p class="note">{factsOf({ measure, acts }, view)}</p>
      {then && (
        <p class="mb-1">
          {words.follows.lead}
          {then}
        </p>
      )}
      <div class="act-row">
        {acts.map((act) => (
          <MeasureAct
            act={act}
            state={measure}
            files={[]}
            view={view}
            first={act === hoped && act !== 'return'}
            back="mine"
          />
        ))}
      </div>
    </li>
  );
}

/** A measure in one line: its light, number and title, and whose it is. */
export function ItemLink({ measure, view }: { measure: MeasureState; view: View }) {
  const { light, distance } = glanceAt(measure, view);
  return (
    <>
      <LightBadge light={light} distance={distance} language={view.language} />{' '}
      <a href={view.to(`/m/${encodeURIComponent(measure.id)}`)}>
        {measure.no} {measure.title}
      </a>{' '}
      · {unitName(view, measure.leadUnit)}
    </>
  );
}

function factsOf({ measure, acts }: Decision, view: View): string {
  const { facts } = mineWords[view.language];
  const { extension, submission, review, effect, notMine, doneDue, lastReport } = measure;
  const { dates } = view;
  if (notMine && acts.includes('refuseNotMine'))
    return fill(facts.notMine, { reason: notMine.reason, day: dates.day(notMine.limit) });
  if (extension && acts.includes('grantExtension')) {
    const { to, round, reason } = extension;
    return fill(facts.extension, {
      from: doneDue ? dates.day(doneDue.day) : '',
      to: dates.day(to),
      nth: round,
      reason,
    });
  }
  if (effect && acts.includes('confirmEffect')) return fill(facts.effect, { day: dates.day(effect.claimedOn) });
  if (!submission || !review) return '';
  const evidence =
    submission.evidence.length > 0
      ? fill(facts.files, { n: submission.evidence.length })
      : fill(facts.noEvidence, { reason: submission.noEvidenceReason ?? '' });
  const said = fill(facts.submission, { day: dates.day(submission.day), evidence, limit: dates.day(review.limit) });
  const { hidden } = glanceAt(measure, view);
  const { shortReason: reason } = submission;
  const short = reason && measure.quantity ? fill(facts.short, { ...measure.quantity, reason }) : '';
  return [said, short, hidden, lastReport?.nearCopy ? facts.nearCopy : ''].filter((one) => one !== '').join(' · ');
}
