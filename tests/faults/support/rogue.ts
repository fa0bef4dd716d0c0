import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';

/** What a server does to one receiver's mail: a reply at RCPT or after the final dot, or worse. */
export type Misdeed =
  | { at: 'rcpt' | 'dot'; reply: string }
  | { at: 'greeting'; reply: string }
  | { at: 'greeting' | 'rcpt' | 'data' | 'dot'; hangs: true }
  /** Keeps the mail, and breaks off without an answer. */
  | { at: 'dot'; closes: true };

export type Taken = { to: string; messageId: string };

/** An SMTP server that misbehaves on order; a mail counts as taken when it is kept, answered or not. */
export async function startRogue(misdeedFor: (to: string | null) => Misdeed | null) {
  const taken: Taken[] = [];
  const sockets = new Set<Socket>();
  let port = 0;
  let server: Server;

  function serve(socket: Socket): void {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    const say = (line: string) => socket.write(`${line}\r\n`);
    let [to, data, inData] = ['', '', false];
    const greeting = misdeedFor(null);
    if (greeting?.at === 'greeting') {
      if ('reply' in greeting) socket.end(`${greeting.reply}\r\n`);
      return;
    }
    say('220 rogue');
    socket.on('data', (chunk) => {
      data += chunk.toString('latin1');
      if (inData) {
        if (!data.endsWith('\r\n.\r\n')) return;
        inData = false;
        answerMail();
        data = '';
      }
      for (let end = data.indexOf('\r\n'); !inData && end >= 0; end = data.indexOf('\r\n')) {
        const line = data.slice(0, end);
        data = data.slice(end + 2);
        command(line);
      }
    });

    function command(line: string): void {
      if (/^RCPT/i.test(line)) {
        to = /<(.*)>/.exec(line)![1]!;
        const deed = misdeedFor(to);
        if (deed?.at !== 'rcpt') say('250 ok');
        else if ('reply' in deed) say(deed.reply);
      } else if (/^DATA/i.test(line)) {
        if (misdeedFor(to)?.at === 'data') return;
        inData = true;
        say('354 go on');
      } else if (/^QUIT/i.test(line)) socket.end('221 bye\r\n');
      else say('250 ok');
    }

    function answerMail(): void {
      const deed = misdeedFor(to);
      const messageId = /^Message-ID: (.*)\r$/im.exec(data)![1]!.trim();
      if (deed?.at !== 'dot') {
        taken.push({ to, messageId });
        say('250 kept');
      } else if ('reply' in deed) say(deed.reply);
      else {
        taken.push({ to, messageId });
        if ('closes' in deed) socket.destroy();
      }
    }
  }

  async function open(): Promise<void> {
    server = createServer(serve);
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    port = (server.address() as AddressInfo).port;
  }
  async function close(): Promise<void> {
    for (const socket of sockets) socket.destroy();
    await new Promise((done) => server.close(done));
  }
  await open();
  return { url: `smtp://127.0.0.1:${port}`, taken, open, close };
}
