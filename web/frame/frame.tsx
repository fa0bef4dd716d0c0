import { html } from 'hono/html';
import { accessWords } from '../../words/access.ts';
import { boardWords } from '../../words/board.ts';
import type { Language } from '../../words/language.ts';
import { mineWords } from '../../words/mine.ts';
import { assets } from './assets.ts';
import { pathTo } from './path.ts';
import type { User } from './user.ts';

/** What stands in the head of a page that belongs to a campaign. */
export type Masthead = { path: string; name: string; asOf: string; rehearsal: boolean };

type Props = {
  language: Language;
  title: string;
  /** The same page in another language; null where there is none to be fetched again. */
  self: ((language: Language) => string) | null;
  masthead?: Masthead | undefined;
  user?: User | null | undefined;
  /** Fetched again after so many seconds where there is no script. */
  reload?: number | null;
  /** A script of this page's own, by its address. */
  own?: string;
  /** Printed on A4 across. */
  across?: boolean;
  children?: unknown;
};

/** What every page stands in: whose it is, as of when, whether it is only rehearsed, who looks, and the other language. */
export function Frame({ language, title, self, masthead, user, reload = null, own, across = false, children }: Props) {
  const words = boardWords[language];
  return html`<!DOCTYPE html>${(
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="htmx-config" content={'{"includeIndicatorCSS":false,"history":false}'} />
        {reload !== null && (
          <noscript>
            <meta http-equiv="refresh" content={String(reload)} />
          </noscript>
        )}
        <title>{masthead ? `${title} · ${masthead.name}` : title}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href={assets.bootstrap.path} />
        <link rel="stylesheet" href={assets.theme.path} />
        <script src={assets.htmx.path} defer></script>
        <script src={assets.script.path} defer></script>
        {own && <script src={own} defer></script>}
      </head>
      <body class={across ? 'across' : undefined}>
        <a class="visually-hidden-focusable" href="#main">
          {words.toMain}
        </a>
        <header class="container-xl d-flex flex-wrap justify-content-between align-items-center">
          <p class="mb-0">
            <a class="brand" href={pathTo('/', {}, language)}>
              {words.site}
            </a>
            {masthead && (
              <>
                {' · '}
                <a href={pathTo(masthead.path, {}, language)}>{masthead.name}</a>
                <span class="as-of">{masthead.asOf}</span>
              </>
            )}
          </p>
          <nav class="d-flex flex-wrap align-items-center" aria-label={words.siteNav}>
            {user?.mine && <a href={pathTo(user.mine, {}, language)}>{mineWords[language].nav}</a>}
            {user?.inbox && <a href={pathTo('/inbox', {}, language)}>{words.inbox}</a>}
            {user?.manage && <a href={pathTo('/access', {}, language)}>{accessWords[language].manage.title}</a>}
            {user && <SignOut user={user} language={language} />}
            {self && (
              <a href={self(words.other.language)} lang={words.other.language}>
                {words.other.label}
              </a>
            )}
          </nav>
        </header>
        {masthead?.rehearsal && <p class="band container-xl">{words.rehearsal}</p>}
        <main id="main" class="container-xl">
          {children}
        </main>
      </body>
    </html>
  )}`;
}

function SignOut({ user, language }: { user: User; language: Language }) {
  return (
    <form method="post" action={pathTo('/sign-out', {}, language)} class="sign-out">
      <input type="hidden" name="form" value={user.form} />
      <span>{user.name}</span>
      <button class="btn btn-link" type="submit">
        {accessWords[language].signOut}
      </button>
    </form>
  );
}
