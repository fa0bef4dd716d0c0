import { createHash } from 'node:crypto';
import type { Transaction } from 'kysely';
import { system } from '../domain/actor.ts';
import type { Instant } from '../domain/calendar/day.ts';
import { compose, type Waiting } from '../domain/digest/compose.ts';
import type { Digest, DigestItem } from '../domain/digest/digest.ts';
import { standingOf } from '../domain/digest/standing.ts';
import type { FindingState } from '../domain/finding/state.ts';
import type { MeasureState } from '../domain/measure/state.ts';
import type { Notice } from '../domain/notice/notice.ts';
import type { Person } from '../domain/plan/directory.ts';
import type { To } from '../domain/plan/recipient.ts';
import { evolve, nextItem, type PostmasterEvent, type PostmasterState } from '../domain/postmaster/postmaster.ts';
import type { Found, Write } from '../ledger/append.ts';
import { silentCanaries } from '../ledger/canary.ts';
import { type DeliveryEntry, recordDeliveries } from '../ledger/deliveryRecord.ts';
import { takeUpDeafHooks } from '../ledger/queries/deafHooks.ts';
import type { NewMailRow } from '../ledger/tables/mail.ts';
import type { Tables } from '../ledger/tables.ts';
import { renderDigest } from '../mail/render/digest.ts';
import type { Answer, DeliveryCounts, RecordRequest } from '../workflows/contract.ts';
import { linkDigests } from './digestLinks.ts';
import { type DomainEvent, toStored } from './event.ts';
import { contextAt, type Rules } from './rules.ts';
import { hadBefore, takeUp, unreachablePersons } from './undelivered.ts';

type Tx = Transaction<Tables>;

/** A window's digests, rendered and ready to be written with the event that says so. */
export type Staged = {
  windowAt: Instant;
  mails: NewMailRow[];
  links: { mail: string; notice: string }[];
  voided: { id: string; reason: string }[];
  /** Notices that all whom they reach had already. */
  told: string[];
  /** What is put on record of the mails, and which findings they speak of. */
  entries: DeliveryEntry[];
  findings: { finding: string; mail: string }[];
  /** Raised by the composing itself: what the office is told of mails that were not delivered. */
  notices: Notice[];
  unitLinks: ReturnType<typeof linkDigests>['rows'];
};

/**
 * Composes the window that is due, if one is: at its hour every mail lies finished in the outbox. What was not delivered
 * since the last one is taken up first, in the same transaction.
 */
export async function stage(
  tx: Tx,
  request: RecordRequest,
  found: Found,
  rules: Rules,
  site: string | null,
): Promise<Staged | null> {
  const { campaign, now } = request;
  const state = found.state as PostmasterState | null;
  const context = contextAt(rules.state, now);
  const item = state && nextItem(state, context);
  if (item?.kind !== 'compose' || item.at > now) return null;
  const { windowAt } = item;
  // Issued and not released: the window passes without a mail, and what waits goes out in a later one.
  const { held } = rules.state;
  const undelivered = held ? { counts: null, entries: [] } : await takeUp(tx, campaign, windowAt, now);
  const silent = held || rules.state.clock === 'stepped' ? 0 : (await silentCanaries(tx, now)).length;
  const deaf = held ? 0 : await takeUpDeafHooks(tx, campaign, now);
  const notices = [
    ...(undelivered.counts ? [undeliveredNotice('mails', undelivered.counts, windowAt)] : []),
    ...(silent > 0 ? [undeliveredNotice('canary', { silent }, windowAt)] : []),
    ...(deaf > 0 ? [undeliveredNotice('hooks', { deaf }, windowAt)] : []),
  ];
  const waiting = [
    ...(held ? [] : await waitingFor(tx, campaign, windowAt)),
    // They get their ids from the event that is about to be recorded, the next of this stream.
    ...notices.map((notice, n) => ({ ...{ id: `${request.stream}#${found.seq + 1}#${n}`, notice }, about: null })),
  ];
  const measures = waiting.length === 0 ? [] : await measuresOf(tx, campaign);
  const unreachable = await unreachablePersons(tx, campaign, windowAt, rules.state.directory);
  const { digests, voided, told } = compose(
    waiting,
    windowAt,
    rules.state,
    context.calendar,
    measures,
    () => null,
    unreachable,
  );
  const sealKey = await installationOf(tx);
  const persons = new Map(rules.state.directory.persons.map((person) => [person.id, person]));
  const byId = new Map(waiting.map((one) => [one.id, one]));
  const { linked, rows: unitLinks } = site
    ? linkDigests(digests, rules.state, site, now)
    : { linked: digests, rows: [] };
  const staged: Staged = {
    ...{ windowAt, voided, told, notices, entries: undelivered.entries, unitLinks },
    ...{ mails: [], links: [], findings: [] },
  };
  for (const digest of linked) {
    const mail = await outgoing(digest, now, persons.get(digest.person.id)!, sealKey);
    const carried = new Map(
      digest.items.flatMap((item) => [item.notice, ...(item.also ?? [])].map((id) => [id, item])),
    );
    const items = [...carried].map(([id, item]) => lineOf(id, byId.get(id)!, item));
    staged.mails.push(mail);
    for (const { notice } of items) staged.links.push({ mail: mail.id, notice });
    for (const finding of new Set(items.flatMap((line) => line.finding ?? [])))
      staged.findings.push({ finding, mail: mail.id });
    staged.entries.push({ at: now, what: 'staged', mail: mail.id, facts: stagedFacts(mail, items) });
  }
  return staged;
}

/** What the record keeps of a mail's content: nothing but what it was about and a fingerprint. */
function stagedFacts({ person, email, window_at, audience, raw }: NewMailRow, items: object[]): object {
  const sha256 = createHash('sha256').update(raw).digest('hex');
  return { person, email, windowAt: window_at, audience, sha256, bytes: raw.byteLength, items };
}

/** A notice as the record has it: why it came to this person, and with which other one it was made one line. */
function lineOf(notice: string, { about, notice: { to, letter } }: Waiting, item: DigestItem) {
  const measure = about && 'measure' in about ? about.measure : null;
  const finding = measure?.finding ?? (about && 'finding' in about ? about.finding.id : null);
  return {
    ...{ notice, role: to, letter, finding, measure: measure?.id ?? null },
    ...(item.rerouted ? { rerouted: item.rerouted } : {}),
    ...(item.notice !== notice ? { with: item.notice } : {}),
  };
}

/** The office's line about what was not delivered, one for each kind; the list has the names. */
function undeliveredNotice(of: 'mails' | 'canary' | 'hooks', facts: Notice['facts'], windowAt: Instant): Notice {
  const basis = of === 'mails' ? 'undelivered' : `undelivered:${of}`;
  return { to: 'office', letter: 'undelivered', block: 'todo', basis, due: null, windowAt, facts };
}

async function waitingFor(tx: Tx, campaign: string, windowAt: Instant): Promise<Waiting[]> {
  const rows = await tx
    .selectFrom('notice')
    .innerJoin('stream', 'stream.id', 'notice.stream')
    .select(['notice.id', 'role', 'letter', 'block', 'basis', 'due', 'facts', 'window_at', 'kind', 'stream.state'])
    .where('notice.campaign', '=', campaign)
    .where('notice.state', '=', 'waiting')
    .where('window_at', '<=', windowAt)
    .execute();
  // Sorted here: a database sorts text by its own language.
  rows.sort((a, b) => (a.id < b.id ? -1 : 1));
  const had = await hadBefore(tx, campaign);
  return rows.map(({ id, role, letter, block, basis, due, facts, window_at, kind, state }) => ({
    id,
    notice: {
      to: role as To,
      letter,
      block,
      basis,
      due,
      facts: facts as Record<string, string>,
      windowAt: window_at,
    },
    about:
      kind === 'measure'
        ? { measure: state as MeasureState }
        : kind === 'finding'
          ? { finding: state as FindingState }
          : null,
    had: had.get(id) ?? [],
  }));
}

async function installationOf(tx: Tx): Promise<string> {
  const row = tx.selectFrom('meta').select('value').where('key', '=', 'installation');
  return (await row.executeTakeFirstOrThrow()).value;
}

async function measuresOf(tx: Tx, campaign: string): Promise<MeasureState[]> {
  const rows = await tx
    .selectFrom('stream')
    .select('state')
    .where('campaign', '=', campaign)
    .where('kind', '=', 'measure')
    .execute();
  return rows.map(({ state }) => state as MeasureState);
}

async function outgoing(digest: Digest, now: Instant, person: Person, sealKey: string): Promise<NewMailRow> {
  const { subject, messageId, raw, to } = await renderDigest(digest, digest.campaign.replyTo, sealKey);
  return {
    id: messageId,
    campaign: digest.campaign.id,
    person: digest.person.id,
    email: to,
    window_at: digest.window,
    audience: digest.audience,
    subject,
    raw,
    items: digest.items.length,
    state: 'staged',
    tries: 0,
    next_try: null,
    response: null,
    staged_at: now,
    accepted_at: null,
    standing: standingOf(person, digest.day),
  };
}

/** What came of a delivery, and of which window. */
type Delivered = DeliveryCounts & { windowAt: Instant };

/** What the postmaster has to record now: that it opened, what it composed, what came of a delivery. */
export function decidePostmaster(request: RecordRequest, found: Found, rules: Rules, staged: Staged | null): Write {
  const base = { at: request.now, by: system.person, notices: [] };
  const events: PostmasterEvent[] = [];
  const answers: Record<string, Answer> = {};
  let state = found.state as PostmasterState | null;
  const happen = (event: PostmasterEvent) => {
    events.push(event);
    state = evolve(state, event);
  };
  for (const { id } of request.envelopes) {
    if (!state) happen({ ...base, type: 'Opened', campaign: request.campaign });
    if (!(id in found.answered)) answers[id] = { seq: found.seq + events.length, events: ['Opened'] };
  }
  const item = state && nextItem(state, contextAt(rules.state, request.now));
  const done = request.done as Delivered | null;
  // Done for another window: the workflow was behind, follows now, and delivers this one next.
  if (item?.kind === 'deliver' && item.at <= request.now && done?.windowAt === item.windowAt) {
    happen({ ...base, type: 'WindowDelivered', ...done });
  } else if (staged && item?.kind === 'compose' && item.windowAt === staged.windowAt) {
    const { windowAt, mails, voided, notices } = staged;
    const items = mails.reduce((sum, mail) => sum + mail.items, 0);
    happen({ ...base, notices, type: 'DigestsComposed', windowAt, mails: mails.length, items, voided: voided.length });
  }
  const composed = events.some(({ type }) => type === 'DigestsComposed');
  return {
    events: events.map((event) => toStored(event as DomainEvent, system)),
    state: state ?? {},
    nextAt: state && nextItem(state, contextAt(rules.state, request.now)).at,
    answers,
    messages: [],
    notices: events.flatMap(({ notices }, event) =>
      notices.map(({ to: role, windowAt: window_at, ...line }) => ({
        ...{ finding: null, measure: null, unit: null, ...line, role, window_at, event },
      })),
    ),
    ...(composed && staged ? { also: (tx: Tx) => write(tx, request.campaign, staged) } : {}),
  };
}

const chunk = 500;

async function write(tx: Tx, campaign: string, staged: Staged): Promise<void> {
  const { mails, links, voided, told, entries, findings, unitLinks } = staged;
  for (const some of chunks(unitLinks)) await tx.insertInto('unit_link').values(some).execute();
  for (const some of chunks(mails)) await tx.insertInto('mail').values(some).execute();
  for (const some of chunks(links)) await tx.insertInto('mail_notice').values(some).execute();
  for (const some of chunks(findings.map((one) => ({ campaign, ...one })))) {
    await tx.insertInto('delivery_finding').values(some).execute();
  }
  await recordDeliveries(tx, campaign, entries);
  for (const some of chunks([...new Set(links.map(({ notice }) => notice)), ...told])) {
    await tx.updateTable('notice').set({ state: 'staged' }).where('id', 'in', some).execute();
  }
  for (const reason of new Set(voided.map((line) => line.reason))) {
    const ids = voided.filter((line) => line.reason === reason).map(({ id }) => id);
    for (const some of chunks(ids))
      await tx.updateTable('notice').set({ state: 'void', reason }).where('id', 'in', some).execute();
  }
}

function* chunks<T>(all: T[]): Iterable<T[]> {
  for (let from = 0; from < all.length; from += chunk) yield all.slice(from, from + chunk);
}
