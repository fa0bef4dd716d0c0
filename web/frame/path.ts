import type { Language } from '../../words/language.ts';

/** A path that keeps what was asked for; Chinese is the default and not written. */
export function pathTo(path: string, query: Record<string, string | number>, language: Language): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries({ ...query, lang: language === 'en' ? 'en' : '' })) {
    if (value !== '') search.set(key, String(value));
  }
  return search.size > 0 ? `${path}?${search}` : path;
}

/** The language a request asks for with `?lang=`. */
export function languageOf(lang: string | undefined): Language {
  return lang === 'en' ? 'en' : 'zh-CN';
}

/** The page number a request asks for, from 1. */
export function pageOf(page: string | undefined): number {
  return Math.min(Math.max(1, Math.trunc(Number(page)) || 1), 100_000);
}
