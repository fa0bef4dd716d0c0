import type { Instant } from '../../domain/calendar/day.ts';
import type { CalendarFeed } from '../../ledger/calendarFeed.ts';
import type { AccessLogRow } from '../../ledger/tables/access.ts';
import type { UnitLink } from '../../ledger/unitLink.ts';
import { accessWords } from '../../words/access.ts';
import { feedWords } from '../../words/feed.ts';
import { fill, type Language } from '../../words/language.ts';
import { Frame, type Masthead } from '../frame/frame.tsx';
import { pathTo } from '../frame/path.ts';
import type { User } from '../frame/user.ts';
import type { Session } from './session.ts';

type Props = {
  language: Language;
  user: User;
  sessions: Session[];
  links: UnitLink[];
  feeds: CalendarFeed[];
  log: AccessLogRow[];
  done: boolean;
};

/** Who is signed in, which links are out, and who was refused: for the administrator, who sees nothing else. */
export function Manage({ language, user, sessions, links, feeds, log, done }: Props) {
  const words = accessWords[language].manage;
  const form = <input type="hidden" name="form" value={user.form} />;
  const to = (path: string) => pathTo(`/access${path}`, {}, language);
  return (
    <Frame language={language} title={words.title} self={(other) => pathTo('/access', {}, other)} user={user}>
      {done && (
        <div class="alert alert-success" role="status">
          {words.done}
        </div>
      )}
      <h1>{words.title}</h1>
      <h2>{sessions.length > 0 ? fill(words.sessions, { n: sessions.length }) : words.sessionsNone}</h2>
      <table class="table">
        <thead>
          <tr>
            <th scope="col">{words.who}</th>
            <th scope="col">{words.since}</th>
            <th scope="col">{words.until}</th>
            <th scope="col" />
          </tr>
        </thead>
        <tbody>
          {sessions.map(({ id, address, operator, coded, made_at, expires_at }) => (
            <tr>
              <td>
                {operator ? accessWords[language].operator : address} {coded && <small>{words.coded}</small>}
              </td>
              <td class="date">{moment(made_at)}</td>
              <td class="date">{moment(expires_at)}</td>
              <td>
                <form method="post" action={to(`/sessions/${id}/end`)}>
                  {form}
                  <button class="btn btn-outline-secondary" type="submit">
                    {words.end}
                  </button>
                </form>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <h2>{words.forget}</h2>
      <p class="note">{words.forgetLead}</p>
      <form method="post" action={to('/codes/forget')} class="narrow">
        {form}
        <label class="form-label" for="address">
          {accessWords[language].address}
        </label>
        <input class="form-control" id="address" name="address" type="email" required maxlength={254} />
        <button class="btn btn-outline-secondary" type="submit">
          {words.forget}
        </button>
      </form>
      <h2>{links.length > 0 ? fill(words.links, { n: links.length }) : words.linksNone}</h2>
      <table class="table">
        <tbody>
          {links.map(({ id, campaign, unit, person, expiresAt }) => (
            <tr>
              <td>{campaign}</td>
              <td>{unit}</td>
              <td>{person}</td>
              <td class="date">{moment(expiresAt)}</td>
              <td>
                <form method="post" action={to(`/unit-links/${id}/end`)}>
                  {form}
                  <button class="btn btn-outline-secondary" type="submit">
                    {words.endLink}
                  </button>
                </form>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <h2>{feeds.length > 0 ? fill(feedWords[language].all, { n: feeds.length }) : feedWords[language].allNone}</h2>
      <table class="table">
        <tbody>
          {feeds.map(({ id, campaign, unit, person, madeAt }) => (
            <tr>
              <td>{campaign}</td>
              <td>{unit ?? ''}</td>
              <td>{person}</td>
              <td class="date">{moment(madeAt)}</td>
              <td>
                <form method="post" action={to(`/feeds/${id}/end`)}>
                  {form}
                  <button class="btn btn-outline-secondary" type="submit">
                    {words.endLink}
                  </button>
                </form>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Log log={log} language={language} />
    </Frame>
  );
}

/** What an auditor sees of one campaign's accesses. */
export function CampaignLog(props: { language: Language; user: User; log: AccessLogRow[]; masthead: Masthead }) {
  const { language, user, log, masthead } = props;
  const self = (other: Language) => pathTo(`${masthead.path}/access`, {}, other);
  return (
    <Frame language={language} title={accessWords[language].manage.log} self={self} user={user} masthead={masthead}>
      <h1>{accessWords[language].manage.log}</h1>
      <Log log={log} language={language} />
    </Frame>
  );
}

function Log({ log, language }: { log: AccessLogRow[]; language: Language }) {
  const { manage: words, logged } = accessWords[language];
  return (
    <>
      <h2>{log.length > 0 ? words.log : words.logNone}</h2>
      <table class="table">
        <thead>
          <tr>
            {[words.at, words.who, words.what, words.about, words.code, words.from].map((column) => (
              <th scope="col">{column}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {log.map(({ at, what, address, subject, code, client }) => (
            <tr>
              <td class="date">{moment(at)}</td>
              <td>{address}</td>
              <td>{logged[what] ?? what}</td>
              <td>{subject}</td>
              <td>{code}</td>
              <td>{client}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

/** As a log writes it, in the zone of the offices. */
function moment(at: Instant): string {
  return new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Asia/Shanghai',
    dateStyle: 'short',
    timeStyle: 'medium',
  }).format(at);
}
