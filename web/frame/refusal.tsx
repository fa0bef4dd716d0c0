import { type ErrorCode, errorTable, type Facts } from '../../domain/errors.ts';
import { accessWords } from '../../words/access.ts';
import { sayError } from '../../words/errors.ts';
import { fill, type Language } from '../../words/language.ts';
import { Frame } from './frame.tsx';
import { pathTo } from './path.ts';
import type { User } from './user.ts';

type Props = { code: ErrorCode; facts: Facts; language: Language; user: User | null };

/** A no as a page: what is the matter, what to do, and its code. */
export function Refusal({ code, facts, language, user }: Props) {
  const words = accessWords[language];
  const signIn = errorTable[code].status === 401 || code === 'link-expired';
  return (
    <Frame language={language} title={words.refusedTitle} self={null} user={user}>
      <h1>{words.refusedTitle}</h1>
      <p class="answer">{sayError(language, code, facts)}</p>
      <p>
        <a class="btn btn-primary" href={pathTo(signIn ? '/sign-in' : '/', {}, language)}>
          {signIn ? words.title : words.refusedStart}
        </a>
      </p>
      <p class="note">{fill(words.code, { code })}</p>
    </Frame>
  );
}
