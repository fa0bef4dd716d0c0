import { Hono } from 'hono';
import type { Inbox } from '../../mail/inbox/inbox.ts';
import { languageOf, pageOf } from '../frame/path.ts';
import { secured } from '../frame/security.ts';
import { List, pageSize } from './list.tsx';
import { Mail } from './mail.tsx';
import { Missing } from './missing.tsx';

const pageCsp =
  "default-src 'none'; style-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
/** A mail is somebody else's HTML: it may look as it likes, and do nothing. */
const mailCsp =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox";

/** The local inbox as pages: a list, a mail, its HTML part by itself. Every route only reads. */
export function inboxPages(inbox: Inbox): Hono {
  const pages = new Hono();

  pages.use('/inbox/*', secured(pageCsp));

  pages.get('/inbox', async (c) => {
    const to = c.req.query('to')?.trim() ?? '';
    const page = pageOf(c.req.query('page'));
    const { total, mails } = await inbox.list({ ...(to && { to }), limit: pageSize, offset: (page - 1) * pageSize });
    return c.html(<List language={languageOf(c.req.query('lang'))} to={to} page={page} total={total} mails={mails} />);
  });

  pages.get('/inbox/:name', async (c) => {
    const language = languageOf(c.req.query('lang'));
    const mail = await inbox.read(c.req.param('name'));
    return mail ? c.html(<Mail language={language} mail={mail} />) : c.html(<Missing language={language} />, 404);
  });

  pages.get('/inbox/:name/html', async (c) => {
    const mail = await inbox.read(c.req.param('name'));
    if (!mail?.html) return c.html(<Missing language={languageOf(c.req.query('lang'))} />, 404);
    return c.html(mail.html, 200, { 'Content-Security-Policy': mailCsp });
  });

  return pages;
}
