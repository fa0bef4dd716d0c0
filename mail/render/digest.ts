import { createHash } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { Digest, DigestItem } from '../../domain/digest/digest.ts';
import { CodedError } from '../../domain/errors.ts';
import { strictAddress } from '../../domain/plan/address.ts';
import { mailWords } from '../../words/mail.ts';
import { clean, plain } from './clean.ts';
import { htmlOf } from './html.tsx';
import { fingerprint, messageIdOf } from './message-id.ts';
import { outlineOf } from './outline.ts';
import { sealOf } from './seal.ts';
import { textOf } from './text.ts';

/** A mail ready to be sent as it is: `from` and `to` are the envelope's. */
export type RenderedMail = { subject: string; messageId: string; raw: Buffer; from: string; to: string };

/**
 * The digest as one MIME message, byte for byte the same whenever it is made. `sender` is the address it comes from and
 * whose domain its Message-ID carries; without one, the office's own. `sealKey` lets a returned mail prove that it is ours.
 */
export async function renderDigest(
  given: Digest,
  sender = given.campaign.replyTo,
  sealKey: string | null = null,
): Promise<RenderedMail> {
  const digest = clean(given);
  const { campaign, person, window, language } = digest;
  const to = addressOf(given.person.email, person.title);
  const from = addressOf(sender, campaign.office);
  const replyTo = addressOf(given.campaign.replyTo, campaign.office);
  // Whose mail it is comes from the ids as they are: cleaning may make two of them one.
  const whose = { campaign: given.campaign.id, person: given.person.id, window };
  const messageId = messageIdOf({ ...whose, domain: from.slice(from.indexOf('@') + 1) });
  const outline = outlineOf(digest);
  const raw = await new MailComposer({
    from: { name: campaign.office, address: from },
    to: { name: person.title, address: to },
    replyTo: { name: campaign.office, address: replyTo },
    subject: outline.subject,
    messageId,
    date: new Date(window),
    headers: {
      'Auto-Submitted': 'auto-generated',
      'Content-Language': language,
      ...(sealKey === null ? {} : { 'X-Xiaohao-Seal': sealOf(sealKey, messageId) }),
      'X-Xiaohao-Window': new Date(window).toISOString(),
      'X-Xiaohao-Notices': given.items.flatMap(noticesOf).join(', '),
    },
    text: textOf(outline, mailWords[language].item.line),
    html: htmlOf(outline, language),
    encoding: 'base64',
    textEncoding: 'B',
    boundaryPrefix: 'xiaohao',
    baseBoundary: fingerprint(whose),
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();
  return { subject: outline.subject, messageId, raw, from, to };
}

function addressOf(text: string, person: string): string {
  const address = strictAddress(text);
  if (!address) throw new CodedError('mail-address', { address: text, person });
  return address;
}

/** The ids an item speaks for, unbroken by commas and blanks; of an item nothing may be said of, only their hashes. */
function noticesOf({ notice, also = [], secrecy }: DigestItem): string[] {
  return [notice, ...also].map((id) => {
    if (secrecy === 'bare') return createHash('sha256').update(id).digest('hex').slice(0, 32);
    return plain(id).replace(/[^\w./:#@+=-]/gu, encodeURIComponent);
  });
}
