import { boardWords } from '../../words/board.ts';
import { fill, type Language } from '../../words/language.ts';
import { Frame, type Masthead } from './frame.tsx';
import { pathTo } from './path.ts';

/** The answer to an address that leads to nothing: what was asked for, and a way back. */
export function Missing({ language, id, masthead }: { language: Language; id: string; masthead?: Masthead }) {
  const words = boardWords[language].missing;
  const back = masthead?.path ?? '/';
  return (
    <Frame language={language} title={words.title} self={(other) => pathTo(back, {}, other)} masthead={masthead}>
      <h1>{words.title}</h1>
      <p>{fill(words.sentence, { id })}</p>
      <p>
        <a class="button" href={pathTo(back, {}, language)}>
          {masthead ? words.toBoard : words.toStart}
        </a>
      </p>
      <p class="note">unknown-id</p>
    </Frame>
  );
}
