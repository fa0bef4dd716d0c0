import { Hono } from 'hono';
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
import { type PublicList, publicList, publicState } from './list.ts';

/** The list as it would be published, as of now or of the end of a day that is over, from the events recorded by then. */
export function publicPages({ ledger: { db } }: PageDeps, { within }: Inside): Hono<PageEnv> {
  const app = new Hono<PageEnv>();
  app.get('/c/:campaign/public', (c) =>
    within(c, async (view) => {
      if (!may(view.who, { to: 'seePublic' })) throw new CodedError('not-for-you');
      const day = c.req.query('asOf') || view.day;
      if (!isDay(day) || day > view.day) throw new CodedError('no-such-date', { text: day.slice(0, 40) });
      const { findings, measures } = await itemsOn(view, day);
      return c.html(<PublicPage list={publicList(findings, measures)} day={day} view={view} />);
    }),
  );
  return app;

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
          <span class="note">{words.print}</span>
        </form>
      </div>
      {shown === 0 ? (
        <p>
          {words.empty} <span class="note">{words.emptyNext}</span>
        </p>
      ) : (
        <article class="paper">
          <h2>{fill(words.heading, { name: view.campaign.settings.name })}</h2>
          <p class="paper-day">{fill(frozen ? words.frozen : words.asOf, { day })}</p>
          <ol>
            {list.findings.map(({ finding, measures }) => (
              <li>
                <h3>{fill(words.finding, { title: finding.title })}</h3>
                {measures.map((measure, n) => (
                  <p>
                    {fill(words.measure, {
                      ...{ n: n + 1, text: measure.text || measure.title, state: words.state[publicState(measure)] },
                    })}
                  </p>
                ))}
              </li>
            ))}
          </ol>
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
