import type { StoredMail } from '../../mail/inbox/inbox.ts';
import { inboxWords } from '../../words/inbox.ts';
import type { Language } from '../../words/language.ts';
import { Frame } from '../frame/frame.tsx';
import { pathTo } from '../frame/path.ts';
import type { User } from '../frame/user.ts';

/** One mail as its receiver has it: the HTML part in a frame that can do nothing, the text part with its links, the headers. */
export function Mail({ language, user, mail }: { language: Language; user: User | null; mail: StoredMail }) {
  const words = inboxWords[language];
  const title = mail.subject || words.noSubject;
  return (
    <Frame language={language} title={title} self={(other) => pathTo(`/inbox/${mail.name}`, {}, other)} user={user}>
      <p>
        <a href={pathTo('/inbox', {}, language)}>{words.back}</a>
      </p>
      <h1>{title}</h1>
      <dl>
        <dt>{words.from}</dt>
        <dd>{mail.from}</dd>
        <dt>{words.to}</dt>
        <dd>
          {mail.receiver} {mail.to.join(' ')}
        </dd>
        <dt>{words.date}</dt>
        <dd>{mail.date}</dd>
      </dl>
      {mail.html && (
        <section>
          <h2>{words.asHtml}</h2>
          <iframe title={words.asHtml} src={`/inbox/${mail.name}/html`} sandbox="" />
        </section>
      )}
      <section>
        <h2>{words.asText}</h2>
        <pre>{linked(mail.text)}</pre>
      </section>
      <details>
        <summary>{words.headers}</summary>
        <pre>{mail.headers.map(([name, value]) => `${name}: ${value}\n`)}</pre>
      </details>
    </Frame>
  );
}

/** The text with its web addresses as links, so that a mail's one link can be followed from here. */
function linked(text: string) {
  return text.split(/(https?:\/\/[^\s<>"'）)]+)/).map((part, index) =>
    index % 2 === 1 ? (
      <a href={part} rel="noreferrer noopener" target="_blank">
        {part}
      </a>
    ) : (
      part
    ),
  );
}
