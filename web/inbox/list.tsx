import type { MailEntry } from '../../mail/inbox/inbox.ts';
import { inboxWords } from '../../words/inbox.ts';
import { fill, type Language } from '../../words/language.ts';
import { Frame } from '../frame/frame.tsx';
import { pathTo } from '../frame/path.ts';
import type { User } from '../frame/user.ts';

export const pageSize = 50;

type Props = { language: Language; user: User | null; to: string; page: number; total: number; mails: MailEntry[] };

/** Newest first; the filter and the page stand in the address. */
export function List({ language, user, to, page, total, mails }: Props) {
  const words = inboxWords[language];
  const title = fill(to ? words.countOf : words.count, { n: total, to });
  return (
    <Frame
      language={language}
      title={title}
      self={(other) => pathTo('/inbox', { to, page: page > 1 ? page : '' }, other)}
      user={user}
    >
      <h1>{title}</h1>
      <p class="note">{words.note}</p>
      <form method="get" action="/inbox" class="filters">
        <label for="to">{words.receiver}</label>
        <input class="form-control" id="to" name="to" type="text" inputmode="email" value={to} />
        {language === 'en' && <input type="hidden" name="lang" value="en" />}
        <button class="btn btn-primary" type="submit">
          {words.filter}
        </button>
        {to && <a href={pathTo('/inbox', {}, language)}>{words.clear}</a>}
      </form>
      {mails.length > 0 ? <Table language={language} mails={mails} /> : <p>{to ? words.noMatch : words.empty}</p>}
      <Paging language={language} to={to} page={page} total={total} />
    </Frame>
  );
}

function Table({ language, mails }: { language: Language; mails: MailEntry[] }) {
  const words = inboxWords[language];
  return (
    <table class="table">
      <thead>
        <tr>
          <th scope="col">{words.column.subject}</th>
          <th scope="col">{words.column.receiver}</th>
          <th scope="col">{words.column.date}</th>
        </tr>
      </thead>
      <tbody>
        {mails.map((mail) => (
          <tr>
            <td>
              <a href={pathTo(`/inbox/${mail.name}`, {}, language)}>{mail.subject || words.noSubject}</a>
            </td>
            <td>
              {mail.receiver}{' '}
              {mail.to.map((address) => (
                <a class="quiet" href={pathTo('/inbox', { to: address }, language)}>
                  {address}
                </a>
              ))}
            </td>
            <td class="date">{mail.date}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Paging({ language, to, page, total }: Omit<Props, 'mails' | 'user'>) {
  const words = inboxWords[language];
  const pages = Math.ceil(total / pageSize);
  if (pages < 2) return null;
  return (
    <nav>
      {page > 1 && <a href={pathTo('/inbox', { to, page: page - 1 }, language)}>{words.newer}</a>}
      <span>{fill(words.page, { page, pages })}</span>
      {page < pages && <a href={pathTo('/inbox', { to, page: page + 1 }, language)}>{words.older}</a>}
    </nav>
  );
}
