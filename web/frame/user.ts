import type { Context } from 'hono';
import { accessWords } from '../../words/access.ts';
import type { Language } from '../../words/language.ts';
import { formMark, type PageEnv } from '../access/guard.ts';
import { mayHere } from '../access/may.ts';
import type { Who } from '../access/visitor.ts';
import type { PageDeps } from '../deps.ts';

/** What a page's head says of who looks at it, and the mark his forms carry; `mine`: where what waits for him stands. */
export type User = { name: string; form: string; inbox: boolean; manage: boolean; mine?: string };

/** Null for who is not signed in. */
export function userOf(
  c: Context<PageEnv>,
  { site }: Pick<PageDeps, 'site'>,
  language: Language,
  who?: Who,
): User | null {
  const visitor = c.get('visitor');
  const { session } = visitor;
  if (!session) return null;
  const words = accessWords[language];
  const own = visitor.admin ? words.admin : session.address;
  return {
    name: session.operator ? words.operator : who?.kind === 'person' ? who.person.name : own,
    form: formMark(c, isSecure(site.base)),
    inbox: mayHere(visitor, 'seeInbox'),
    manage: mayHere(visitor, 'manageAccess'),
  };
}

/** Cookies of a site on https go there only. */
export function isSecure(base: string): boolean {
  return base.startsWith('https:');
}
