import type { Instant } from '../domain/calendar/day.ts';
import type { CampaignState } from '../domain/campaign/state.ts';
import type { Context } from '../domain/context.ts';
import type { Ledger } from '../ledger/open.ts';
import type { Inbox } from '../mail/inbox/inbox.ts';

/** What the pages need of the world; they only read it. */
export type PageDeps = {
  ledger: Pick<Ledger, 'db'>;
  inbox: Inbox;
  now: () => Instant;
  /** What a decision may know under a campaign's rules, its calendar above all. */
  contextOf: (campaign: CampaignState, now: Instant) => Context;
};
