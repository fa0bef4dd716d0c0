import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Readable } from 'node:stream';
import { SMTPServer } from 'smtp-server';
import { openStore } from './store.ts';

const mostBytes = 1_000_000;

export type InboxServer = {
  /** Where a sender finds it: `smtp://127.0.0.1:port`. */
  url: string;
  close(): Promise<void>;
};

/**
 * An SMTP server for this machine alone that keeps every mail in a folder and passes none on. It answers 250 only when
 * the mail is on disk, so kill -9 loses nothing that was acknowledged.
 */
export async function startInbox({ folder, port = 0 }: { folder: string; port?: number }): Promise<InboxServer> {
  const store = await openStore(folder);
  const server = new SMTPServer({
    name: 'xiaohao-inbox',
    size: mostBytes,
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 1000,
    onData(stream, session, answer) {
      const { mailFrom, rcptTo } = session.envelope;
      const trace = traceOf(
        mailFrom ? mailFrom.address : '',
        rcptTo.map((one) => one.address),
      );
      received(stream)
        .then((mail) =>
          mail ? store.keep(Buffer.concat([trace, mail])) : Promise.reject(reply(552, 'Message too large')),
        )
        .then((name) => answer(null, `kept as ${name}`))
        .catch((error) => answer(error.responseCode ? error : reply(451, 'Could not be written, try again')));
    },
  });
  server.on('error', () => {}); // a client that breaks off is no concern of ours
  const listener = server.listen(port, '127.0.0.1');
  await once(listener, 'listening');
  const { port: given } = listener.address() as AddressInfo;
  return { url: `smtp://127.0.0.1:${given}`, close: () => new Promise((done) => server.close(done)) };
}

/** The whole message; null when it is larger than allowed, read to its end all the same. */
async function received(stream: Readable): Promise<Buffer | null> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of stream as AsyncIterable<Buffer>) {
    size += part.length;
    if (size <= mostBytes) parts.push(part);
  }
  return size <= mostBytes ? Buffer.concat(parts) : null;
}

/** The envelope, written above the mail as every delivery agent does: whom it really went to. */
function traceOf(from: string, to: string[]): Buffer {
  return Buffer.from([`Return-Path: <${from}>`, ...to.map((one) => `Delivered-To: ${one}`), ''].join('\r\n'));
}

function reply(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}
