import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import type { AuditLine } from '../../../mail/inbox/inbox.ts';

/** A mail server that takes every mail, tells what it took, and can keep its answers to itself. */
export type Sink = {
  url: string;
  taken: AuditLine[];
  /** When the answer to a mail's first copy left, by Message-ID. */
  answeredAt: Map<string, number>;
  /** From the `after`th mail on it takes each mail whole and answers nothing, until `resume`. */
  holdAfter(after: number): void;
  resume(): void;
  /** From now on it takes so long over each mail, a third of it for its sender, its receiver and its text. */
  takesMs(ms: number): void;
  /** Resolves when so many answers are being withheld. */
  holding(count: number): Promise<void>;
  close(): Promise<void>;
};

export async function startSink(): Promise<Sink> {
  const taken: AuditLine[] = [];
  const answeredAt = new Map<string, number>();
  let after = Number.POSITIVE_INFINITY;
  let withheld: (() => void)[] = [];
  let slowness = 0;
  const slowly = () => new Promise<void>((done) => (slowness > 0 ? setTimeout(done, slowness / 3) : done()));
  const server = new SMTPServer({
    ...{ authOptional: true, disabledCommands: ['AUTH', 'STARTTLS'], disableReverseLookup: true, closeTimeout: 200 },
    onMailFrom: (_, __, go) => void slowly().then(() => go()),
    onRcptTo: (_, __, go) => void slowly().then(() => go()),
    onData(stream, session, answer) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', async () => {
        await slowly();
        const line = await lineOf(
          Buffer.concat(chunks),
          session.envelope.rcptTo.map(({ address }) => address),
        );
        taken.push(line);
        const say = () => {
          if (!answeredAt.has(line.messageId)) answeredAt.set(line.messageId, Date.now());
          answer(null, 'taken');
        };
        if (taken.length > after) withheld.push(say);
        else say();
      });
    },
  });
  server.on('error', () => undefined); // a sender that is killed breaks off
  const listener = server.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  return {
    url: `smtp://127.0.0.1:${(listener.address() as AddressInfo).port}`,
    taken,
    answeredAt,
    holdAfter(count) {
      after = count;
    },
    resume() {
      after = Number.POSITIVE_INFINITY;
      for (const answer of withheld.splice(0)) answer();
    },
    takesMs(ms) {
      slowness = ms;
    },
    async holding(count) {
      while (withheld.length < count) await new Promise((done) => setTimeout(done, 20));
    },
    close: () => {
      withheld = [];
      return new Promise((done) => server.close(done));
    },
  };
}

async function lineOf(mail: Buffer, to: string[]): Promise<AuditLine> {
  const { headers } = await PostalMime.parse(mail);
  const value = (key: string) => headers.find((header) => header.key === key)?.value ?? '';
  const notices = value('x-xiaohao-notices')
    .split(/[\s,]+/)
    .filter(Boolean);
  return {
    messageId: value('message-id'),
    to,
    window: Date.parse(value('x-xiaohao-window')),
    notices: notices.map(decodeURIComponent),
    file: '',
  };
}
