import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { createSender, type SenderOptions } from '../../mail/transport.ts';
import { type Misdeed, wildServer } from './wild-server.ts';

const mail = {
  envelope: { from: 'zgb@qinghe.example.com', to: 'u07@zhujian.example.com' },
  raw: Buffer.from('Subject: x\r\nMessage-ID: <1@x.test>\r\n\r\n.dot\r\nbody\r\n'),
  messageId: '<1@x.test>',
};

const opened: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0)) await close();
});

async function against(misdeed: Misdeed, options: Partial<SenderOptions> = {}) {
  const server = await wildServer(misdeed);
  const sender = createSender({ url: server.url, boundMs: 1500, ...options });
  opened.push(sender.close, server.close);
  return { server, sender };
}

test.each<[Misdeed, string]>([
  ['none', 'accepted'],
  ['never greets', 'deferred'],
  ['greets 554', 'deferred'],
  ['refuses sender 450', 'deferred'],
  ['refuses receiver 550', 'refused'],
  ['hangs before data', 'deferred'],
  ['drops before data', 'deferred'],
  ['drops after the dot', 'unknown'],
  ['hangs after the dot', 'unknown'],
  ['answers 451 after the dot', 'deferred'],
  ['answers 554 after the dot', 'refused'],
])('a server that misbehaves so: %s, makes the mail %s; it is not waited for', async (misdeed, state) => {
  const { sender } = await against(misdeed);
  expect(await sender.send(mail)).toMatchObject({ state, response: expect.stringMatching(/./) });
});

test('a connection lost while the message is on its way makes it unknown: what left us may have arrived', async () => {
  const { sender } = await against('drops within data');
  expect(await sender.send(mail)).toMatchObject({ state: 'unknown' });
});

test('nobody listens: deferred', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  const sender = createSender({ url: `smtp://127.0.0.1:${port}`, boundMs: 1500 });
  opened.push(sender.close);
  expect(await sender.send(mail)).toMatchObject({
    state: 'deferred',
    response: expect.stringContaining('ECONNREFUSED'),
  });
});

test('an aborted send answers by how far it came', async () => {
  for (const [misdeed, state] of [
    ['never greets', 'deferred'],
    ['hangs after the dot', 'unknown'],
  ] as const) {
    // Its own bound is far beyond the test's.
    const { sender } = await against(misdeed, { boundMs: 3_600_000 });
    expect(await sender.send(mail, AbortSignal.timeout(300))).toMatchObject({ state });
  }
});

test('after one lost mail the next goes out, and nothing is sent twice by itself', async () => {
  const { sender, server } = await against('drops after the dot');
  for (let n = 0; n < 3; n++) expect((await sender.send(mail)).state).toBe('unknown');
  expect(server.received).toHaveLength(3);
});

test('the bytes that arrive are the bytes given, dots doubled as SMTP wants', async () => {
  const { sender, server } = await against('none');
  await sender.send(mail);
  expect(server.received[0]).toBe(`${mail.raw.toString().replace('\r\n.dot', '\r\n..dot')}.\r\n`);
});

test('many at once share a few connections and all arrive', async () => {
  const { sender, server } = await against('none');
  const outcomes = await Promise.all(Array.from({ length: 50 }, () => sender.send(mail)));
  expect(new Set(outcomes.map(({ state }) => state))).toEqual(new Set(['accepted']));
  expect(server.received).toHaveLength(50);
});

test.each([
  'smtp://mail.qinghe.gov.cn:25',
  'smtp://10.0.0.1:25',
  'smtp://127.0.0.1.evil.test:25',
  'smtp://127.0.0.2:25',
  'smtp://0.0.0.0:25',
  'smtp://localhost.:25',
  'smtp://[::ffff:10.0.0.1]:25',
  'smtps://127.0.0.1:465',
  'smtp://user@evil.test:25',
])('held to the loopback, %s is refused', (url) => {
  expect(() => createSender({ url, allowedHost: 'loopback' })).toThrow(
    expect.objectContaining({ code: 'mail-not-local' }),
  );
});

test('held to the loopback, what the query of a URL says is not followed', async () => {
  const { server } = await against('none');
  const elsewhere = `${server.url}/?proxy=socks5://10.255.255.1:1080&service=gmail&host=10.255.255.1&port=9`;
  const sender = createSender({ url: elsewhere, allowedHost: 'loopback', boundMs: 1500 });
  opened.push(sender.close);
  expect(await sender.send(mail)).toMatchObject({ state: 'accepted' });
  expect(server.received).toHaveLength(1);
});

test.each(['', 'mail.example.com', 'http://127.0.0.1', 'smtp:'])('%j is no server address', (url) => {
  expect(() => createSender({ url })).toThrow(expect.objectContaining({ code: 'mail-url' }));
});
