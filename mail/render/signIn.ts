import { randomUUID } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';
import { CodedError } from '../../domain/errors.ts';
import { strictAddress } from '../../domain/plan/address.ts';
import { accessWords } from '../../words/access.ts';
import type { Language } from '../../words/language.ts';
import { fill } from '../../words/language.ts';
import type { RenderedMail } from './digest.ts';

type SignInMail = {
  to: string;
  office: { name: string; replyTo: string };
  link: string;
  minutes: number;
  language: Language;
};

/**
 * The mail that signs somebody in: text alone, one link.
 * @throws CodedError `mail-address`
 */
export async function renderSignIn({ to, office, link, minutes, language }: SignInMail): Promise<RenderedMail> {
  const words = accessWords[language].mail;
  const from = strictAddress(office.replyTo);
  if (!from) throw new CodedError('mail-address', { address: office.replyTo, person: office.name });
  const messageId = `<sign-in-${randomUUID()}@${from.slice(from.indexOf('@') + 1)}>`;
  const subject = fill(words.subject, { minutes });
  const raw = await new MailComposer({
    from: { name: office.name, address: from },
    to: { name: '', address: to },
    subject,
    messageId,
    headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': language },
    text: [fill(words.first, { office: office.name }), '', words.use, link, '', words.notMe, ''].join('\n'),
    encoding: 'base64',
    textEncoding: 'B',
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();
  return { subject, messageId, raw, from, to };
}
