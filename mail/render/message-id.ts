import { createHash } from 'node:crypto';
import type { Instant } from '../../domain/calendar/day.ts';

/** The same mail has the same Message-ID however often it is made: it comes from whose it is and for which window. */
export function messageIdOf(mail: { campaign: string; person: string; window: Instant; domain: string }): string {
  return `<${fingerprint(mail)}@${mail.domain}>`;
}

/** A hash of (campaign, person, window), which also marks the boundary between the parts. */
export function fingerprint({
  campaign,
  person,
  window,
}: {
  campaign: string;
  person: string;
  window: Instant;
}): string {
  return createHash('sha256')
    .update(JSON.stringify([campaign, person, window]))
    .digest('hex')
    .slice(0, 32);
}
