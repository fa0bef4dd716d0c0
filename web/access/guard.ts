import { createHash } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { CodedError } from '../../domain/errors.ts';
import { newToken } from '../../ledger/token.ts';
import type { PageDeps } from '../deps.ts';
import { createLimit } from './limit.ts';
import { createAccessLog, type Logged } from './log.ts';
import { findSession } from './session.ts';
import { nobody, type Visitor } from './visitor.ts';

export type PageEnv = {
  Variables: { visitor: Visitor; note: (line: Omit<Logged, 'client' | 'address'> & { address?: string }) => void };
};

const sessionCookie = 'xiaohao';
const formCookie = 'xiaohao_form';
/** Nobody reads or types so fast. */
const perSecond = 50;
const burst = 300;

/** Before any page: who asks, whether he asks too often, and whether a form is one of ours. */
export function guard({ ledger: { db }, site, now }: PageDeps): MiddlewareHandler<PageEnv> {
  const limit = createLimit(perSecond, burst);
  const write = createAccessLog(db, now);
  return async function guard(c, next) {
    const client = site.clientOf(c);
    c.set('visitor', nobody);
    c.set('note', (line) => {
      const { session } = c.get('visitor');
      const address = session ? (session.operator ? 'operator' : session.address) : '';
      write({ address, ...line, client }).catch(() => undefined);
    });
    c.header('Cache-Control', 'no-store');
    const wait = limit(client, now());
    if (wait !== null) throw new CodedError('too-many-requests', { seconds: wait });
    const token = getCookie(c, sessionCookie);
    const session = token ? await findSession(db, token, now()) : null;
    if (session) c.set('visitor', { session, admin: site.admins.includes(session.address) });
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD') await refuseForged(c);
    await next();
  };
}

/**
 * A form must have come from a page of ours: the browser says so itself where it can, and every form carries a mark made
 * from a cookie no other site can read. A unit's page needs none: whoever knows its address may send its form.
 */
async function refuseForged(c: Context<PageEnv>): Promise<void> {
  const from = c.req.header('Sec-Fetch-Site');
  if (from !== undefined && from !== 'same-origin' && from !== 'none') throw new CodedError('form-forged');
  if (c.req.path.startsWith('/u/')) return;
  const base = getCookie(c, sessionCookie) ?? getCookie(c, formCookie);
  const { form } = await c.req.parseBody();
  if (!base || form !== markOf(base)) throw new CodedError('form-forged');
}

/** The mark the forms of this visitor carry; gives him the cookie it is made from, where he has none. */
export function formMark(c: Context, secure: boolean): string {
  const base = getCookie(c, sessionCookie) ?? getCookie(c, formCookie) ?? newToken();
  if (!getCookie(c, sessionCookie) && !getCookie(c, formCookie)) {
    setCookie(c, formCookie, base, { httpOnly: true, sameSite: 'Strict', path: '/', secure });
  }
  return markOf(base);
}

/** The mark a form carries that was shown to who has this cookie. */
export function markOf(base: string): string {
  return createHash('sha256').update(`form ${base}`).digest('base64url').slice(0, 32);
}

export function giveSession(c: Context, token: string, maxAge: number, secure: boolean): void {
  setCookie(c, sessionCookie, token, { httpOnly: true, sameSite: 'Lax', path: '/', secure, maxAge });
}

/** Without the secret that may stand in it. */
export function pathWithoutToken(path: string): string {
  return path.replace(/^\/(u|ics|sign-in)\/(?!oidc(?:\/|$))[^/]+/, '/$1/…');
}
