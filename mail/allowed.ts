import type { Sender } from './transport.ts';

/** Hands on only what goes to one of these domains or below it; all else is refused here, and no server sees it. */
export function onlyTo(domains: string[], sender: Sender): Sender {
  return {
    ...sender,
    send(mail, signal) {
      const domain = mail.envelope.to.slice(mail.envelope.to.lastIndexOf('@') + 1).toLowerCase();
      if (domains.some((one) => domain === one || domain.endsWith(`.${one}`))) return sender.send(mail, signal);
      return Promise.resolve({ state: 'refused', response: `not sent: XIAOHAO_MAIL_DOMAINS does not name ${domain}` });
    },
  };
}
