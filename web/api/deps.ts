import type { BounceAnswer } from '../../client/api.ts';
import type { Engine } from '../../client/engine.ts';
import type { Instant } from '../../domain/calendar/day.ts';
import type { CampaignState } from '../../domain/campaign/state.ts';
import type { Context } from '../../domain/context.ts';
import type { Ledger } from '../../ledger/open.ts';
import type { Verified } from '../../ledger/verify.ts';

/** What the API needs of the world. */
export type ApiDeps = {
  ledger: Pick<Ledger, 'db' | 'place'>;
  /** Null where nobody runs one: then everything can be read and nothing be done. */
  engine: Engine | null;
  /** What a decision may know under a campaign's rules, its calendar above all. */
  contextAt: (state: CampaignState, now: Instant, finding?: string) => Context;
  verify: (campaign?: string) => Promise<Verified>;
  /** Takes a mail that came back to the office. */
  takeBounce: (raw: Uint8Array) => Promise<BounceAnswer>;
  token: string;
  /** Where the pages are reached, without a slash at the end. */
  base: string;
  /** Named where somebody must start the service first. */
  folder: string;
  now: () => Instant;
  log: { error(facts: object, message: string): void };
};

/** The same without what only the door needs. */
export type ReadyDeps = Omit<ApiDeps, 'token'>;
