import { PassThrough, pipeline, type Readable } from 'node:stream';
import { createTransport } from 'nodemailer';
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
  const transporter = createTransport({
    pool: true,
    maxConnections: connections,
    maxRequeues: 0,
    idleTimeout: idleMs,
    dnsTimeout: boundMs * 0.2,
    connectionTimeout: boundMs * 0.3, // the DNS look-up is part of it
    greetingTimeout: boundMs * 0.2,
    socketTimeout: boundMs * 0.4,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...address,
  });
  const handedOver = new WeakSet<Buffer>();
  // nodemailer's errors do not tell whether a server may have the mail. The stream its connection reads from does: the
  // final dot follows the end of that stream, so before the end the server cannot have accepted anything.
  transporter.use('stream', (mail, done) => {
    const raw = mail.data.raw as Buffer;
    mail.message.processFunc((input) => {
      const watched = new PassThrough();
      watched.once('end', () => handedOver.add(raw));
      return pipeline(input as Readable, watched, () => {});
    });
    done();
  });

  async function send({ envelope, raw, messageId }: OutgoingMail, signal?: AbortSignal): Promise<Outcome> {
    const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength); // its own key, should one mail be sent twice
    // Not AbortSignal.timeout: that one goes off later all the same, for each mail that has long been sent.
    const bound = new AbortController();
    const late = setTimeout(() => bound.abort(new Error(`no answer within ${boundMs} ms`)), boundMs);
    try {
      const info = await transporter.sendMail({
        envelope,
        raw: bytes,
        messageId,
        signal: signal ? AbortSignal.any([signal, bound.signal]) : bound.signal,
      });
      return { state: 'accepted', response: info.response };
    } catch (error) {
      return outcomeOfFailure(error, handedOver.has(bytes));
    } finally {
      clearTimeout(late);
    }
  }

  return {
    server: nameOf(address),
    send: (mail, signal) => slot(send, mail, signal),
    isThere: () =>
      transporter.verify().then(
        () => true,
        () => false,
      ),
    close: () => transporter.close(),
  };
}

function nameOf(address: ServerAddress): string {
  if ('host' in address) return `${address.host}:${address.port}`;
  const { hostname, port, protocol } = new URL(address.url);
  return `${hostname}:${port || (protocol === 'smtps:' ? 465 : 587)}`;
}
