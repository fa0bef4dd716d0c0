import { inboxWords } from '../../words/inbox.ts';
import type { Language } from '../../words/language.ts';
import { Frame } from '../frame/frame.tsx';
import { pathTo } from '../frame/path.ts';
import type { User } from '../frame/user.ts';

/** The answer to a name no mail has. */
export function Missing({ language, user }: { language: Language; user: User | null }) {
  const words = inboxWords[language];
  return (
    <Frame language={language} title={words.missing} self={(other) => pathTo('/inbox', {}, other)} user={user}>
      <h1>{words.missing}</h1>
      <p>
        <a href={pathTo('/inbox', {}, language)}>{words.back}</a>
      </p>
    </Frame>
  );
}
