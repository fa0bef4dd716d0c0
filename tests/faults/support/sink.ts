import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import type { AuditLine } from '../../../mail/inbox/inbox.ts';

/** A mail server that takes every mail, tells what it took, and can keep its answers to itself. */
export type Sink = {
  url: string;
  taken: AuditLine[];
  /** When the answer to a mail's first copy left, and when its last copy came, by Message-ID. */
  answeredAt: Map<string, number>;
  cameAt: Map<string, number>;
  /**
   * From the `after`th mail on it stops at a point of each mail, until `resume`: before its text is asked for, in the
   * middle of it, or when it has been kept and only the answer is missing.
   */
  holdAfter(after: number, at?: Point): void;
  resume(): void;
  /** From now on it takes so long over each mail, a third of it for its sender, its receiver and its text. */
  takesMs(ms: number): void;
  /** Resolves when so many answers are being withheld. */
  holding(count: number): Promise<void>;
  close(): Promise<void>;
};

export type Point = 'before DATA' | 'in DATA' | 'after DATA';

export async function startSink(): Promise<Sink> {
  const taken: AuditLine[] = [];
  const answeredAt = new Map<string, number>();
  const cameAt = new Map<string, number>();
  let after = Number.POSITIVE_INFINITY;
  let point: Point = 'after DATA';
  let withheld: (() => void)[] = [];
  /** Goes on at once, or when it may. */
  const pass = (at: Point, go: () => void, come = taken.length) => {
    if (at === point && come >= after) withheld.push(go);
    else go();
  };
  let slowness = 0;
  const slowly = () => new Promise<void>((done) => (slowness > 0 ? setTimeout(done, slowness / 3) : done()));
  const server = new SMTPServer({
    ...{ authOptional: true, disabledCommands: ['AUTH', 'STARTTLS'], disableReverseLookup: true, closeTimeout: 200 },
    onMailFrom: (_, __, go) => void slowly().then(() => go()),
    onRcptTo: (_, __, go) => void slowly().then(() => pass('before DATA', go)),
    onData(stream, session, answer) {
      const chunks: Buffer[] = [];
      // Nobody reads it on: the sender gets rid of no more than fits into the buffers on the way.
      pass('in DATA', () => stream.on('data', (chunk: Buffer) => chunks.push(chunk)));
      stream.on('end', async () => {
        await slowly();
        const line = await lineOf(
          Buffer.concat(chunks).subarray(0, 10_000), // what is told stands in the head
          session.envelope.rcptTo.map(({ address }) => address),
        );
        taken.push(line);
        cameAt.set(line.messageId, Date.now());
        const say = () => {
          if (!answeredAt.has(line.messageId)) answeredAt.set(line.messageId, Date.now());
          answer(null, 'taken');
        };
        pass('after DATA', say, taken.length - 1);
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
    cameAt,
    holdAfter(count, at = 'after DATA') {
      [after, point] = [count, at];
    },
    resume() {
      after = Number.POSITIVE_INFINITY;
      const held = withheld.splice(0);
      // In the middle of its text a mail whose sender has died is not read on: the server sees the line broken, and drops it.
      if (point !== 'in DATA') for (const go of held) go();
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
