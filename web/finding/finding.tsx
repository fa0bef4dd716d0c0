import type { FindingState } from '../../domain/finding/state.ts';
import { agenda } from '../../domain/finding/tick.ts';
import type { MeasureState } from '../../domain/measure/state.ts';
import type { StoredEvent } from '../../ledger/append.ts';
import type { DeliveryLine } from '../../ledger/queries/deliveries.ts';
import { itemWords } from '../../words/item.ts';
import { fill } from '../../words/language.ts';
import { Refused } from '../acts/actForm.tsx';
import { Rows } from '../board/rows.tsx';
import type { View } from '../campaign/view.ts';
import { Frame } from '../frame/frame.tsx';
import { pathTo } from '../frame/path.ts';
import { Ahead } from '../item/ahead.tsx';
import { entriesOf, type Tab } from '../item/entries.ts';
import { listed, personName, unitName } from '../item/names.ts';
import { lastActOf } from '../item/now.ts';
import { announce } from '../item/step.ts';
import { Timeline } from '../item/timeline.tsx';
import { Fact } from '../measure/facts.tsx';
import { FindingActs } from './acts.tsx';
import { sayClosable } from './closable.ts';

type Props = {
  state: FindingState;
  measures: MeasureState[];
  events: StoredEvent[];
  lines: DeliveryLine[];
  tab: Tab;
  view: View;
};

/** One finding: can it be closed, what is missing, its measures, and what has happened. */
export function Finding({ state, measures, events, lines, tab, view }: Props) {
  const words = itemWords[view.language];
  const path = `/f/${encodeURIComponent(state.id)}`;
  const title = `${words.finding} ${state.no} ${state.title}`;
  const numberOf = (id: string) => measures.find((one) => one.id === id)?.no ?? id;
  const coming = agenda(state, view.context).map((step) => announce(step, state, view));
  const telling = { view, numberOf, milestone: () => '' };
  return (
    <Frame
      language={view.language}
      title={title}
      self={(other) => pathTo(`${view.masthead.path}${path}`, tab === 'all' ? {} : { show: tab }, other)}
      masthead={view.masthead}
      user={view.user}
    >
      <Refused view={view} now={lastActOf(events.at(-1) ?? null, telling)} />
      <h1>{title}</h1>
      <p class="answer">{sayClosable(state, numberOf, view)}</p>
      <FindingActs state={state} view={view} />
      <dl>
        {state.category.length > 0 && <Fact name={words.category}>{state.category.join(' / ')}</Fact>}
        <Fact name={words.findingLead}>{unitName(view, state.leadUnit)}</Fact>
        <Fact name={words.leaders}>
          {listed(
            view,
            state.leaders.map((id) => personName(view, id)),
          )}
        </Fact>
      </dl>
      <h2>{measures.length > 0 ? fill(words.measures, { n: measures.length }) : words.measuresNone}</h2>
      {measures.length > 0 && <Rows measures={measures} view={view} />}
      <Ahead steps={coming} view={view} />
      <Timeline entries={entriesOf(events, lines, telling)} tab={tab} path={path} view={view} />
    </Frame>
  );
}
