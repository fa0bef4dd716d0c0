import PostalMime from 'postal-mime';
import type { Instant } from '../domain/calendar/day.ts';
import { isSealed, sealOf } from './render/seal.ts';
import type { OutgoingMail } from './transport.ts';

/** The mail of an hour to ourselves, which says nothing but that it came. `id`: its Message-ID. */
export function canaryMail(installation: string, address: string, at: Instant): OutgoingMail {
  const id = canaryId(installation, address, at);
  const lines = [
    `From: <${address}>`,
    `To: <${address}>`,
    'Subject: xiaohao: mail goes out and comes in',
    `Message-ID: ${id}`,
    `Date: ${new Date(at).toUTCString().replace('GMT', '+0000')}`,
    'Auto-Submitted: auto-generated',
    'X-Xiaohao-Canary: 1',
    `X-Xiaohao-Seal: ${sealOf(installation, id)}`,
    '',
    'An hourly test mail; nobody needs to read it.',
    '',
  ];
  return { envelope: { from: address, to: address }, raw: Buffer.from(lines.join('\r\n')), messageId: id };
}

const hourMs = 3_600_000;

/** The same for all processes of an installation within an hour. */
function canaryId(installation: string, address: string, at: Instant): string {
  // Not the installation's id itself: that is what seals are made with.
  const ours = sealOf(installation, 'canary').slice(0, 8);
  return `<canary.${Math.floor(at / hourMs)}.${ours}@${address.slice(address.lastIndexOf('@') + 1)}>`;
}

/** The Message-ID of a canary of ours among the mails that come in; null: another mail, or a forged one. */
export async function readCanary(installation: string, raw: Uint8Array): Promise<string | null> {
  const { headers, messageId } = await PostalMime.parse(raw);
  const value = (key: string) => headers.find((header) => header.key === key)?.value ?? '';
  if (!messageId || value('x-xiaohao-canary') === '') return null;
  return isSealed(installation, messageId, value('x-xiaohao-seal')) ? messageId : null;
}
