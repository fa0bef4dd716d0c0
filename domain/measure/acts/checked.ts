import type { ActsOf } from './deed.ts';
import { rebound } from './lookingBack.ts';
import { handBack } from './reviewing.ts';

/** What a check round found. Where its state has moved on since the campaign judged, only that is on record. */
export const checked: ActsOf<'checked'> = {
  checked(deed, { check, checker, method, result, reason, follow, due }) {
    const found = deed.event('Checked', { check, checker, method, result, reason });
    const { phase } = deed.state;
    const follows =
      follow === 'rebound' && phase === 'closed'
        ? rebound(deed, reason ?? '', due ?? '')
        : follow === 'return' && phase === 'review'
          ? handBack(deed, reason ?? '')
          : [];
    return Array.isArray(follows) ? [found, ...follows] : [found];
  },
};
