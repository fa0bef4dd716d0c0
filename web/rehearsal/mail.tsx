import type { StoredMail } from '../../mail/inbox/inbox.ts';
import { rehearsalWords } from '../../words/rehearsal.ts';
import type { View } from '../campaign/view.ts';
import { Frame } from '../frame/frame.tsx';

/** What one person would have been sent, as its text reads. */
export function RehearsedMail({ mail, view }: { mail: StoredMail; view: View }) {
  const { language, user, masthead } = view;
  return (
    <Frame language={language} title={mail.subject} self={null} masthead={masthead} user={user}>
      <h1>{mail.subject}</h1>
      <p class="note">
        {rehearsalWords[language].note} {mail.date} → {mail.receiver}
      </p>
      <pre>{mail.text}</pre>
      <p>
        <a href={view.to('/rehearsal')}>{rehearsalWords[language].back}</a>
      </p>
    </Frame>
  );
}
