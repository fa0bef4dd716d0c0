import { createRecorder } from '../../activities/record.ts';
import { contextAt, createRuleBook } from '../../activities/rules.ts';
import type { Engine } from '../../client/engine.ts';
import { type Actor, system } from '../../domain/actor.ts';
import type { Instant } from '../../domain/calendar/day.ts';
import type { FindingDraft, MeasureDraft } from '../../domain/plan/lists.ts';
import { standard } from '../../domain/plan/presets.ts';
import type { Settings } from '../../domain/plan/settings.ts';
import type { Ledger } from '../../ledger/open.ts';
import type { Inbox } from '../../mail/inbox/inbox.ts';
import { beginSession } from '../../web/access/session.ts';
import type { PageDeps } from '../../web/deps.ts';
import { pages } from '../../web/pages.tsx';
import { type Kind, readStream, streamOf } from '../../workflows/contract.ts';
import { directory, instant } from '../support/domain.ts';

export type Play = {
  /** A command at an hour; a refusal fails the test. */
  act(kind: Kind, id: string, actor: Actor, command: { type: string }, when: string): Promise<void>;
  /** Time passes for one stream: what waits for it is taken, and what is due happens. */
  pass(kind: Kind, id: string, when: string): Promise<void>;
};

type Lists = { findings: FindingDraft[]; measures: MeasureDraft[] };

/** A campaign whose lists are drafted and issued on 2024-07-01, recorded as the engine records. */
export async function playCampaign(
  ledger: Ledger,
  id: string,
  { findings, measures }: Lists,
  {
    clock = 'real',
    site = null,
    ...more
  }: Partial<Settings> & { clock?: 'real' | 'stepped'; site?: string | null } = {},
): Promise<Play> {
  const record = createRecorder({ ledger, rules: createRuleBook(ledger), wake: () => undefined, site });
  let n = 0;
  async function ask(kind: Kind, item: string, actor: Actor, command: { type: string } | null, when: string) {
    const now = instant(when);
    const stream = streamOf[kind](id, item);
    const row = await ledger.db.selectFrom('stream').select('seq').where('id', '=', stream).executeTakeFirst();
    const envelope = { id: `act-${++n}`, actor, command: command!, at: now };
    const answer = await record({
      ...{ kind, stream, campaign: id, expectedSeq: row?.seq ?? 0, now, done: null },
      envelopes: command ? [envelope] : [],
    });
    const said = answer.answers[envelope.id];
    if (said && 'refusal' in said) throw new Error(`${command!.type} refused: ${JSON.stringify(said.refusal)}`);
  }
  const settings: Settings = {
    ...{ id, name: '青禾区委巡察整改', feedbackOn: '2024-06-28', concentratedMonths: 3, zone: 'Asia/Shanghai' },
    ...{ language: 'zh-CN', office: { name: '区委整改办', replyTo: 'office@example.test' } },
    ...more,
  };
  const issued = '2024-07-01';
  await ask('campaign', '', system, { type: 'setUp', settings, clock, policy: standard, directory } as never, issued);
  await ask('postmaster', '', system, { type: 'open' }, issued);
  for (const draft of findings) {
    const ids = measures.filter(({ finding }) => finding === draft.id).map((one) => one.id);
    await ask('finding', draft.id, system, { type: 'draft', draft, campaign: id, measures: ids } as never, issued);
  }
  for (const draft of measures)
    await ask('measure', draft.id, system, { type: 'draft', draft, campaign: id } as never, issued);
  const issue = { type: 'issue', document: '区委办〔2024〕12号', approvers: ['区委常委会'] };
  if (measures.length > 0) {
    await ask('campaign', '', system, issue, issued);
    await ask('campaign', '', system, { type: 'release' }, issued);
  }
  for (const { id: finding } of findings) await ask('finding', finding, system, null, issued);
  for (const { id: measure } of measures) await ask('measure', measure, system, null, issued);
  for (const { id: finding } of findings) await ask('finding', finding, system, null, issued);
  return { act: ask, pass: (kind, item, when) => ask(kind, item, system, null, when) };
}

const noMail: Inbox = {
  list: async () => ({ total: 0, mails: [] }),
  read: async () => null,
  count: async () => 0,
  async *audit() {},
};

/** An engine that records at once, without Temporal: every command is decided and answered as a worker would. */
export function engineOver(ledger: Ledger, now: () => Instant): Engine {
  const record = createRecorder({ ledger, rules: createRuleBook(ledger), wake: () => undefined });
  const not = () => Promise.reject(new Error('not here'));
  return {
    ...{ start: not, tick: not, wake: not, restore: not, startImport: not, isImporting: not },
    async act(stream, envelope) {
      const { kind, campaign } = readStream(stream)!;
      const row = await ledger.db.selectFrom('stream').select('seq').where('id', '=', stream).executeTakeFirst();
      const base = { kind, stream, campaign, expectedSeq: row?.seq ?? 0, now: now(), done: null };
      const answer = await record({ ...base, envelopes: [{ ...envelope, at: now() }] });
      return answer.answers[envelope.id]!;
    },
  };
}

type More = Partial<Omit<PageDeps, 'site'>> & { site?: Partial<PageDeps['site']> };

/** What the pages need besides a ledger: nothing runs, mails go nowhere unless told. */
export function pageDeps(ledger: Ledger, now: () => Instant, more: More = {}): PageDeps {
  return {
    ...{ ledger, now, contextAt, inbox: noMail, engine: null, folder: 'data', base },
    verify: () => Promise.reject(new Error('not here')),
    takeBounce: () => Promise.reject(new Error('not here')),
    log: { error: (facts) => console.error(facts) },
    ...more,
    site: {
      ...{
        base,
        seal: Buffer.alloc(32, 7),
        admins: [],
        evidence: '',
        clientOf: () => '192.0.2.1',
        setUps: null,
        rehearsals: null,
      },
      send: async () => ({ state: 'accepted', response: '250' }),
      ...more.site,
    },
  };
}

export const base = 'http://127.0.0.1';

/** The cookie of somebody who is signed in, code and all. */
export async function cookieOf(ledger: Ledger, address: string | null, now: Instant): Promise<string> {
  const who = { address: address ?? '', operator: address === null, rehearsed: false, coded: true };
  return `xiaohao=${await beginSession(ledger.db, who, now)}`;
}

/** The pages over a ledger at an hour, for the owner of the machine; answers what a browser would get. */
export function visit(
  ledger: Ledger,
  when: string | Instant,
): (path: string) => Promise<{ status: number; text: string; headers: Headers }> {
  const now = typeof when === 'string' ? instant(when) : when;
  const app = pages(pageDeps(ledger, () => now));
  let cookie: Promise<string> | null = null;
  return async (path) => {
    cookie ??= cookieOf(ledger, null, now);
    const answer = await app.request(path, { headers: { Cookie: await cookie } });
    return { status: answer.status, text: await answer.text(), headers: answer.headers };
  };
}

/** What a person reads of a page. */
export function plain(html: string): string {
  return html
    .replace(/<[^>]*>/g, ' ')
    .replace(/&quot;|&#34;/g, '"')
    .replace(/\s+/g, ' ');
}
