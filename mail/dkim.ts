import type { KeyObject } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import DKIM from 'nodemailer/lib/dkim';
import type { Sender } from './transport.ts';

/** What mails are signed with (RFC 6376), and where its public half stands in the DNS: `SELECTOR._domainkey.DOMAIN`. */
export type Dkim = { domain: string; selector: string; key: KeyObject };

/** Hands on every mail with a DKIM signature above it. The same mail gets the same signature whenever it is sent. */
export function signing({ domain, selector, key }: Dkim, sender: Sender): Sender {
  const privateKey = key.export({ type: 'pkcs8', format: 'pem' });
  const dkim = new DKIM({ domainName: domain, keySelector: selector, privateKey });
  return {
    ...sender,
    send: async (mail, signal) => sender.send({ ...mail, raw: await buffer(dkim.sign(mail.raw)) }, signal),
  };
}
