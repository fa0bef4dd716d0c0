import { raw } from 'hono/html';
import { renderSVG } from 'uqr';
import { accessWords } from '../../words/access.ts';
import { fill, type Language } from '../../words/language.ts';
import { Frame } from '../frame/frame.tsx';
import { pathTo } from '../frame/path.ts';
import { AddressForm } from './addressForm.tsx';
import type { Authenticator } from './code.ts';
import { linkMinutes } from './link.ts';

/** `oidc`: the office has a service of its own that says who somebody is. */
type Basic = { language: Language; form: string; oidc: boolean };

/** Where everybody but units begins. */
export function SignIn({ language, form, oidc, sent }: Basic & { sent: boolean }) {
  const words = accessWords[language];
  return (
    <Frame language={language} title={words.title} self={(other) => pathTo('/sign-in', {}, other)}>
      <h1>{words.title}</h1>
      {sent && (
        <div class="alert alert-info" role="status">
          <p class="mb-1">{fill(words.sent, { minutes: linkMinutes })}</p>
          <p class="mb-0">{words.sentNext}</p>
        </div>
      )}
      <AddressForm to="/sign-in" form={form} language={language} send={sent ? words.again : words.send} />
      {oidc && (
        <p>
          {words.or}{' '}
          <a class="btn btn-outline-primary" href={pathTo('/sign-in/oidc', {}, language)}>
            {words.oidc}
          </a>
        </p>
      )}
      <p class="note">{words.secret}</p>
    </Frame>
  );
}

/** Opening a link uses nothing up: mail scanners open them too. The button does. */
export function Confirm({ language, form, token, address }: Omit<Basic, 'oidc'> & { token: string; address: string }) {
  const words = accessWords[language];
  return (
    <Frame language={language} title={words.confirmTitle} self={null}>
      <h1>{words.confirmTitle}</h1>
      <p>{address ? fill(words.confirmLead, { address }) : words.confirmOperator}</p>
      <form method="post" action={pathTo(`/sign-in/${token}`, {}, language)}>
        <input type="hidden" name="form" value={form} />
        <button class="btn btn-primary" type="submit">
          {words.confirm}
        </button>
      </form>
    </Frame>
  );
}

/** The second step of whoever approves: a code, at first with the secret it comes from. */
export function Code({
  language,
  form,
  authenticator,
  error,
}: Omit<Basic, 'oidc'> & { authenticator: Authenticator; error: string | null }) {
  const words = accessWords[language];
  const { uri, secret } = authenticator;
  return (
    <Frame language={language} title={words.codeTitle} self={(other) => pathTo('/code', {}, other)}>
      <h1>{words.codeTitle}</h1>
      {error && (
        <div class="alert alert-danger" role="alert" id="error">
          {error}
        </div>
      )}
      <p>{uri ? words.enrolLead : words.codeLead}</p>
      {uri && secret && (
        <>
          <div class="qr">{raw(renderSVG(uri, { pixelSize: 6 }))}</div>
          <p>
            {words.enrolKey} <code>{secret.replace(/(.{4})(?=.)/g, '$1 ')}</code>
          </p>
        </>
      )}
      <form method="post" action={pathTo('/code', {}, language)} class="narrow">
        <input type="hidden" name="form" value={form} />
        <label class="form-label" for="code">
          {words.codeField}
        </label>
        <input
          class="form-control"
          id="code"
          name="code"
          type="text"
          inputmode="numeric"
          autocomplete="one-time-code"
          maxlength={7}
          required
          aria-describedby={error ? 'error' : undefined}
        />
        <button class="btn btn-primary" type="submit">
          {words.codeSend}
        </button>
      </form>
    </Frame>
  );
}
