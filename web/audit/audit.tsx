import type { Actor } from '../../domain/actor.ts';
import type { Instant } from '../../domain/calendar/day.ts';
import type { ErrorCode } from '../../domain/errors.ts';
import type { Deed } from '../../ledger/queries/deeds.ts';
import type { RefusalRow } from '../../ledger/tables/record.ts';
import type { Verified } from '../../ledger/verify.ts';
import { cliWords } from '../../words/cli.ts';
import { errorTerms, sayError } from '../../words/errors.ts';
import { fill } from '../../words/language.ts';
import { timelineWords } from '../../words/timeline.ts';
import { viewWords } from '../../words/views.ts';
import type { View } from '../campaign/view.ts';
import { Frame } from '../frame/frame.tsx';
import { pathTo } from '../frame/path.ts';
import { tell } from '../item/happened.ts';
import { personName } from '../item/names.ts';

export type Shown = 'people' | 'all' | 'refusals';

type Props = {
  shown: Shown;
  before: number | null;
  deeds: Deed[];
  refused: RefusalRow[];
  verified: Verified | null;
  now: Instant;
  view: View;
};

export const linesOnPage = 100;

/** A campaign's record as an auditor reads it, newest first. */
export function Audit({ shown, before, deeds, refused, verified, now, view }: Props) {
  const words = viewWords[view.language].audit;
  const n = shown === 'refusals' ? refused.length : deeds.length;
  const [some, none] = shown === 'refusals' ? [words.refused, words.refusedNone] : [words.title, words.none];
  const title = n > 0 ? fill(some, { n }) : none;
  const query = { show: shown === 'people' ? '' : shown, before: before ?? '' };
  const last = deeds.at(-1);
  return (
    <Frame
      language={view.language}
      title={title}
      self={(other) => pathTo(`${view.masthead.path}/audit`, query, other)}
      masthead={view.masthead}
      user={view.user}
    >
      {verified && <VerifiedBand verified={verified} now={now} view={view} />}
      <h1>{title}</h1>
      <form method="post" action={view.to('/audit/verify', { show: query.show })}>
        <input type="hidden" name="form" value={view.user?.form} />
        <p class="note">{words.verifyLead}</p>
        <button class="btn btn-outline-primary" type="submit">
          {words.verify}
        </button>
      </form>
      <nav class="tabs" aria-label={title}>
        {(['people', 'all', 'refusals'] as const).map((tab) => (
          <a
            href={view.to('/audit', { show: tab === 'people' ? '' : tab })}
            aria-current={tab === shown ? 'page' : undefined}
          >
            {words.tab[tab]}
          </a>
        ))}
        <a href={view.to('/access')}>{words.access}</a>
      </nav>
      {n > 0 && (
        <table class="table">
          <thead>
            <tr>
              {[words.column.at, words.column.who, words.column.what, words.column.about].map((column) => (
                <th scope="col">{column}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {deeds.map((deed) => (
              <DeedRow deed={deed} view={view} />
            ))}
            {refused.map((row) => (
              <RefusedRow row={row} view={view} />
            ))}
          </tbody>
        </table>
      )}
      <nav class="paging" aria-label={viewWords[view.language].older}>
        {before !== null && <a href={view.to('/audit', { show: query.show })}>{viewWords[view.language].newest}</a>}
        {last && deeds.length === linesOnPage && (
          <a href={view.to('/audit', { show: query.show, before: last.pos })}>{viewWords[view.language].older}</a>
        )}
      </nav>
    </Frame>
  );
}

function VerifiedBand({ verified, now, view }: { verified: Verified; now: Instant; view: View }) {
  const words = viewWords[view.language].audit;
  const at = view.dates.moment(now);
  const { broken, events, streams, deliveries } = verified;
  if (!broken) {
    return (
      <div class="alert alert-success" role="status">
        {fill(words.held, { at, events: grouped(events), streams: grouped(streams), deliveries: grouped(deliveries) })}
      </div>
    );
  }
  const { stream, seq, why } = broken;
  return (
    <div class="alert alert-danger" role="alert">
      {fill(words.broken, { at, stream, seq, why: words.why[why] ?? why })}
    </div>
  );
}

function DeedRow({ deed: { no, event }, view }: { deed: Deed; view: View }) {
  return (
    <tr>
      <td class="date">
        <time datetime={view.dates.machine(event.at)}>{view.dates.moment(event.at)}</time>
      </td>
      <td>{whoDid(event.actor as Actor | null, view)}</td>
      <td>{sayDeed(event, view)}</td>
      <td class="number">{about(event.stream, no, view)}</td>
    </tr>
  );
}

function RefusedRow({ row, view }: { row: RefusalRow; view: View }) {
  const words = viewWords[view.language].audit;
  const acts: Record<string, string> = errorTerms[view.language].act;
  const why = sayError(view.language, row.code as ErrorCode, row.facts as Record<string, string | number>);
  const actor = { person: row.person, units: [], roles: [], ...(row.paper ? { paper: row.paper } : {}) } as Actor;
  return (
    <tr>
      <td class="date">{view.dates.moment(row.at)}</td>
      <td>{whoDid(actor, view)}</td>
      <td>
        {fill(words.refusedWhat, { act: acts[row.act] ?? row.act, why })} <small>{row.code}</small>
      </td>
      <td class="number">{about(row.stream, null, view)}</td>
    </tr>
  );
}

/** Measures and findings tell a sentence; of the campaign itself and its mails the bare word says enough. */
function sayDeed(event: Deed['event'], view: View): string {
  const isItem = /^(measure|finding)\//.test(event.stream) && event.type in timelineWords[view.language].events;
  if (isItem) return tell(event, { view, numberOf: (id) => id, milestone: () => '' }).what;
  const words: Record<string, string> = cliWords[view.language].event;
  return words[event.type] ?? event.type;
}

function whoDid(actor: Actor | null, view: View): string {
  const words = viewWords[view.language].audit;
  if (!actor || actor.person === 'system') return words.engine;
  const { person, behalf, paper } = actor;
  return [
    personName(view, person),
    ...(behalf ? [fill(words.behalf, { of: personName(view, behalf.of) })] : []),
    ...(paper ? [fill(words.paper, { number: paper.number, by: personName(view, paper.by) })] : []),
  ].join(' · ');
}

function about(stream: string, no: string | null, view: View) {
  const [kind, , id = ''] = stream.split('/');
  const path = kind === 'measure' ? '/m/' : kind === 'finding' ? '/f/' : null;
  return path === null ? '' : <a href={view.to(path + encodeURIComponent(id))}>{no ?? id}</a>;
}

/** 18,204 */
function grouped(n: number): string {
  return new Intl.NumberFormat('en').format(n);
}
