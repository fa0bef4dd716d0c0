import type { Transaction } from 'kysely';
import { system } from '../domain/actor.ts';
import type { Instant } from '../domain/calendar/day.ts';
import { compose, type Waiting } from '../domain/digest/compose.ts';
import type { Digest } from '../domain/digest/digest.ts';
import type { FindingState } from '../domain/finding/state.ts';
import type { MeasureState } from '../domain/measure/state.ts';
import type { Recipient } from '../domain/plan/recipient.ts';
import { evolve, nextItem, type PostmasterEvent, type PostmasterState } from '../domain/postmaster/postmaster.ts';
import type { Found, Write } from '../ledger/append.ts';
import type { NewMailRow, Tables } from '../ledger/tables.ts';
import { renderDigest } from '../mail/render/digest.ts';
import type { Answer, DeliveryCounts, RecordRequest } from '../workflows/contract.ts';
import { type DomainEvent, toStored } from './event.ts';
import { contextAt, type Rules } from './rules.ts';

type Tx = Transaction<Tables>;

/** A window's digests, rendered and ready to be written with the event that says so. */
export type Staged = {
  windowAt: Instant;
  mails: NewMailRow[];
  links: { mail: string; notice: string }[];
  voided: { id: string; reason: string }[];
};

/** Composes the window that is due, if one is: at its hour every mail lies finished in the outbox. */
export async function stage(tx: Tx, request: RecordRequest, found: Found, rules: Rules): Promise<Staged | null> {
  const state = found.state as PostmasterState | null;
  const context = contextAt(rules.state, request.now);
  const item = state && nextItem(state, context);
  if (item?.kind !== 'compose' || item.at > request.now) return null;
  // Issued and not released: the window passes without a mail, and what waits goes out in a later one.
  const waiting = rules.state.held ? [] : await waitingFor(tx, request.campaign, item.windowAt);
  const measures = waiting.length === 0 ? [] : await measuresOf(tx, request.campaign);
  const { digests, voided } = compose(waiting, item.windowAt, rules.state, context.calendar, measures, () => null);
  const mails: NewMailRow[] = [];
  const links: Staged['links'] = [];
  for (const digest of digests) {
    const mail = await outgoing(digest, request.now);
    mails.push(mail);
    for (const { notice, also = [] } of digest.items) {
      for (const id of new Set([notice, ...also])) links.push({ mail: mail.id, notice: id });
    }
  }
  return { windowAt: item.windowAt, mails, links, voided };
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
  return rows.map(({ id, role, letter, block, basis, due, facts, window_at, kind, state }) => ({
    id,
    notice: {
      to: role as Recipient,
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
  }));
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

async function outgoing(digest: Digest, now: Instant): Promise<NewMailRow> {
  const { subject, messageId, raw, to } = await renderDigest(digest);
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
  };
}

/** What came of a delivery, and of which window. */
type Delivered = DeliveryCounts & { windowAt: Instant };

/** What the postmaster has to record now: that it opened, what it composed, what came of a delivery. */
export function decidePostmaster(request: RecordRequest, found: Found, rules: Rules, staged: Staged | null): Write {
  const base = { at: request.now, by: system.person, notices: [] as [] };
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
    const { windowAt, mails, voided } = staged;
    const items = mails.reduce((sum, mail) => sum + mail.items, 0);
    happen({ ...base, type: 'DigestsComposed', windowAt, mails: mails.length, items, voided: voided.length });
  }
  const composed = events.some(({ type }) => type === 'DigestsComposed');
  return {
    events: events.map((event) => toStored(event as DomainEvent, system)),
    state: state ?? {},
    nextAt: state && nextItem(state, contextAt(rules.state, request.now)).at,
    answers,
    messages: [],
    notices: [],
    ...(composed && staged ? { also: (tx: Tx) => write(tx, staged) } : {}),
  };
}

const chunk = 500;

async function write(tx: Tx, { mails, links, voided }: Staged): Promise<void> {
  for (const some of chunks(mails)) await tx.insertInto('mail').values(some).execute();
  for (const some of chunks(links)) await tx.insertInto('mail_notice').values(some).execute();
  for (const some of chunks([...new Set(links.map(({ notice }) => notice))])) {
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
