import { type Context, Hono } from 'hono';
import type { Actor } from '../../domain/actor.ts';
import { CodedError } from '../../domain/errors.ts';
import type { StoredEvent } from '../../ledger/append.ts';
import { findScan } from '../../ledger/queries/scan.ts';
import type { EvidenceRow } from '../../ledger/tables/access.ts';
import { actWords } from '../../words/acts.ts';
import { fill } from '../../words/language.ts';
import { readStream } from '../../workflows/contract.ts';
import type { PageEnv } from '../access/guard.ts';
import { may } from '../access/may.ts';
import type { Inside } from '../campaign/inside.tsx';
import type { View } from '../campaign/view.ts';
import type { PageDeps } from '../deps.ts';
import { Frame } from '../frame/frame.tsx';
import { pathTo } from '../frame/path.ts';
import { entriesOf } from '../item/entries.ts';
import { personName } from '../item/names.ts';
import { sizeOf } from '../measure/evidence.tsx';
import { sendEvidence } from '../unit/evidence.ts';

/** What a browser shows by itself and runs nothing of. */
const pictures = ['image/jpeg', 'image/png'];
const digest = /^[0-9a-f]{64}$/;

/** A signed paper (审签单) as it was scanned, with what was entered from it. */
export function scanPages(deps: PageDeps, { within, missing }: Inside): Hono<PageEnv> {
  const { db } = deps.ledger;
  const app = new Hono<PageEnv>();

  app.get('/c/:campaign/scans/:sha256', (c) =>
    seen(c, (view, { file, events }) => c.html(<ScanPage {...{ view, file, events }} />)),
  );

  app.get('/c/:campaign/scans/:sha256/file', (c) =>
    seen(c, async (_, { file }) => {
      const answer = await sendEvidence(deps.site.evidence, file);
      if (!answer) throw new CodedError('unknown-id', { id: file.sha256 });
      if (!pictures.includes(file.type)) return answer;
      const headers = new Headers(answer.headers);
      headers.set('Content-Type', file.type);
      headers.set('Content-Disposition', 'inline');
      return new Response(answer.body, { headers });
    }),
  );

  return app;

  type Scan = NonNullable<Awaited<ReturnType<typeof findScan>>>;

  function seen(c: Context<PageEnv>, show: (view: View, scan: Scan) => Response | Promise<Response>) {
    return within(c, async (view) => {
      const sha256 = c.req.param('sha256') ?? '';
      const scan = digest.test(sha256) ? await findScan(db, view.campaign.id, sha256) : null;
      const [first] = scan?.events ?? [];
      const signer = (first?.actor as Actor | null | undefined)?.person;
      if (!scan || !signer || !may(view.who, { to: 'seeScan', signer })) return missing(c, view);
      return show(view, scan);
    });
  }
}

function ScanPage({ view, file, events }: { view: View; file: EvidenceRow; events: StoredEvent[] }) {
  const words = actWords[view.language].scanPage;
  const { person, paper } = events[0]!.actor as Actor;
  const title = fill(words.title, { number: paper!.number, name: personName(view, person) });
  const path = `/scans/${file.sha256}`;
  return (
    <Frame
      language={view.language}
      title={title}
      self={(other) => pathTo(view.masthead.path + path, {}, other)}
      masthead={view.masthead}
      user={view.user}
    >
      <h1>{title}</h1>
      <p>
        {fill(words.entered, {
          ...{ day: view.dates.full(paper!.date), by: personName(view, paper!.by), at: view.dates.moment(file.at) },
        })}
      </p>
      <ul>
        {events.map((event) => (
          <li>{entered(event, view)}</li>
        ))}
      </ul>
      {pictures.includes(file.type) ? (
        <img class="scan" src={view.to(`${path}/file`)} alt={title} />
      ) : (
        <p>
          <a class="btn btn-outline-primary" href={view.to(`${path}/file`)}>
            {fill(words.fetch, { name: file.name, size: sizeOf(file.size) })}
          </a>
        </p>
      )}
      <p class="note">sha256 {file.sha256}</p>
    </Frame>
  );
}

/** One thing that was entered from the paper, with where it stands. */
function entered(event: StoredEvent, view: View) {
  const [entry] = entriesOf([event], [], { view, numberOf: (id) => id, milestone: () => '' });
  const of = readStream(event.stream);
  const what = entry!.what;
  if (of?.kind !== 'measure') return what;
  return (
    <>
      <a href={view.to(`/m/${encodeURIComponent(of.id)}`)}>{of.id}</a> {what}
    </>
  );
}
