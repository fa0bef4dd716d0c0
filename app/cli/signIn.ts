import { fill } from '../../words/language.ts';
import { withApi } from '../reach.ts';
import type { Commands } from './commands.ts';

/** `sign-in [ADDRESS]`: a link that signs somebody in once; the owner of this machine, or who has the address. */
export function addSignIn({ desk, add }: Commands): void {
  const { command, argument, signIn } = desk.words;
  add('sign-in', command.signIn, async ([address]) => {
    const made = await withApi(desk.config(), 'act', (api) => api.enter(address));
    return { document: made, lines: [fill(signIn.link, { minutes: made.minutes }), made.url] };
  }).argument('[address]', argument.address);
}
