import type { MeasureState } from '../../domain/measure/state.ts';
import type { Tally } from '../../ledger/queries/tally.ts';
import { boardWords } from '../../words/board.ts';
import { fill } from '../../words/language.ts';
import type { View } from '../campaign/view.ts';
import { Frame } from '../frame/frame.tsx';
import { Paging } from '../frame/paging.tsx';
import { pathTo } from '../frame/path.ts';
import { Live } from '../live/live.tsx';
import type { Today } from '../mine/today.ts';
import { Counters } from './counters.tsx';
import { Filters } from './filters.tsx';
import { Head } from './head.tsx';
import { type BoardQuery, isFiltered, writeQuery } from './query.ts';
import { Rows } from './rows.tsx';
import { TodayLine } from './today.tsx';
import { Views } from './views.tsx';

export const measuresOnPage = 50;

type Props = {
  today: Today | null;
  bulk: { done: number; refused: number } | null;
  tally: Tally;
  total: number;
  measures: MeasureState[];
  query: BoardQuery;
  categories: string[];
  view: View;
};

/** The coordinator's board: how it stands, what is going wrong and with whom it lies. */
export function Board({ today, bulk, tally, total, measures, query, categories, view }: Props) {
  const words = boardWords[view.language];
  const filtered = isFiltered(query);
  return (
    <Frame
      language={view.language}
      title={view.campaign.settings.name}
      self={(other) => pathTo(view.masthead.path, writeQuery(query), other)}
      masthead={view.masthead}
      user={view.user}
      across
    >
      {bulk && (
        <p class="alert alert-info" role="status">
          {fill(words.bulk.done, bulk)}
        </p>
      )}
      <Live view={view}>
        <Head tally={tally} view={view} />
        <TodayLine today={today} view={view} />
        <Counters tally={tally} query={query} view={view} />
      </Live>
      <Filters query={query} categories={categories} view={view} />
      <p class="note">
        {total > 0 ? fill(filtered ? words.shownSome : words.shown, { total }) : filtered ? words.noMatch : words.empty}{' '}
        {filtered && <a href={view.to('')}>{words.filter.clear}</a>}{' '}
        <a href={view.to('/charts')}>{words.charts.title}</a>
      </p>
      {total > 0 && <Rows measures={measures} view={view} choose={today !== null && view.campaign.clock === 'real'} />}
      <Paging
        language={view.language}
        page={query.page}
        pages={Math.ceil(total / measuresOnPage)}
        to={(page) => view.to('', writeQuery({ ...query, page }))}
      />
      <Views query={query} view={view} />
    </Frame>
  );
}
