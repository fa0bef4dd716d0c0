import { Hono } from 'hono';
import { CodedError } from '../../domain/errors.ts';
import type { MeasureState } from '../../domain/measure/state.ts';
import { closedMeasures } from '../../ledger/queries/closed.ts';
import { fill } from '../../words/language.ts';
import { viewWords } from '../../words/views.ts';
import type { PageEnv } from '../access/guard.ts';
import { may } from '../access/may.ts';
import type { Inside } from '../campaign/inside.tsx';
import type { View } from '../campaign/view.ts';
import type { PageDeps } from '../deps.ts';
import { Frame } from '../frame/frame.tsx';
import { Paging } from '../frame/paging.tsx';
import { pageOf, pathTo } from '../frame/path.ts';
import { Table } from '../frame/table.tsx';
import { personName, unitName } from '../item/names.ts';
import { MeasureAct, offeredTo } from '../measure/acts.tsx';

export const closedOnPage = 50;

/** What 纪委监委 and 组织部 look through: everything closed, and whether it can be sent back. */
export function supervisionPages({ ledger: { db } }: PageDeps, { within }: Inside): Hono<PageEnv> {
  const app = new Hono<PageEnv>();
  app.get('/c/:campaign/supervision', (c) =>
    within(c, async (view) => {
      if (!may(view.who, { to: 'supervise' })) throw new CodedError('not-for-you');
      const page = pageOf(c.req.query('page'));
      const found = await closedMeasures(db, view.campaign.id, closedOnPage, (page - 1) * closedOnPage);
      return c.html(<Supervision {...found} page={page} view={view} />);
    }),
  );
  return app;
}

type Props = { measures: MeasureState[]; total: number; page: number; view: View };

function Supervision({ measures, total, page, view }: Props) {
  const words = viewWords[view.language].supervision;
  const rows = measures.map((state) => ({ state, back: offeredTo(view, state).includes('rebound') }));
  const m = rows.filter(({ back }) => back).length;
  const title = total > 0 ? fill(words.title, { n: total, m }) : words.none;
  return (
    <Frame
      language={view.language}
      title={title}
      self={(other) => pathTo(`${view.masthead.path}/supervision`, page > 1 ? { page } : {}, other)}
      masthead={view.masthead}
      user={view.user}
    >
      <h1>{title}</h1>
      <p class="lead">{words.lead}</p>
      {rows.length > 0 && (
        <Table columns={Object.values(words.column)}>
          {rows.map(({ state, back }) => (
            <tr>
              <td class="number">{state.no}</td>
              <td>
                <a href={view.to(`/m/${encodeURIComponent(state.id)}`)}>{state.title}</a>
              </td>
              <td data-label={words.column.unit}>{unitName(view, state.leadUnit)}</td>
              <td data-label={words.column.closed}>{closedWhen(state, view)}</td>
              <td data-label={words.column.evidence}>
                {fill(words.files, { n: state.submission?.evidence.length ?? 0 })}
              </td>
              <td>
                {back ? (
                  <MeasureAct act="rebound" state={state} files={[]} view={view} />
                ) : (
                  <span class="note">{words.readOnly}</span>
                )}
              </td>
            </tr>
          ))}
        </Table>
      )}
      <Paging
        language={view.language}
        page={page}
        pages={Math.ceil(total / closedOnPage)}
        to={(other) => view.to('/supervision', other > 1 ? { page: other } : {})}
      />
    </Frame>
  );
}

function closedWhen({ closure }: MeasureState, view: View): string {
  const words = viewWords[view.language].supervision;
  if (!closure) return '';
  const said = fill(words.closed, { day: view.dates.day(closure.day), by: personName(view, closure.by) });
  return closure.late ? `${said} · ${words.late}` : said;
}
