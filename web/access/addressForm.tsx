import { accessWords } from '../../words/access.ts';
import type { Language } from '../../words/language.ts';
import { pathTo } from '../frame/path.ts';

/** One field: the address a link is sent to. `form` is the mark that the page was ours. */
export function AddressForm({
  to,
  form,
  language,
  send,
}: {
  to: string;
  form: string;
  language: Language;
  send: string;
}) {
  return (
    <form method="post" action={pathTo(to, {}, language)} class="narrow">
      <input type="hidden" name="form" value={form} />
      <label class="form-label" for="address">
        {accessWords[language].address}
      </label>
      <input
        class="form-control"
        id="address"
        name="address"
        type="email"
        autocomplete="email"
        maxlength={254}
        required
      />
      <button class="btn btn-primary" type="submit">
        {send}
      </button>
    </form>
  );
}
