import { html } from 'hono/html';
import { boardWords } from '../../words/board.ts';
import type { Language } from '../../words/language.ts';
import { pathTo } from './path.ts';
import { stylePath } from './style.ts';

/** What stands in the head of a page that belongs to a campaign. */
export type Masthead = { path: string; name: string; asOf: string; rehearsal: boolean };

type Props = {
  language: Language;
  title: string;
  /** The same page in another language. */
  self: (language: Language) => string;
  masthead?: Masthead | undefined;
  children?: unknown;
};

/** What every page stands in: whose it is, as of when, whether it is only rehearsed, and the other language. */
export function Frame({ language, title, self, masthead, children }: Props) {
  const words = boardWords[language];
  return html`<!DOCTYPE html>${(
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{masthead ? `${title} · ${masthead.name}` : title}</title>
        <link rel="stylesheet" href={stylePath} />
      </head>
      <body>
        <header>
          <p>
            <a href={pathTo('/', {}, language)}>{words.site}</a>
            {masthead && (
              <>
                {' · '}
                <a href={pathTo(masthead.path, {}, language)}>{masthead.name}</a>
                <span class="as-of">{masthead.asOf}</span>
              </>
            )}
          </p>
          <nav>
            <a href={pathTo('/inbox', {}, language)}>{words.inbox}</a>
            <a href={self(words.other.language)} lang={words.other.language}>
              {words.other.label}
            </a>
          </nav>
        </header>
        {masthead?.rehearsal && <p class="band">{words.rehearsal}</p>}
        <main>{children}</main>
      </body>
    </html>
  )}`;
}
