import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'rolldown'; // Node 20 cannot run TypeScript by itself; vitest brings this
import { afterEach, beforeEach, expect, test } from 'vitest';
import { nameOf } from '../../mail/inbox/folder.ts';
import { type AuditLine, openInbox } from '../../mail/inbox/inbox.ts';
import { startInbox } from '../../mail/inbox/server.ts';
import { renderDigest } from '../../mail/render/digest.ts';
import { createSender } from '../../mail/transport.ts';
import { fireLane, unitDigest, withItems } from './digests.ts';

let folder: string;
const opened: (() => unknown)[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xiaohao-inbox-'));
});
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
  await rm(folder, { recursive: true });
});

async function start() {
  const server = await startInbox({ folder });
  const sender = createSender({ url: server.url, allowedHost: 'loopback', boundMs: 10_000 });
  opened.push(server.close, sender.close);
  return { server, sender };
}

async function mailTo(id: string, items = unitDigest.items) {
  const person = { ...unitDigest.person, id, email: `${id.toLowerCase()}@x.test` };
  const { from, to, raw, messageId } = await renderDigest({ ...withItems(unitDigest, ...items), person });
  return { envelope: { from, to }, raw, messageId };
}

async function audited(): Promise<AuditLine[]> {
  const lines: AuditLine[] = [];
  for await (const line of (await openInbox(folder)).audit()) lines.push(line);
  return lines;
}

test('a mail arrives whole, byte for byte below its trace', async () => {
  const { sender } = await start();
  const mail = await mailTo('U07');
  expect(await sender.send(mail)).toMatchObject({
    state: 'accepted',
    response: expect.stringContaining('kept as 000000000001-'),
  });
  const [name] = await readdir(join(folder, 'new'));
  const stored = await readFile(join(folder, 'new', name!));
  const trace = 'Return-Path: <zgb@qinghe.example.com>\r\nDelivered-To: u07@x.test\r\n';
  expect(stored.equals(Buffer.concat([Buffer.from(trace), mail.raw]))).toBe(true);
});

test('list is newest first, filtered by receiver, page by page', async () => {
  const { sender } = await start();
  for (const id of ['U01', 'U02', 'U01', 'U03', 'U01']) await sender.send(await mailTo(id));
  const inbox = await openInbox(folder);
  expect(await inbox.count()).toBe(5);
  const { total, mails } = await inbox.list({ to: 'U01@x.test', limit: 2, offset: 1 });
  expect([total, mails.map(({ name }) => name.slice(0, 12))]).toEqual([3, ['000000000003', '000000000001']]);
  expect(mails[0]).toMatchObject({
    subject: '【整改】更正 1 项，要办 2 项',
    receiver: '区住建局联络员',
    to: ['u01@x.test'],
  });
  await sender.send(await mailTo('U09'));
  expect((await inbox.list()).mails[0]?.to).toEqual(['u09@x.test']);
});

test('read opens a mail; a name outside the folder opens nothing', async () => {
  const { sender } = await start();
  await sender.send(await mailTo('U07'));
  const inbox = await openInbox(folder);
  const [entry] = (await inbox.list()).mails;
  expect(await inbox.read(entry!.name)).toMatchObject({
    text: expect.stringContaining('12-3'),
    html: expect.stringContaining('12-3'),
  });
  for (const name of ['../../../etc/passwd', '000000000009-000000000000.eml', ''])
    expect(await inbox.read(name)).toBeNull();
});

test('the audit counts window and notices from the stored mails, however many there are', async () => {
  const { sender } = await start();
  const many = Array.from({ length: 300 }, (_, n) => ({ ...fireLane, notice: `通知/${n}, mit Komma` }));
  await sender.send(await mailTo('U07', many));
  await sender.send(await mailTo('U08'));
  const [first, second] = await audited();
  expect(first).toMatchObject({
    to: ['u07@x.test'],
    window: unitDigest.window,
    notices: many.map(({ notice }) => notice),
  });
  expect(second?.notices).toEqual(unitDigest.items.map(({ notice }) => notice));
  expect(second?.messageId).toMatch(/^<[0-9a-f]{32}@/);
});

test('too large a mail is refused for good and leaves nothing behind', async () => {
  const { sender } = await start();
  const mail = await mailTo('U07');
  const large = { ...mail, raw: Buffer.concat([mail.raw, Buffer.alloc(1_000_001, 'x')]) };
  expect(await sender.send(large)).toMatchObject({ state: 'refused', response: expect.stringContaining('552') });
  expect(await (await openInbox(folder)).count()).toBe(0);
});

test('a folder that cannot be written makes the mail wait, not vanish', async () => {
  const { sender } = await start();
  await rm(join(folder, 'tmp'), { recursive: true });
  expect(await sender.send(await mailTo('U07'))).toMatchObject({
    state: 'deferred',
    response: expect.stringContaining('451'),
  });
  await mkdir(join(folder, 'tmp'));
  expect(await sender.send(await mailTo('U07'))).toMatchObject({ state: 'accepted' });
});

test('it starts again where it stopped, and throws away what was never acknowledged', async () => {
  const first = await start();
  await first.sender.send(await mailTo('U01'));
  await first.server.close();
  await writeFile(join(folder, 'tmp', 'half'), 'half a mail');
  const again = await start();
  await again.sender.send(await mailTo('U02'));
  expect((await readdir(join(folder, 'new'))).map((name) => name.slice(0, 12))).toEqual([
    '000000000001',
    '000000000002',
  ]);
  expect(await readdir(join(folder, 'tmp'))).toEqual([]);
});

test('kill -9 amid a flood of mails loses none that was acknowledged', async () => {
  const bundle = join(folder, 'server.mjs');
  await build({
    input: new URL('../../mail/inbox/server.ts', import.meta.url).pathname,
    platform: 'node',
    output: { file: bundle, codeSplitting: false },
    logLevel: 'silent',
  });
  const script = `import { startInbox } from ${JSON.stringify(bundle)};
    console.log((await startInbox({ folder: ${JSON.stringify(folder)} })).url);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((resolve) => child.stdout.once('data', (line) => resolve(String(line).trim())));
  const sender = createSender({ url, allowedHost: 'loopback', boundMs: 5000 });
  opened.push(sender.close);
  const mails = await Promise.all(Array.from({ length: 200 }, (_, n) => mailTo(`K${n}`)));
  const acknowledged: string[] = [];
  const sends = mails.map(async (mail) => {
    if ((await sender.send(mail)).state !== 'accepted') return;
    acknowledged.push(mail.messageId);
    if (acknowledged.length === 60) child.kill('SIGKILL');
  });
  await Promise.all(sends);
  const stored = new Set((await audited()).map(({ messageId }) => messageId));
  expect(acknowledged.length).toBeGreaterThanOrEqual(60);
  expect(acknowledged.length).toBeLessThan(200);
  expect(acknowledged.filter((id) => !stored.has(id))).toEqual([]);
});

test('5,000 mails that lie there at a start are listed, page by page', async () => {
  await mkdir(join(folder, 'new'));
  const { raw } = await mailTo('U07');
  for (let n = 1; n <= 5000; n++) await writeFile(join(folder, 'new', nameOf(n, '0'.repeat(12))), raw);
  const inbox = await openInbox(folder);
  const first = await inbox.list();
  const later = await inbox.list({ offset: 4_990 });
  expect([first.total, later.total, later.mails.length]).toEqual([5_000, 5_000, 10]);
});
