import { CodedError } from '../../domain/errors.ts';
import { fill } from '../../words/language.ts';
import { withApi } from '../reach.ts';
import type { Commands } from './commands.ts';

/** `verify`: is the record what was recorded? Names the first event that is not. */
export function addVerify({ desk, add }: Commands): void {
  const { option, command, verify, why } = desk.words;
  add<{ campaign?: string }>('verify', command.verify, async (_, { campaign }) => {
    const found = await withApi(desk.config(), 'read', (api) => api.verify(campaign));
    const { events, streams, deliveries, broken } = found;
    if (!broken) return { document: found, lines: [fill(verify.sound, { events, streams, deliveries })] };
    const reason = (why as Record<string, string>)[broken.why] ?? broken.why;
    const error = new CodedError('chain-broken', { stream: broken.stream, seq: broken.seq, why: reason });
    return { document: found, lines: [fill(verify.checked, { events, streams, deliveries })], error };
  }).option('--campaign <id>', option.campaign);
}
