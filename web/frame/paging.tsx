import { boardWords } from '../../words/board.ts';
import { fill, type Language } from '../../words/language.ts';

type Props = { language: Language; page: number; pages: number; to: (page: number) => string };

/** Back and forth in a long list; nothing where it has one page. */
export function Paging({ language, page, pages, to }: Props) {
  const words = boardWords[language].paging;
  if (pages < 2) return null;
  return (
    <nav class="paging">
      {page > 1 && (
        <a rel="prev" href={to(page - 1)}>
          {words.previous}
        </a>
      )}
      <span>{fill(words.page, { page, pages })}</span>
      {page < pages && (
        <a rel="next" href={to(page + 1)}>
          {words.next}
        </a>
      )}
    </nav>
  );
}
