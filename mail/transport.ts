import { Readable } from 'node:stream';
import SMTPPool from 'nodemailer/lib/smtp-pool';
import pLimit from 'p-limit';
import { type Outcome, outcomeOfFailure } from './outcome.ts';
import { type ServerAddress, serverAddress } from './server-address.ts';

/** A mail as it stands in the outbox. */
export type OutgoingMail = { envelope: { from: string; to: string }; raw: Buffer; messageId: string };

export type Sender = {
  /** The server it hands mails to, as the record names it: `mail.example.com:587`. */
  server: string;
  /** Hands one mail to the server; answers with its outcome and never throws. */
  send(mail: OutgoingMail, signal?: AbortSignal): Promise<Outcome>;
  /** Does the server greet us and let us in? Asked without a mail. */
  isThere(): Promise<boolean>;
  close(): void;
};

export type SenderOptions = {
  url: string;
  /** Refuses any server but this machine's own: what keeps a rehearsal at home. */
  allowedHost?: 'loopback';
  /** No send takes longer, all its waits together, in milliseconds; must lie within the activity's startToClose. */
  boundMs?: number;
  connections?: number;
};

/** Connections are given up sooner than the server does (5 minutes, RFC 5321; our inbox: 1 minute). */
const idleMs = 30_000;

/** Mails that lie ready for the next free connection; what waits longer would use up its time waiting. */
const ready = 2;

/** A small pool of connections to one SMTP server. */
export function createSender({ url, allowedHost, boundMs = 30_000, connections = 3 }: SenderOptions): Sender {
  const address = serverAddress(url, allowedHost);
  const slot = pLimit(connections + ready);
  const pool = new SMTPPool({
    maxConnections: connections,
    maxRequeues: 0,
    idleTimeout: idleMs,
    dnsTimeout: boundMs * 0.2,
    connectionTimeout: boundMs * 0.3, // the DNS look-up is part of it
    greetingTimeout: boundMs * 0.2,
    socketTimeout: boundMs * 0.4,
    ...address,
  });

  async function send(mail: OutgoingMail, signal?: AbortSignal): Promise<Outcome> {
    // Not AbortSignal.timeout: that one goes off later all the same, for each mail that has long been sent.
    const bound = new AbortController();
    const late = setTimeout(() => bound.abort(new Error(`no answer within ${boundMs} ms`)), boundMs);
    const finished = new Finished(mail, signal ? AbortSignal.any([signal, bound.signal]) : bound.signal);
    try {
      const response = await new Promise<string>((accepted, failed) =>
        pool.send(finished.asMessage, (error, info) => (error ? failed(error) : accepted(info?.response ?? ''))),
      );
      return { state: 'accepted', response };
    } catch (error) {
      return outcomeOfFailure(error, finished.handedOver);
    } finally {
      clearTimeout(late);
    }
  }

  return {
    server: nameOf(address),
    send: (mail, signal) => slot(send, mail, signal),
    isThere: () =>
      pool.verify().then(
        () => true,
        () => false,
      ),
    close: () => pool.close(),
  };
}

type Message = Parameters<SMTPPool['send']>[0];

/**
 * A finished mail as nodemailer's pool takes it. Its own way there, `sendMail`, composes each mail anew, which costs more
 * than sending it.
 */
class Finished {
  /** The final dot follows the end of the bytes: before that no server can have accepted them, and no error tells. */
  handedOver = false;
  readonly asMessage: Message;

  constructor({ envelope, raw, messageId }: OutgoingMail, signal: AbortSignal) {
    const message = {
      getEnvelope: () => ({ from: envelope.from, to: [envelope.to] }),
      messageId: () => messageId,
      getHeader: () => messageId,
      createReadStream: () => this.#bytes(raw),
    };
    // What the pool asks of a mail (`smtp-pool/index.js`, `pool-resource.js`), and no more.
    this.asMessage = { data: { signal }, message } as unknown as Message;
  }

  #bytes(raw: Buffer): Readable {
    const stream = new Readable({
      read() {
        this.push(raw);
        this.push(null);
      },
    });
    return stream.once('end', () => {
      this.handedOver = true;
    });
  }
}

function nameOf(address: ServerAddress): string {
  if ('host' in address) return `${address.host}:${address.port}`;
  const { hostname, port, protocol } = new URL(address.url);
  return `${hostname}:${port || (protocol === 'smtps:' ? 465 : 587)}`;
}
