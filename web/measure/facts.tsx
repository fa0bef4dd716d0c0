import type { Day } from '../../domain/calendar/day.ts';
import type { MeasureState } from '../../domain/measure/state.ts';
import { boardWords } from '../../words/board.ts';
import { itemWords } from '../../words/item.ts';
import { fill } from '../../words/language.ts';
import { timelineWords } from '../../words/timeline.ts';
import type { View } from '../campaign/view.ts';
import { listed, personName, unitName } from '../item/names.ts';
import { sayReport } from '../item/now.ts';
import { Due } from './due.tsx';

type Props = { state: MeasureState; finding: { no: string; title: string } | null; before: Day[]; view: View };

/** A measure's dates, its people, and where it stands. */
export function MeasureFacts({ state, finding, before, view }: Props) {
  const words = itemWords[view.language];
  const { language } = view;
  return (
    <dl>
      <dt>{words.doneDue}</dt>
      <dd>{state.doneDue ? <Due deadline={state.doneDue} before={before} view={view} /> : undated(state, view)}</dd>
      {state.effectDue && (
        <>
          <dt>{words.effectDue}</dt>
          <dd>
            <Due deadline={state.effectDue} view={view} /> {effectOf(state, view)}
          </dd>
        </>
      )}
      {state.resubmitBy && <Fact name={words.resubmitBy}>{view.dates.full(state.resubmitBy)}</Fact>}
      {state.extension && <Fact name={words.extension}>{extensionOf(state, view)}</Fact>}
      {state.milestones.length > 0 && (
        <Fact name={words.milestones}>
          {state.milestones.map(({ day, text, metOn }) => (
            <div>
              {view.dates.day(day)} {text} {metOn && fill(words.met, { day: view.dates.day(metOn) })}
            </div>
          ))}
        </Fact>
      )}
      {state.lastReport && <Fact name={words.report}>{sayReport(state.lastReport, view)}</Fact>}
      {state.submission && <Fact name={words.submission}>{submissionOf(state.submission, state.quantity, view)}</Fact>}
      {state.closure && <Fact name={words.closure}>{closureOf(state.closure, view)}</Fact>}
      <Fact name={words.finding}>
        <a href={view.to(`/f/${encodeURIComponent(state.finding)}`)}>
          {finding?.no} {finding?.title}
        </a>
      </Fact>
      <Fact name={words.unit}>{unitName(view, state.leadUnit)}</Fact>
      <Fact name={words.leaders}>
        {listed(
          view,
          state.leaders.map((id) => personName(view, id)),
        )}
      </Fact>
      {state.participants.length > 0 && (
        <Fact name={words.participants}>
          {listed(
            view,
            state.participants.map((id) => unitName(view, id)),
          )}
        </Fact>
      )}
      {state.handler && <Fact name={words.handler}>{personName(view, state.handler)}</Fact>}
      <Fact name={words.kind}>{boardWords[language].kind[state.kind]}</Fact>
    </dl>
  );
}

/** One line of a list of facts. */
export function Fact({ name, children }: { name: string; children?: unknown }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

function undated({ kind, longTerm, phase }: MeasureState, { language }: View): string {
  const words = itemWords[language];
  const shown = boardWords[language].kind[longTerm ? 'longTerm' : kind];
  if (phase === 'draft' && !longTerm) return words.undatedYet;
  return fill(words.undated, { kind: shown });
}

function effectOf({ effect }: MeasureState, { dates, language }: View): string {
  const words = itemWords[language];
  if (!effect) return '';
  return fill(effect.confirmedBy ? words.confirmed : words.claimed, { day: dates.day(effect.claimedOn) });
}

function extensionOf({ extension, doneDue }: MeasureState, view: View): string {
  const { to, reason, round } = extension!;
  const from = doneDue ? view.dates.day(doneDue.day) : boardWords[view.language].none;
  return fill(itemWords[view.language].extensionFacts, { from, to: view.dates.day(to), nth: round, reason });
}

function submissionOf(
  { round, doneOn, evidence, noEvidenceReason, shortReason: why }: NonNullable<MeasureState['submission']>,
  quantity: MeasureState['quantity'],
  view: View,
) {
  const words = itemWords[view.language];
  const facts = { round, doneOn: view.dates.day(doneOn), n: evidence.length, reason: noEvidenceReason ?? '' };
  const said = fill(noEvidenceReason === null ? words.submissionFacts : words.noEvidence, facts);
  if (!why || !quantity) return said;
  const { done, total, unit } = quantity;
  return fill(words.shortFacts, { facts: said, done, total, unit, why });
}

function closureOf({ by, day, late }: NonNullable<MeasureState['closure']>, view: View): string {
  const { punctual } = timelineWords[view.language];
  return fill(itemWords[view.language].closureFacts, {
    ...{ day: view.dates.day(day), by: personName(view, by) },
    punctual: late ? punctual.late : punctual.onTime,
  });
}
