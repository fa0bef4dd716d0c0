import type { Kysely } from 'kysely';
import type { Instant } from '../../domain/calendar/day.ts';
import type { ErrorCode } from '../../domain/errors.ts';
import type { AccessLogRow } from '../../ledger/tables/access.ts';
import type { Tables } from '../../ledger/tables.ts';

export const logged = [
  'linkAsked',
  'linkMade',
  'signedIn',
  'codeTaken',
  'signedOut',
  'sessionEnded',
  'codeForgotten',
  'unitLinkEnded',
  'unitLinkMade',
  'feedMade',
  'feedEnded',
  'refused',
] as const;

export type Logged = {
  what: (typeof logged)[number];
  address: string;
  campaign?: string | null;
  subject?: string;
  code?: ErrorCode | null;
  client: string;
};

/** So many lines of one client a minute; a flood must not fill the record. */
const mostLines = 60;

/** Writes down who came in and who was refused. */
export function createAccessLog(db: Kysely<Tables>, now: () => Instant) {
  let minute = 0;
  let lines = new Map<string, number>();
  return async function note({ what, address, campaign = null, subject = '', code = null, client }: Logged) {
    const at = now();
    if (Math.floor(at / 60_000) !== minute) {
      minute = Math.floor(at / 60_000);
      lines = new Map();
    }
    const n = (lines.get(client) ?? 0) + 1;
    lines.set(client, n);
    if (n > mostLines) return;
    const row = { at, what, address, campaign, subject: subject.slice(0, 200).replaceAll('\0', ''), code, client };
    await db.insertInto('access_log').values(row).execute();
  };
}

/** The newest lines first; of one campaign, those that are about it. */
export function accessLog(db: Kysely<Tables>, campaign: string | null, limit: number): Promise<AccessLogRow[]> {
  return db
    .selectFrom('access_log')
    .selectAll()
    .$if(campaign !== null, (query) => query.where('campaign', '=', campaign))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}
