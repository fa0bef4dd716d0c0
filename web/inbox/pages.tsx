import { Hono } from 'hono';
import { CodedError } from '../../domain/errors.ts';
import type { PageEnv } from '../access/guard.ts';
import { mayHere } from '../access/may.ts';
import type { PageDeps } from '../deps.ts';
import { languageOf, pageOf } from '../frame/path.ts';
import { secured } from '../frame/security.ts';
import { userOf } from '../frame/user.ts';
import { List, pageSize } from './list.tsx';
import { Mail } from './mail.tsx';
import { Missing } from './missing.tsx';

const pageCsp =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
/** A mail is somebody else's HTML: it may look as it likes, and do nothing. */
const mailCsp =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox";

/**
 * The local inbox as pages: a list, a mail, its HTML part by itself. Every route only reads. Everybody's links stand in
 * these mails, so they are for the owner of this machine alone.
 */
export function inboxPages(deps: PageDeps): Hono<PageEnv> {
  const { inbox } = deps;
  const pages = new Hono<PageEnv>();

  pages.use('/inbox/*', secured(pageCsp));
  pages.use('/inbox/*', async function ownerOnly(c, next) {
    const visitor = c.get('visitor');
    if (!visitor.session) throw new CodedError('sign-in-needed');
    if (!mayHere(visitor, 'seeInbox')) throw new CodedError('not-for-you');
    await next();
  });

  pages.get('/inbox', async (c) => {
    const language = languageOf(c.req.query('lang'));
    const to = c.req.query('to')?.trim() ?? '';
    const page = pageOf(c.req.query('page'));
    const { total, mails } = await inbox.list({ ...(to && { to }), limit: pageSize, offset: (page - 1) * pageSize });
    return c.html(<List {...{ language, user: userOf(c, deps, language), to, page, total, mails }} />);
  });

  pages.get('/inbox/:name', async (c) => {
    const language = languageOf(c.req.query('lang'));
    const mail = await inbox.read(c.req.param('name'));
    const user = userOf(c, deps, language);
    return mail ? c.html(<Mail {...{ language, user, mail }} />) : c.html(<Missing {...{ language, user }} />, 404);
  });

  pages.get('/inbox/:name/html', async (c) => {
    const mail = await inbox.read(c.req.param('name'));
    const language = languageOf(c.req.query('lang'));
    if (!mail?.html) return c.html(<Missing {...{ language, user: userOf(c, deps, language) }} />, 404);
    return c.html(mail.html, 200, { 'Content-Security-Policy': mailCsp });
  });

  return pages;
}
