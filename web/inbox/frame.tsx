import { inboxWords } from '../../words/inbox.ts';
import type { Language } from '../../words/language.ts';

/** A path within the inbox that keeps what was asked for; Chinese is the default and not written. */
export function pathTo(path: string, query: Record<string, string | number>, language: Language): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries({ ...query, lang: language === 'en' ? 'en' : '' })) {
    if (value !== '') search.set(key, String(value));
  }
  return search.size > 0 ? `${path}?${search}` : path;
}

/** What every page of the inbox stands in; `self` is the same page in the other language. */
export function Frame(props: {
  language: Language;
  title: string;
  self: (language: Language) => string;
  children?: unknown;
}) {
  const words = inboxWords[props.language];
  return (
    <html lang={props.language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{props.title}</title>
        <link rel="stylesheet" href="/inbox/style.css" />
      </head>
      <body>
        <header>
          <a href={pathTo('/inbox', {}, props.language)}>{words.title}</a>
          <a href={props.self(words.other.language)} lang={words.other.language}>
            {words.other.label}
          </a>
        </header>
        <main>{props.children}</main>
      </body>
    </html>
  );
}
