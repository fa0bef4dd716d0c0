import { createHash, createVerify, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { openDkim, readDkim } from '../../app/dkim.ts';
import { signing } from '../../mail/dkim.ts';
import { startInbox } from '../../mail/inbox/server.ts';
import { renderDigest } from '../../mail/render/digest.ts';
import { createSender } from '../../mail/transport.ts';
import { leaderDigest, unitDigest } from './digests.ts';

const folder = mkdtempSync(join(tmpdir(), 'xiaohao-dkim-'));
afterAll(() => rmSync(folder, { recursive: true }));
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const keyFile = join(folder, 'dkim.pem');
writeFileSync(keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
const settings = { keyFile, selector: 'xh2024', domain: 'qinghe.example.com' };

/** A message checked by RFC 6376, `relaxed/relaxed` (3.4.2, 3.4.4, 3.7), with nothing of the signer's own. */
function isGenuine(raw: string, key: KeyObject): boolean {
  const end = raw.indexOf('\r\n\r\n');
  const fields = raw.slice(0, end).split(/\r\n(?![ \t])/);
  const body = raw.slice(end + 4);
  const relaxed = (field: string) => {
    const colon = field.indexOf(':');
    const value = field
      .slice(colon + 1)
      .replace(/\r\n/g, '')
      .replace(/[ \t]+/g, ' ')
      .trim();
    return `${field.slice(0, colon).trim().toLowerCase()}:${value}`;
  };
  const own = fields.find((field) => /^dkim-signature:/i.test(field));
  if (!own) return false;
  const tags = new Map(
    own
      .slice(own.indexOf(':') + 1)
      .split(';')
      .map((tag) => [tag.slice(0, tag.indexOf('=')).trim(), tag.slice(tag.indexOf('=') + 1).replace(/\s+/g, '')]),
  );
  const lines = body.split('\r\n').map((line) => line.replace(/[ \t]+/g, ' ').replace(/ $/, ''));
  const text = lines.join('\r\n').replace(/(\r\n)*$/, '');
  const hashed = text === '' ? '' : `${text}\r\n`;
  if (createHash('sha256').update(hashed).digest('base64') !== tags.get('bh')) return false;
  const left = [...fields];
  const signed = tags
    .get('h')!
    .split(':')
    .flatMap((name) => {
      const at = left.findLastIndex((field) => field.toLowerCase().startsWith(`${name.toLowerCase()}:`));
      return at < 0 ? [] : left.splice(at, 1).map(relaxed);
    });
  const bare = relaxed(own.replace(/(;\s*b=)[^;]*/, '$1'));
  return createVerify('RSA-SHA256')
    .update([...signed, bare].join('\r\n'))
    .verify(key, tags.get('b')!, 'base64');
}

async function arrived(): Promise<string[]> {
  const inbox = await startInbox({ folder: join(folder, 'inbox') });
  const relay = createSender({ url: inbox.url, allowedHost: 'loopback', boundMs: 10_000 });
  const sender = signing(openDkim(settings), relay);
  try {
    for (const digest of [unitDigest, leaderDigest]) {
      const { from, to, raw, messageId } = await renderDigest(digest);
      expect(await sender.send({ envelope: { from, to }, raw, messageId })).toMatchObject({ state: 'accepted' });
    }
    const names = readdirSync(join(folder, 'inbox'), { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.eml'),
    );
    return names.map((name) => readFileSync(join(folder, 'inbox', name), 'latin1'));
  } finally {
    sender.close();
    await inbox.close();
  }
}

test('a mail that has gone through a server carries a signature that holds, and none other does', async () => {
  const mails = await arrived();
  expect(mails).toHaveLength(2);
  for (const raw of mails) {
    expect(isGenuine(raw, publicKey)).toBe(true);
    expect(raw).toMatch(/d=qinghe\.example\.com;/);
    expect(raw).toMatch(/s=xh2024;/);
    // Who it is from, to whom, what about, and which one: none can be changed.
    for (const name of ['from', 'to', 'subject', 'date', 'message-id', 'reply-to'])
      expect(/\sh=([^;]+)/.exec(raw)![1]!.replace(/\s/g, '').split(':'), name).toContain(name);
    expect(isGenuine(raw.replace(/^Subject: .*$/m, 'Subject: x'), publicKey)).toBe(false);
    expect(isGenuine(`${raw.trimEnd()}x\r\n`, publicKey)).toBe(false);
    expect(isGenuine(raw, generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey)).toBe(false);
  }
});

describe('settings', () => {
  const env = { XIAOHAO_DKIM_KEY: keyFile, XIAOHAO_DKIM_SELECTOR: 'xh2024', XIAOHAO_DKIM_DOMAIN: 'Qinghe.example.com' };

  test('all three or none', () => {
    expect(readDkim({})).toBeNull();
    expect(readDkim(env)).toEqual(settings);
    for (const missing of Object.keys(env))
      expect(() => readDkim({ ...env, [missing]: '' })).toThrow(
        expect.objectContaining({ code: 'setting-missing', facts: expect.objectContaining({ settings: missing }) }),
      );
  });

  test.each([
    ['XIAOHAO_DKIM_SELECTOR', 'a b'],
    ['XIAOHAO_DKIM_SELECTOR', 'a;d=evil.test'],
    ['XIAOHAO_DKIM_DOMAIN', 'example'],
    ['XIAOHAO_DKIM_DOMAIN', 'example.com\r\nX: y'],
  ])('%s %j is refused', (setting, value) => {
    expect(() => readDkim({ ...env, [setting]: value })).toThrow(
      expect.objectContaining({ code: 'setting-wrong', facts: { setting, value } }),
    );
  });

  test('a key that signs nothing is refused at start, by its file and never by its content', () => {
    const weak = generateKeyPairSync('rsa', { modulusLength: 512 }).privateKey;
    const other = generateKeyPairSync('ed25519').privateKey;
    const pem = (key: KeyObject) => String(key.export({ type: 'pkcs8', format: 'pem' }));
    for (const content of ['', 'secret-that-is-no-key', pem(weak), pem(other)]) {
      const file = join(folder, 'other.pem');
      writeFileSync(file, content);
      const refused = expect.objectContaining({
        code: 'setting-wrong',
        facts: { setting: 'XIAOHAO_DKIM_KEY', value: file },
      });
      expect(() => openDkim({ ...settings, keyFile: file })).toThrow(refused);
    }
    expect(() => openDkim({ ...settings, keyFile: join(folder, 'none.pem') })).toThrow('setting-wrong');
  });
});
