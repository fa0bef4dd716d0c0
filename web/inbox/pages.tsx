import { Hono } from 'hono';
import { html } from 'hono/html';
import type { Inbox } from '../../mail/inbox/inbox.ts';
import type { Language } from '../../words/language.ts';
import { List, pageSize } from './list.tsx';
import { Mail } from './mail.tsx';
import { Missing } from './missing.tsx';
import { style } from './style.ts';

const pageCsp =
  "default-src 'none'; style-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
/** A mail is somebody else's HTML: it may look as it likes, and do nothing. */
const mailCsp =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox";

/** The local inbox as pages: a list, a mail, its HTML part by itself. Every route only reads. */
export function inboxPages(inbox: Inbox): Hono {
  const pages = new Hono();

  pages.use(async (c, next) => {
    await next();
    c.header('Content-Security-Policy', c.res.headers.get('Content-Security-Policy') ?? pageCsp);
    c.header('Referrer-Policy', 'no-referrer');
    c.header('X-Content-Type-Options', 'nosniff');
  });

  pages.get('/inbox', async (c) => {
    const to = c.req.query('to')?.trim() ?? '';
    const page = Math.max(1, Math.trunc(Number(c.req.query('page'))) || 1);
    const { total, mails } = await inbox.list({ ...(to && { to }), limit: pageSize, offset: (page - 1) * pageSize });
    return c.html(
      whole(<List language={languageOf(c.req.query('lang'))} to={to} page={page} total={total} mails={mails} />),
    );
  });

  pages.get('/inbox/style.css', (c) => c.body(style, 200, { 'Content-Type': 'text/css; charset=utf-8' }));

  pages.get('/inbox/:name', async (c) => {
    const language = languageOf(c.req.query('lang'));
    const mail = await inbox.read(c.req.param('name'));
    return mail
      ? c.html(whole(<Mail language={language} mail={mail} />))
      : c.html(whole(<Missing language={language} />), 404);
  });

  pages.get('/inbox/:name/html', async (c) => {
    const mail = await inbox.read(c.req.param('name'));
    if (!mail?.html) return c.html(whole(<Missing language={languageOf(c.req.query('lang'))} />), 404);
    return c.html(mail.html, 200, { 'Content-Security-Policy': mailCsp });
  });

  return pages;
}

function whole(page: unknown) {
  return html`<!DOCTYPE html>${page}`;
}

function languageOf(lang: string | undefined): Language {
  return lang === 'en' ? 'en' : 'zh-CN';
}
