import { createBounceDesk } from '../activities/bounce.ts';
import { contextAt } from '../activities/rules.ts';
import type { Engine } from '../client/engine.ts';
import type { Ledger } from '../ledger/open.ts';
import { verify } from '../ledger/verify.ts';
import type { ApiDeps } from '../web/api/deps.ts';

/** What the API needs, over an open ledger; without an engine it only reads. */
export function apiDeps(
  ledger: Ledger,
  engine: Engine | null,
  rest: Pick<ApiDeps, 'token' | 'folder' | 'log' | 'base'>,
): ApiDeps {
  return {
    ...{ ledger, engine, contextAt, now: Date.now, ...rest },
    verify: (campaign) => verify(ledger, campaign),
    takeBounce: createBounceDesk(ledger, Date.now),
  };
}
