import { boardPage } from '../../ledger/queries/boardPage.ts';
import { categoriesOf } from '../../ledger/queries/findingPage.ts';
import { tally } from '../../ledger/queries/tally.ts';
import type { View } from '../campaign/view.ts';
import type { PageDeps } from '../deps.ts';
import { todayOf } from '../mine/today.ts';
import { Board, measuresOnPage } from './board.tsx';
import { filterOf, readQuery } from './query.ts';

/** Reads what a board needs: its counts, and one page of its measures. */
export async function showBoard(deps: PageDeps, view: View, asked: (name: string) => string | undefined) {
  const { db } = deps.ledger;
  const { campaign, day, scope } = view;
  let query = readQuery(asked, view);
  const what = { campaign: campaign.id, scope, day };
  const request = { ...what, filter: filterOf(query, view), sort: query.sort };
  const pageAt = (page: number) =>
    boardPage(db, { ...request, limit: measuresOnPage, offset: (page - 1) * measuresOnPage });
  let found = await pageAt(query.page);
  // A page past the end is an old address: the list has become shorter since.
  if (found.measures.length === 0 && query.page > 1) {
    query = { ...query, page: 1 };
    found = await pageAt(1);
  }
  const counts = await tally(db, what);
  const [done, refused] = [Number(asked('done')) || 0, Number(asked('refused')) || 0];
  return (
    <Board
      today={await todayOf(deps, view)}
      bulk={done + refused > 0 ? { done, refused } : null}
      tally={counts}
      {...found}
      query={query}
      categories={await categoriesOf(db, campaign.id, scope)}
      view={view}
    />
  );
}
