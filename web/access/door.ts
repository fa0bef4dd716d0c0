import type { Context } from 'hono';
import { CodedError } from '../../domain/errors.ts';
import type { PageDeps } from '../deps.ts';
import { languageOf, pathTo } from '../frame/path.ts';
import { isSecure } from '../frame/user.ts';
import { prepareCode } from './code.ts';
import { giveSession, type PageEnv } from './guard.ts';
import { createLimit } from './limit.ts';
import { beginSession, sessionMs } from './session.ts';
import { campaignsOf, owesCode, personOf } from './visitor.ts';

/** What every way of signing in has in common. */
export type Door = {
  /** @throws CodedError `too-many-requests` */
  slow(c: Context): void;
  /** Signs in whoever has shown that he has this address, and asks for his code where he owes one. */
  letIn(c: Context<PageEnv>, who: { address: string; operator: boolean }): Promise<Response>;
  signIn(c: Context<PageEnv>, who: Parameters<typeof beginSession>[1]): Promise<void>;
};

export function createDoor({ ledger: { db }, site, now }: PageDeps): Door {
  // A person mistypes a few times; a list of addresses is tried in hundreds.
  const asking = createLimit(0.5, 60);
  const secure = isSecure(site.base);
  return { slow, letIn, signIn };

  function slow(c: Context): void {
    const wait = asking(site.clientOf(c), now());
    if (wait !== null) throw new CodedError('too-many-requests', { seconds: wait });
  }

  async function letIn(c: Context<PageEnv>, { address, operator }: { address: string; operator: boolean }) {
    const found = operator ? [] : await campaignsOf(db, address);
    const admin = site.admins.includes(address);
    const real = admin || found.some(({ clock }) => clock === 'real');
    const owes = !operator && (admin || found.some((state) => owesCode(personOf(state, address)!.roles)));
    if (owes) await prepareCode(db, site.seal, address);
    await signIn(c, { address, operator, rehearsed: !operator && !real, coded: false });
    return c.redirect(pathTo(owes ? '/code' : '/', {}, languageOf(c.req.query('lang'))), 303);
  }

  async function signIn(c: Context<PageEnv>, who: Parameters<typeof beginSession>[1]): Promise<void> {
    const { address, operator, rehearsed, coded } = who;
    const token = await beginSession(db, { address, operator, rehearsed, coded }, now());
    c.get('note')({ what: 'signedIn', address: operator ? 'operator' : address });
    giveSession(c, token, sessionMs / 1_000, secure);
  }
}
