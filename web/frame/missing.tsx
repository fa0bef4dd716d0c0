import { boardWords } from '../../words/board.ts';
import { fill, type Language } from '../../words/language.ts';
import { Frame, type Masthead } from './frame.tsx';
import { pathTo } from './path.ts';
import type { User } from './user.ts';

type Props = { language: Language; id: string; masthead?: Masthead | undefined; user?: User | null };

/** The answer to an address that leads to nothing: what was asked for, and a way back. */
export function Missing({ language, id, masthead, user = null }: Props) {
  const words = boardWords[language].missing;
  const back = masthead?.path ?? '/';
  return (
    <Frame
      language={language}
      title={words.title}
      self={(other) => pathTo(back, {}, other)}
      masthead={masthead}
      user={user}
    >
      <h1>{words.title}</h1>
      <p>{fill(words.sentence, { id })}</p>
      <p>
        <a class="btn btn-primary" href={pathTo(back, {}, language)}>
          {masthead ? words.toBoard : words.toStart}
        </a>
      </p>
      <p class="note">unknown-id</p>
    </Frame>
  );
}
