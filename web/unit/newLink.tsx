import { accessWords } from '../../words/access.ts';
import { fill, type Language } from '../../words/language.ts';
import { unitWords } from '../../words/unit.ts';
import { AddressForm } from '../access/addressForm.tsx';
import { Frame } from '../frame/frame.tsx';
import { pathTo } from '../frame/path.ts';

/** The answer to every link that opens nothing, whether it ended, was revoked or never was. */
export function NewLink({ language, form, sent }: { language: Language; form: string; sent: boolean }) {
  const words = unitWords[language];
  return (
    <Frame language={language} title={words.newLinkTitle} self={(other) => pathTo('/u', {}, other)}>
      <h1>{words.newLinkTitle}</h1>
      {sent ? (
        <p class="alert alert-info" role="status">
          {words.newLinkSent}
        </p>
      ) : (
        <p class="answer">{words.newLinkLead}</p>
      )}
      <AddressForm to="/unit-link" form={form} language={language} send={words.newLinkSend} />
      {!sent && <p class="note">{fill(accessWords[language].code, { code: 'link-expired' })}</p>}
    </Frame>
  );
}
