import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { startHooks } from '../../app/hooks.ts';
import { readHooks } from '../../app/hooksFile.ts';
import { type Ledger, openLedger } from '../../ledger/open.ts';
import { deafHooks } from '../../ledger/queries/deafHooks.ts';
import { deliveryEntries } from '../../ledger/queries/deliveryEntries.ts';
import { verifyDeliveries } from '../../ledger/verifyDeliveries.ts';
import { campaign, type OpenRecord, openRecord, postmaster } from '../activities/given.ts';
import { instant } from '../support/domain.ts';

let ledger: Ledger;
let open: OpenRecord;
beforeAll(async () => {
  ledger = await openLedger();
});
beforeEach(async () => {
  await ledger.db.deleteFrom('hook_post').execute();
});
afterAll(() => ledger.close());

const windowAt = instant('2024-07-02 09:00');
const silent = { info: () => undefined, warn: () => undefined };

async function composed(clock: 'real' | 'stepped' = 'real'): Promise<void> {
  open = await openRecord(ledger, clock);
  await open.issue('2024-07-01 10:00');
  await open.record(postmaster, '2024-07-02 08:30');
}

/** A gateway that answers so, one after the other, and tells what it got. */
async function gateway(...statuses: number[]) {
  const got: { key: string; body: string }[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      got.push({ key: String(request.headers['idempotency-key']), body });
      response.writeHead(statuses.shift() ?? 200).end();
    });
  }).listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  onTestFinished(() => void server.close());
  return { got, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/in` };
}

function hooksTo(url: string, clock: { now: number }, place = ledger.place) {
  const hook = { name: 'gateway', kind: 'signed' as const, url, secret: 'a secret of sixteen', campaign: null };
  const hooks = startHooks({
    ...{ hooks: [hook], ledger: { db: ledger.db, place }, site: 'https://xh.example.com', now: () => clock.now },
    ...{ log: silent, everyMs: 3_600_000, stateOf: async (id: string) => (await open.rules.of(id)).state },
  });
  onTestFinished(() => hooks.stop());
  return hooks;
}

const posts = () => ledger.db.selectFrom('hook_post').select(['state', 'tries', 'response']).execute();

test('a window is told once, with number, light, date and link and nothing else', async () => {
  await composed();
  const { got, url } = await gateway();
  const clock = { now: windowAt - 1 };
  const hooks = hooksTo(url, clock);
  await hooks.round();
  expect(got).toEqual([]);
  clock.now = windowAt;
  await hooks.round();
  await hooks.round();
  expect(got).toHaveLength(1);
  const { lines, ...said } = JSON.parse(got[0]!.body);
  expect(said).toEqual({ id: `${campaign}/${windowAt}/gateway`, campaign, windowAt, day: '2024-07-02' });
  expect(lines).toHaveLength(1);
  expect(Object.keys(lines[0]).sort()).toEqual(['due', 'light', 'link', 'no']);
  expect(lines[0].link).toBe(`https://xh.example.com/c/${campaign}/m/m1`);
  expect(await posts()).toMatchObject([{ state: 'accepted', tries: 1 }]);
});

test('a gateway that is busy is asked again, later and under the same key; one that refuses is not', async () => {
  await composed();
  const { got, url } = await gateway(503, 500, 401);
  const clock = { now: windowAt };
  const hooks = hooksTo(url, clock);
  await hooks.round();
  await hooks.round();
  expect(got).toHaveLength(1);
  for (const minutes of [1, 3, 60, 600]) {
    clock.now = windowAt + minutes * 60_000;
    await hooks.round();
  }
  expect(got).toHaveLength(3);
  expect(new Set(got.map(({ key }) => key)).size).toBe(1);
  expect(await posts()).toMatchObject([{ state: 'refused', tries: 3, response: expect.stringContaining('401') }]);
});

test('what nobody takes is on the office’s list, in its next digest, once, and on record', async () => {
  await composed();
  const { url } = await gateway(503, 401);
  const clock = { now: windowAt };
  const hooks = hooksTo(url, clock);
  await hooks.round();
  expect(await deafHooks(ledger.db, campaign)).toMatchObject([{ hook: 'gateway', state: 'waiting', tries: 1 }]);
  clock.now += 60_000;
  await hooks.round();
  const refused = { hook: 'gateway', state: 'refused', tries: 2, response: expect.stringContaining('401') };
  expect(await deafHooks(ledger.db, campaign)).toMatchObject([{ ...refused, windowAt }]);
  const recorded = await deliveryEntries(ledger.db, campaign, undefined);
  expect(recorded.filter(({ what }) => what.startsWith('hook'))).toMatchObject([
    { what: 'hookRefused', mail: `${campaign}/${windowAt}/gateway`, facts: expect.stringContaining('401') },
  ]);
  expect((await verifyDeliveries(ledger.db, campaign)).broken).toEqual([]);

  const toldOn = async (day: string, before: string) => {
    const done = {
      windowAt: instant(`${before} 09:00`),
      accepted: 1,
      deferred: 0,
      refused: 0,
      unknown: 0,
      withdrawn: 0,
    };
    await ledger.db.updateTable('mail').set({ state: 'accepted' }).execute();
    await open.record(postmaster, `${before} 09:30`, [], { done });
    await open.record(postmaster, `${day} 08:30`);
    const at = instant(`${day} 09:00`);
    const mails = await ledger.db.selectFrom('mail').select(['person', 'raw']).where('window_at', '=', at).execute();
    const all = await Promise.all(
      mails.map(async ({ person, raw }) => ({ person, text: (await PostalMime.parse(raw)).text! })),
    );
    return all
      .filter(({ text }) => text.includes('1 条给群机器人或外部系统的通知没有送到'))
      .map(({ person }) => person);
  };
  expect(await toldOn('2024-07-03', '2024-07-02')).toContain('coordinator');
  expect(await toldOn('2024-07-04', '2024-07-03')).toEqual([]);
});

test('nobody listens: it waits, and the address does not stand in the record', async () => {
  await composed();
  const hooks = hooksTo('http://127.0.0.1:9/in?key=hidden', { now: windowAt });
  await hooks.round();
  const [post] = await posts();
  expect(post).toMatchObject({ state: 'waiting', tries: 1 });
  expect(post!.response).not.toContain('hidden');
});

test('a rehearsal and a copy of the data tell nobody', async () => {
  const { got, url } = await gateway();
  await composed('stepped');
  await hooksTo(url, { now: windowAt }).round();
  await composed('real');
  await hooksTo(url, { now: windowAt }, 'elsewhere').round();
  expect(got).toEqual([]);
});

test.each([
  ['not a list', 'name: x', ''],
  ['an address that is none', '- { name: x, kind: wecom, url: ftp://x }', '0.url'],
  ['plain http to elsewhere', '- { name: x, kind: wecom, url: "http://robot.example.com/" }', '0.url'],
  ['no secret to sign with', '- { name: x, kind: signed, url: "https://robot.example.com/" }', '0.secret'],
  ['an unknown kind', '- { name: x, kind: pigeon, url: "https://robot.example.com/" }', '0.kind'],
])('hooks.yaml with %s is refused', (_, text, value) => {
  const folder = mkdtempSync(join(tmpdir(), 'xiaohao-hooks-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  expect(readHooks(folder)).toEqual([]);
  writeFileSync(join(folder, 'hooks.yaml'), text);
  expect(() => readHooks(folder)).toThrow(
    expect.objectContaining({ code: 'setting-wrong', facts: expect.objectContaining({ value }) }),
  );
});
