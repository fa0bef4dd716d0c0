import { randomUUID } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';
import { CodedError } from '../../domain/errors.ts';
import { strictAddress } from '../../domain/plan/address.ts';
import { accessWords } from '../../words/access.ts';
import { fill, type Language } from '../../words/language.ts';
import type { RenderedMail } from './digest.ts';

type To = { to: string; office: { name: string; replyTo: string }; language: Language };

/**
 * The mail that signs somebody in: text alone, one link.
 * @throws CodedError `mail-address`
 */
export function renderSignIn({ link, minutes, ...to }: To & { link: string; minutes: number }): Promise<RenderedMail> {
  const words = accessWords[to.language].mail;
  const lines = [fill(words.first, { office: to.office.name }), '', words.use, link, '', words.notMe];
  return renderNotice({ ...to, subject: fill(words.subject, { minutes }), lines });
}

/**
 * A short mail at somebody's own request, outside all digests: text alone.
 * @throws CodedError `mail-address`
 */
export async function renderNotice(mail: To & { subject: string; lines: string[] }): Promise<RenderedMail> {
  const { to, office, subject, lines, language } = mail;
  const from = strictAddress(office.replyTo);
  if (!from) throw new CodedError('mail-address', { address: office.replyTo, person: office.name });
  const messageId = `<asked-${randomUUID()}@${from.slice(from.indexOf('@') + 1)}>`;
  const raw = await new MailComposer({
    from: { name: office.name, address: from },
    to: { name: '', address: to },
    subject,
    messageId,
    headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': language },
    text: [...lines, ''].join('\n'),
    encoding: 'base64',
    textEncoding: 'B',
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();
  return { subject, messageId, raw, from, to };
}
