import { feedWords } from '../../words/feed.ts';
import { viewWords } from '../../words/views.ts';
import { may } from '../access/may.ts';
import type { View } from '../campaign/view.ts';
import { hasCalendar } from '../feed/offered.ts';
import { type BoardQuery, writeQuery } from './query.ts';

/** Where else one can look from the board, and the board as a file; what is not for this visitor is not there. */
export function Views({ query, view }: { query: BoardQuery; view: View }) {
  const { more, link } = viewWords[view.language];
  const { page: _, ...asked } = writeQuery(query);
  return (
    <nav class="tabs" aria-label={more}>
      {may(view.who, { to: 'seePublic' }) && <a href={view.to('/public')}>{link.public}</a>}
      {may(view.who, { to: 'supervise' }) && <a href={view.to('/supervision')}>{link.supervise}</a>}
      {may(view.who, { to: 'seeAudit' }) && <a href={view.to('/audit')}>{link.audit}</a>}
      {hasCalendar(view) && <a href={view.to('/calendar')}>{feedWords[view.language].title}</a>}
      <a href={view.to('/board.xlsx', asked)}>{link.xlsx}</a>
      <a href={view.to('/board.csv', asked)}>{link.csv}</a>
    </nav>
  );
}
