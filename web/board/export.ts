import { Hono } from 'hono';
import { type Table, tableCsv, tableWorkbook } from '../../documents/out/table.ts';
import { boardPage } from '../../ledger/queries/boardPage.ts';
import { boardWords } from '../../words/board.ts';
import { viewWords } from '../../words/views.ts';
import type { PageEnv } from '../access/guard.ts';
import type { Inside } from '../campaign/inside.tsx';
import type { View } from '../campaign/view.ts';
import type { PageDeps } from '../deps.ts';
import { lightText } from '../item/light.tsx';
import { unitName } from '../item/names.ts';
import { glanceAt } from '../item/standing.ts';
import { announceShortly, comingFor } from '../item/step.ts';
import { filterOf, readQuery } from './query.ts';

const atOnce = 1_000;
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The board as a file: the same filter, the same scope, all its pages. */
export function exportRoutes(deps: PageDeps, { within }: Inside): Hono<PageEnv> {
  const app = new Hono<PageEnv>();
  app.get('/c/:campaign/board.xlsx', (c) =>
    within(c, async (view) => {
      const book = await tableWorkbook(await tableOf(deps, view, (name) => c.req.query(name)));
      return c.body(new Uint8Array(book), 200, headersFor(view, 'xlsx', xlsx));
    }),
  );
  app.get('/c/:campaign/board.csv', (c) =>
    within(c, async (view) => {
      const text = tableCsv(await tableOf(deps, view, (name) => c.req.query(name)));
      return c.body(text, 200, headersFor(view, 'csv', 'text/csv; charset=utf-8'));
    }),
  );
  return app;
}

function headersFor(view: View, ending: string, type: string): Record<string, string> {
  const name = `${view.campaign.id}-${view.day}.${ending}`.replace(/[^\w.-]/g, '_');
  return { 'Content-Type': type, 'Content-Disposition': `attachment; filename="${name}"` };
}

async function tableOf(
  { ledger: { db } }: PageDeps,
  view: View,
  asked: (name: string) => string | undefined,
): Promise<Table> {
  const { campaign, day, scope, language } = view;
  const query = readQuery(asked, view);
  const request = { campaign: campaign.id, scope, day, filter: filterOf(query, view), sort: query.sort };
  const rows: string[][] = [];
  for (let offset = 0; ; offset += atOnce) {
    const { measures } = await boardPage(db, { ...request, limit: atOnce, offset });
    rows.push(...measures.map((state) => rowOf(state, view)));
    if (measures.length < atOnce) break;
  }
  const header = Object.values(boardWords[language].column);
  return { sheet: viewWords[language].sheet, header, rows, widths: [10, 50, 20, 20, 14, 24, 40] };
}

/** As the board shows it, but days as a table writes them. */
function rowOf(state: Parameters<typeof glanceAt>[0], view: View): string[] {
  const { light, distance, hidden, holder, due } = glanceAt(state, view);
  const [next] = comingFor(state, view);
  return [
    ...[state.no, state.title, unitName(view, state.leadUnit), holder, due ?? ''],
    ...[[lightText(light, view.language), distance, hidden].filter((part) => part !== '').join(' ')],
    ...[next ? announceShortly(next, view) : ''],
  ];
}
