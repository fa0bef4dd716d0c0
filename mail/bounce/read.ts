import PostalMime, { type Email } from 'postal-mime';
import { fieldsOf } from './fields.ts';

/**
 * What came back. `hard`: it will not be delivered. `delayed`: the server there still tries. `autoReply`: a person's
 * mailbox answered (out of office). `none`: a mail like any other.
 */
export type BounceKind = 'hard' | 'delayed' | 'autoReply' | 'none';

/** A mail that came back to the office, as far as it says which of ours it is about. */
export type Bounce = {
  kind: BounceKind;
  /** Ours, from the headers it returned, or from what an automatic reply answers; null: it does not say. */
  messageId: string | null;
  /** The seal of that mail (`mail/render/seal.ts`); null: it returned no headers. */
  seal: string | null;
  /** Whose mailbox it speaks of. */
  recipient: string | null;
  /** `5.1.1 550 no such box` */
  status: string;
};

const longestStatus = 300;

/** Reads a delivery status notification (RFC 3464) or an automatic reply (RFC 3834) out of one MIME message. */
export async function readBounce(raw: Uint8Array): Promise<Bounce> {
  const mail = await PostalMime.parse(raw, { attachmentEncoding: 'utf8', forceRfc822Attachments: true });
  const report = contentOf(mail, 'message/delivery-status');
  const returned = contentOf(mail, 'text/rfc822-headers') ?? contentOf(mail, 'message/rfc822') ?? '';
  const ours = fieldsOf(returned);
  const base = { messageId: ours('message-id'), seal: ours('x-xiaohao-seal') };
  if (report === null) {
    const reply = autoReplyTo(mail);
    return reply
      ? { kind: 'autoReply', ...base, messageId: reply, recipient: mail.from?.address ?? null, status: '' }
      : { kind: 'none', ...base, recipient: null, status: '' };
  }
  // The first group is about the report, each other about one receiver; ours have one.
  const groups = report.split(/\r?\n\s*\r?\n/).map(fieldsOf);
  const of = groups.find((group) => group('action') !== null);
  const action = of?.('action')?.toLowerCase() ?? '';
  const kind = action === 'failed' ? 'hard' : action === 'delayed' ? 'delayed' : 'none';
  const status = [of?.('status'), addressless(of?.('diagnostic-code'))].filter(Boolean).join(' ');
  const recipient = addressless(of?.('original-recipient')) ?? addressless(of?.('final-recipient')) ?? null;
  return { kind, ...base, recipient, status: status.slice(0, longestStatus) };
}

/** `rfc822; li@example.com` as `li@example.com`, `smtp; 550 no` as `550 no`. */
function addressless(value: string | null | undefined): string | undefined {
  return value?.replace(/^[\w-]+\s*;\s*/, '').trim() || undefined;
}

function contentOf({ attachments }: Email, type: string): string | null {
  const part = attachments.find(({ mimeType }) => mimeType === type);
  if (!part) return null;
  return typeof part.content === 'string' ? part.content : Buffer.from(part.content as ArrayBuffer).toString('utf8');
}

/** The Message-ID an automatic reply answers; null: a person wrote, or it answers nothing. */
function autoReplyTo({ headers, inReplyTo, references }: Email): string | null {
  const value = (name: string) =>
    headers
      .find(({ key }) => key === name)
      ?.value.trim()
      .toLowerCase() ?? '';
  const isAutomatic =
    /^auto-(replied|generated)/.test(value('auto-submitted')) ||
    value('x-autoreply') !== '' ||
    value('x-auto-response-suppress') !== '' ||
    /^(auto_reply|auto-reply)$/.test(value('precedence'));
  return isAutomatic ? inReplyTo?.trim() || references?.trim().split(/\s+/).at(-1) || null : null;
}
