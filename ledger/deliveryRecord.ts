import { type Kysely, sql } from 'kysely';
import type { Instant } from '../domain/calendar/day.ts';
import { chainHash } from './hash.ts';
import type { DeliveryRow, MailState } from './tables/mail.ts';
import type { Tables } from './tables.ts';

type Db = Kysely<Tables>;

/**
 * What is put on record of a mail: that it was `staged`, what a server answered (`accepted`, `deferred`, `refused`,
 * `unanswered`, and `unknown` after the last copy), what came back later (`bounced`, `delayed`, `autoReply`), and that it
 * was never sent (`withdrawn`, `merged`). Of a post to a hook, under the post's id: `hookTold`, `hookRefused`.
 */
export type DeliveryWhat =
  | 'staged'
  | 'accepted'
  | 'deferred'
  | 'refused'
  | 'unanswered'
  | 'unknown'
  | 'bounced'
  | 'delayed'
  | 'autoReply'
  | 'withdrawn'
  | 'merged'
  | 'hookTold'
  | 'hookRefused';

/** One entry before it is chained. `facts` hold no content: whom, which notices, which answer of which server. */
export type DeliveryEntry = { at: Instant; what: DeliveryWhat; mail: string; facts: object };

/** What a mail's row is to say from now on. */
export type MailMark = {
  id: string;
  state: MailState;
  response: string;
  next_try: Instant | null;
  accepted_at: Instant | null;
  copies: number;
};

type Head = { seq: number; hash: string };
export type Heads = Map<string, Head>;

/**
 * Appends to a campaign's record of deliveries and marks its mails, both or neither, in one statement. Who keeps `heads`
 * saves reading where the chain ends; another process that was faster is noticed, and the entries are chained anew.
 */
export async function recordDeliveries(
  db: Db,
  campaign: string,
  entries: DeliveryEntry[],
  marks: MailMark[] = [],
  heads: Heads = new Map(),
): Promise<void> {
  if (entries.length === 0) return;
  for (;;) {
    const head = heads.get(campaign) ?? (await readHead(db, campaign));
    const rows = chained(campaign, head, entries);
    const { seq, hash } = rows.at(-1)!;
    const { rows: moved } = await sql`
      with moved as (
        update delivery_head set seq = ${seq}, hash = ${hash}
        where campaign = ${campaign} and seq = ${head.seq} and hash = ${head.hash} returning campaign
      ), marked as (
        update mail
        set state = r.state, response = r.response, next_try = r.next_try, accepted_at = r.accepted_at, copies = r.copies
        -- The ids stand there twice: by the list alone the index is found, however many mails there are.
        from json_to_recordset(${storable(marks)}::json)
          as r(id text, state text, response text, next_try int8, accepted_at int8, copies int)
        where mail.id = r.id and mail.id in (${sql.join(['', ...marks.map(({ id }) => id)])})
          and exists (select from moved)
      )
      insert into delivery (campaign, seq, at, what, mail, facts, hash)
      select ${campaign}, seq, at, what, mail, facts, hash
      from json_to_recordset(${JSON.stringify(rows)}::json)
        as r(seq int8, at int8, what text, mail text, facts text, hash text)
      where exists (select from moved)
      returning seq
    `.execute(db);
    if (moved.length > 0) {
      heads.set(campaign, { seq, hash });
      return;
    }
    heads.delete(campaign);
  }
}

/** PostgreSQL stores no NUL and no half character, and what a strange server says must not keep its mail from being marked. */
function storable(value: object): string {
  return JSON.stringify(value, (_, one) =>
    typeof one === 'string' ? one.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\ufffd') : one,
  );
}

async function readHead(db: Db, campaign: string): Promise<Head> {
  const read = () =>
    db.selectFrom('delivery_head').select(['seq', 'hash']).where('campaign', '=', campaign).executeTakeFirst();
  const found = await read();
  if (found) return found;
  await db
    .insertInto('delivery_head')
    .values({ campaign, seq: 0, hash: '' })
    .onConflict((on) => on.doNothing())
    .execute();
  return (await read())!;
}

type Chained = Omit<DeliveryRow, 'campaign'>;

function chained(campaign: string, { seq, hash }: Head, entries: DeliveryEntry[]): Chained[] {
  let previous = hash;
  return entries.map(({ at, what, mail, facts }, index) => {
    const entry = { seq: seq + 1 + index, at, what, mail, facts: storable(facts) };
    previous = deliveryHash(previous, { campaign, ...entry });
    return { ...entry, hash: previous };
  });
}

/** As an event's hash is taken: the mail stands where the actor does, the facts where the payload does. */
export function deliveryHash(previous: string, { campaign, seq, at, what, mail, facts }: Omit<DeliveryRow, 'hash'>) {
  return chainHash(previous, { stream: `delivery/${campaign}`, seq, type: what, at, actor: mail, payload: facts });
}
