import type { FindingState } from '../../domain/finding/state.ts';
import { holderOf } from '../../domain/measure/holder.ts';
import type { MeasureState } from '../../domain/measure/state.ts';
import type { StoredEvent } from '../../ledger/append.ts';
import type { DeliveryLine } from '../../ledger/queries/deliveries.ts';
import type { EvidenceRow } from '../../ledger/tables/access.ts';
import { itemWords } from '../../words/item.ts';
import { fill } from '../../words/language.ts';
import { Refused } from '../acts/actForm.tsx';
import { PaperForm } from '../acts/paperForm.tsx';
import type { View } from '../campaign/view.ts';
import { Frame } from '../frame/frame.tsx';
import { pathTo } from '../frame/path.ts';
import { Ahead } from '../item/ahead.tsx';
import { entriesOf, type Tab } from '../item/entries.ts';
import { LightBadge } from '../item/light.tsx';
import { nowOfMeasure } from '../item/now.ts';
import { glanceAt, holderName } from '../item/standing.ts';
import { announce, comingFor } from '../item/step.ts';
import { Timeline } from '../item/timeline.tsx';
import { Acts } from './acts.tsx';
import { daysIn, HolderBar } from './clock.tsx';
import { earlierDays } from './due.tsx';
import { Evidence } from './evidence.tsx';
import { MeasureFacts } from './facts.tsx';

type Props = {
  state: MeasureState;
  finding: FindingState | null;
  events: StoredEvent[];
  lines: DeliveryLine[];
  files: EvidenceRow[];
  tab: Tab;
  view: View;
};

/** One measure: where it stands, who has it, why its dates, what comes next, and what has happened. */
export function Measure({ state, finding, events, lines, files, tab, view }: Props) {
  const words = itemWords[view.language];
  const { light, distance, hidden } = glanceAt(state, view);
  const path = `/m/${encodeURIComponent(state.id)}`;
  const title = `${state.no} ${state.title}`;
  const steps = comingFor(state, view).map((item) => announce(item, { measure: state }, view));
  const milestone = (index: number) => state.milestones[index]?.text ?? '';
  const telling = { view, numberOf: (id: string) => id, milestone };
  return (
    <Frame
      language={view.language}
      title={title}
      self={(other) => pathTo(`${view.masthead.path}${path}`, tab === 'all' ? {} : { show: tab }, other)}
      masthead={view.masthead}
      user={view.user}
    >
      <Refused view={view} now={nowOfMeasure(state, events.at(-1) ?? null, view)} />
      <h1>{title}</h1>
      <p>
        <LightBadge light={light} distance={distance} language={view.language} /> {hidden} {heldFor(state, view)}
      </p>
      <Acts {...{ state, files, view }} />
      <PaperForm {...{ state, view }} />
      <MeasureFacts
        state={state}
        finding={finding}
        before={earlierDays(events, state.doneDue?.day ?? null)}
        view={view}
      />
      {state.text !== state.title && (
        <details>
          <summary>{words.text}</summary>
          <p class="lead">{state.text}</p>
        </details>
      )}
      <Evidence files={files} measure={state.id} view={view} />
      <HolderBar state={state} view={view} />
      <Ahead steps={steps} note={state.phase === 'open' ? words.aheadSkip : ''} view={view} />
      <Timeline entries={entriesOf(events, lines, telling)} tab={tab} path={path} view={view} />
    </Frame>
  );
}

function heldFor(state: MeasureState, view: View): string {
  const words = itemWords[view.language];
  if (holderOf(state) === 'nobody' || !state.clock) return '';
  return fill(words.heldFor, { holder: holderName(state, view), days: daysIn(view.context.now - state.clock.since) });
}
