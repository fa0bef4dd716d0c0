import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** What a sink saw: how often each Message-ID came, and when the last mail was accepted. */
export type Seen = { ids: Record<string, number>; lastAt: number };

/** An SMTP server that accepts every mail and keeps its Message-ID only: it must not be what is measured. */
export async function openSink() {
  let seen: Seen = { ids: {}, lastAt: 0 };
  let port = 0;
  let server: SMTPServer;
  const options: SMTPServerOptions = {
    ...{ authOptional: true, disabledCommands: ['AUTH', 'STARTTLS'], disableReverseLookup: true, closeTimeout: 1000 },
    onData(stream, _session, answer) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const id = /^Message-ID: (<\S+>)/im.exec(Buffer.concat(parts).toString('latin1'))?.[1] ?? 'none';
        seen.ids[id] = (seen.ids[id] ?? 0) + 1;
        seen.lastAt = Date.now();
        answer();
      });
    },
  };
  /** Under the port it had, where it was closed before. */
  async function listen(): Promise<void> {
    server = new SMTPServer(options);
    server.on('error', () => undefined);
    const listener = server.listen(port, '127.0.0.1');
    await once(listener, 'listening');
    port = (listener.address() as AddressInfo).port;
  }
  await listen();
  return {
    url: `smtp://127.0.0.1:${port}`,
    listen,
    /** What came since the last time it was asked. */
    take(): Seen {
      const taken = seen;
      seen = { ids: {}, lastAt: 0 };
      return taken;
    },
    close: () => new Promise<void>((resolve) => server.close(resolve)),
  };
}
