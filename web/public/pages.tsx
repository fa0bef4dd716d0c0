import { Hono } from 'hono';
import { paperDocx } from '../../documents/out/paper.ts';
import { addDays, isDay } from '../../domain/calendar/day.ts';
import { instantAt } from '../../domain/calendar/zone.ts';
import { CodedError } from '../../domain/errors.ts';
import type { FindingState } from '../../domain/finding/state.ts';
import type { MeasureState } from '../../domain/measure/state.ts';
import { standingBefore } from '../../ledger/queries/asOf.ts';
import { findingStates, measureStates } from '../../ledger/queries/states.ts';
import { fill } from '../../words/language.ts';
import { viewWords } from '../../words/views.ts';
import type { PageEnv } from '../access/guard.ts';
import { may } from '../access/may.ts';
import type { Inside } from '../campaign/inside.tsx';
import type { View } from '../campaign/view.ts';
import type { PageDeps } from '../deps.ts';
import { Frame } from '../frame/frame.tsx';
import { pathTo } from '../frame/path.ts';
import { type PublicList, publicList } from './list.ts';
import { publicPaper } from './paper.ts';

/** The list as it would be published, as of now or of the end of a day that is over, from the events recorded by then. */
export function publicPages({ ledger: { db } }: PageDeps, { within }: Inside): Hono<PageEnv> {
  const app = new Hono<PageEnv>();
  app.get('/c/:campaign/public', (c) =>
    within(c, async (view) => c.html(<PublicPage {...(await asked(view, c.req.query('asOf')))} view={view} />)),
  );
  app.get('/c/:campaign/public.docx', (c) =>
    within(c, async (view) => {
      const { list, day } = await asked(view, c.req.query('asOf'));
      const name = encodeURIComponent(`${viewWords[view.language].public.file}-${day}.docx`);
      return c.body(new Uint8Array(paperDocx(publicPaper(list, day, view))), 200, {
        'Content-Type': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
        'Content-Disposition': `attachment; filename*=UTF-8''${name}`,
      });
    }),
  );
  return app;

  /** @throws CodedError `not-for-you`, `no-such-date` */
  async function asked(view: View, asOf: string | undefined) {
    if (!may(view.who, { to: 'seePublic' })) throw new CodedError('not-for-you');
    const day = asOf || view.day;
    if (!isDay(day) || day > view.day) throw new CodedError('no-such-date', { text: day.slice(0, 40) });
    const { findings, measures } = await itemsOn(view, day);
    return { list: publicList(findings, measures), day };
  }

  async function itemsOn({ campaign: { id, settings }, day: today }: View, day: string) {
    if (day < today) return (await standingBefore(db, id, instantAt(addDays(day, 1), '00:00', settings.zone))).items();
    return {
      findings: (await findingStates(db, id)) as FindingState[],
      measures: (await measureStates(db, id)) as MeasureState[],
    };
  }
}

function PublicPage({ list, day, view }: { list: PublicList; day: string; view: View }) {
  const words = viewWords[view.language].public;
  const shown = list.findings.reduce((sum, { measures }) => sum + measures.length, 0);
  const hidden = list.hidden.length;
  const frozen = day < view.day;
  const paper = publicPaper(list, day, view);
  return (
    <Frame
      language={view.language}
      title={words.title}
      self={(other) => pathTo(`${view.masthead.path}/public`, frozen ? { asOf: day } : {}, other)}
      masthead={view.masthead}
      user={view.user}
    >
      <div class="no-print">
        <h1>
          {words.title}　{fill(words.counts, { all: shown + hidden, shown, hidden })}
        </h1>
        <form method="get" action={`${view.masthead.path}/public`} class="filters">
          {view.language === 'en' && <input type="hidden" name="lang" value="en" />}
          <label for="asOf">{words.day}</label>
          <input class="form-control" id="asOf" type="date" name="asOf" value={day} max={view.day} />
          <button class="btn btn-outline-primary" type="submit">
            {words.show}
          </button>
          {shown > 0 && (
            <a class="btn btn-outline-primary" href={view.to('/public.docx', frozen ? { asOf: day } : {})}>
              {words.word}
            </a>
          )}
          <span class="note">{words.print}</span>
        </form>
      </div>
      {shown === 0 ? (
        <p>
          {words.empty} <span class="note">{words.emptyNext}</span>
        </p>
      ) : (
        <article class="paper">
          <h2>{paper.title}</h2>
          <p class="paper-day">{paper.below}</p>
          {paper.paragraphs.map(({ heading, text }) => (heading ? <h3>{text}</h3> : <p>{text}</p>))}
        </article>
      )}
      {hidden > 0 && (
        <details class="no-print">
          <summary>{fill(words.hidden, { n: hidden })}</summary>
          <ul>
            {list.hidden.map(({ measure, why }) => (
              <li>
                <a href={view.to(`/m/${encodeURIComponent(measure.id)}`)}>
                  {measure.no} {measure.title}
                </a>{' '}
                <span class="note">{words[why]}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </Frame>
  );
}
