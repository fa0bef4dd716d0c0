import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

/** What a server may do wrong, by the moment it does it. */
export type Misdeed =
  | 'none'
  | 'never greets'
  | 'greets 554'
  | 'refuses sender 450'
  | 'refuses receiver 550'
  | 'hangs before data'
  | 'drops before data'
  | 'drops within data'
  | 'drops after the dot'
  | 'hangs after the dot'
  | 'answers 451 after the dot'
  | 'answers 554 after the dot';

/** An SMTP server just real enough to misbehave on order; `received` are the whole messages it saw. */
export async function wildServer(misdeed: Misdeed) {
  const received: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    let inData = false;
    let data = '';
    const say = (line: string) => socket.write(`${line}\r\n`);
    if (misdeed === 'greets 554') say('554 no service');
    else if (misdeed !== 'never greets') say('220 wild');
    socket.on('data', (chunk) => {
      data += chunk.toString('latin1');
      if (inData && misdeed === 'drops within data') return void socket.destroy();
      if (inData && data.endsWith('\r\n.\r\n')) {
        received.push(data);
        inData = false;
        data = '';
        if (misdeed === 'drops after the dot') return void socket.destroy();
        if (misdeed === 'hangs after the dot') return;
        if (misdeed === 'answers 451 after the dot') return void say('451 later');
        if (misdeed === 'answers 554 after the dot') return void say('554 no');
        return void say('250 taken');
      }
      while (!inData && data.includes('\r\n')) {
        const line = data.slice(0, data.indexOf('\r\n'));
        data = data.slice(line.length + 2);
        if (/^(EHLO|HELO|RSET)/i.test(line)) say('250 wild');
        else if (/^MAIL/i.test(line)) say(misdeed === 'refuses sender 450' ? '450 busy' : '250 ok');
        else if (/^RCPT/i.test(line)) say(misdeed === 'refuses receiver 550' ? '550 no such box' : '250 ok');
        else if (/^QUIT/i.test(line)) socket.end('221 bye\r\n');
        else if (/^DATA/i.test(line)) {
          if (misdeed === 'hangs before data') return;
          if (misdeed === 'drops before data') return void socket.destroy();
          inData = true;
          say('354 go on');
        }
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  };
}
