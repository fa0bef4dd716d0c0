import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { MeasureState } from '../../domain/measure/state.ts';
import { type Ledger, openLedger } from '../../ledger/open.ts';
import { tokenHash } from '../../ledger/token.ts';
import { newUnitLink } from '../../ledger/unitLink.ts';
import type { RenderedMail } from '../../mail/render/digest.ts';
import { pages } from '../../web/pages.tsx';
import { as, due, findingDraft, instant, jyj, measureDraft, people, zjj } from '../support/domain.ts';
import { base, engineOver, pageDeps, plain, playCampaign } from './play.ts';

let ledger: Ledger;
let now = instant('2024-09-23 10:00');
let app: ReturnType<typeof pages>;
let token: string;
let link: string;
const folder = mkdtempSync(join(tmpdir(), 'xiaohao-evidence-'));
const sent: RenderedMail[] = [];
const ids = ['a', 'b', 'c', 'd', 'e'];

beforeAll(async () => {
  ledger = await openLedger();
  const own = ids.map((id, n) => measureDraft({ id, no: `12-${n + 1}`, title: `本单位措施${n + 1}` }));
  const others = measureDraft({ id: 'x', no: '21-1', title: '别家的事', leadUnit: jyj, participants: [] });
  const late = measureDraft({ id: 'old', no: '12-9', title: '已过期', doneDue: due('2024-08-30') });
  const play = await playCampaign(ledger, 'c1', { findings: [findingDraft()], measures: [...own, others, late] });
  // The September cycle opens for all.
  for (const id of [...ids, 'x', 'old']) await play.pass('measure', id, '2024-09-20 09:00');
  const site = {
    ...{ base, seal: Buffer.alloc(32, 7), admins: [], evidence: folder, clientOf: () => '192.0.2.1' },
    send: async (mail: RenderedMail) => {
      sent.push(mail);
      return { state: 'accepted' as const, response: '250' };
    },
  };
  app = pages(pageDeps(ledger, () => now, { site, engine: engineOver(ledger, () => now) }));
  token = await linkOf({});
  link = `/u/${token}`;
});
afterAll(async () => {
  await ledger.close();
  rmSync(folder, { recursive: true, force: true });
});

async function linkOf(changes: Partial<Parameters<typeof newUnitLink>[0]>): Promise<string> {
  const expiresAt = instant('2024-10-01 00:00');
  const whose = { campaign: 'c1', unit: zjj, person: people.liaison.id, expiresAt, ...changes };
  const made = newUnitLink(whose, now);
  await ledger.db.insertInto('unit_link').values(made.row).execute();
  return made.token;
}

async function ask(path: string, body?: Record<string, string> | FormData, headers = {}) {
  const init = body
    ? { method: 'POST', body: body instanceof FormData ? body : new URLSearchParams(body), headers }
    : { headers };
  const answer = await app.request(path, init);
  const to = answer.headers.get('Location');
  return { status: answer.status, html: await answer.text(), to, headers: answer.headers };
}

/** The page that shows once more what is going to be sent. */
async function checked(said: Record<string, string>) {
  const { to } = await ask(link, { ...said, do: 'check' });
  return ask(to!);
}

async function stateOf(id: string): Promise<MeasureState> {
  const row = ledger.db.selectFrom('stream').select('state').where('id', '=', `measure/c1/${id}`);
  return (await row.executeTakeFirstOrThrow()).state as MeasureState;
}
const events = async () =>
  Number(
    (
      await ledger.db
        .selectFrom('event')
        .select((q) => q.fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow()
    ).n,
  );
/** The hidden fields of a check page, to be sent. */
const hidden = (html: string): Record<string, string> =>
  Object.fromEntries([...html.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)].map((m) => [m[1]!, m[2]!]));
const markIn = (html: string, id: string) => new RegExp(`name="mark.${id}" value="(\\w+)"`).exec(html)![1]!;

test('the page says how much there is to write and by when, and shows this unit only', async () => {
  const { status, html, headers } = await ask(link);
  expect(status).toBe(200);
  const text = plain(html);
  expect(text).toMatch(/区住建局：要填 \d 项，9月2\d日 周.截止/);
  expect(text).toContain('12-1 本单位措施1');
  for (const other of ['别家的事', '21-1', '区教育局', '同意', '批示']) expect(text).not.toContain(other);
  expect(headers.get('Referrer-Policy')).toBe('no-referrer');
  expect(headers.get('Cache-Control')).toBe('no-store');
});

test('opening changes nothing', async () => {
  const before = await events();
  const drafts = await ledger.db.selectFrom('unit_draft').selectAll().execute();
  for (const path of [link, `${link}?lang=en`, `${link}?received=000000000000`, '/u']) await ask(path);
  expect(await events()).toBe(before);
  expect(await ledger.db.selectFrom('unit_draft').selectAll().execute()).toEqual(drafts);
  expect((await stateOf('a')).acknowledgedAt).toBeNull();
});

test('new tasks are acknowledged by a button, once', async () => {
  const asked = await ask(`${link}/acknowledge`, { measure: 'a' });
  expect(asked).toMatchObject({ status: 303, to: link });
  expect((await stateOf('a')).acknowledgedAt).toBe(now);
  expect((await ask(`${link}/acknowledge`, { measure: 'x' })).status).toBe(403);
  expect((await stateOf('x')).acknowledgedAt).toBeNull();
});

test('what is missing is said on top and at its field, and the text stays', async () => {
  const said = { do: 'check', 'choice.b': 'none', 'next.b': '下周进场', 'choice.c': 'extend', 'to.c': '改天' };
  const { status, html } = await ask(link, said);
  expect(status).toBe(400);
  expect(html).toMatch(/role="alert".*有 4 处需要改/s);
  expect(html).toContain('<a href="#reason.b">12-2 请填写“原因”</a>');
  expect(plain(html)).toContain('12-3 “拟延期至”不是日期');
  expect(html).toContain('>下周进场</textarea>');
});

test('what is checked is sent, each thing once, and can be printed', async () => {
  const { html } = await ask(link);
  const said = {
    ...{ 'choice.b': 'none', 'reason.b': '招标公告期未满', 'next.b': '10月进场', 'to.c': '' },
    ...{ 'choice.a': 'progress', 'progress.a': '清理38处', 'next.a': '清理剩余', 'effect.a': '<script>x</script>' },
    ...Object.fromEntries(['a', 'b'].map((id) => [`mark.${id}`, markIn(html, id)])),
  };
  const check = await checked(said);
  expect(plain(check.html)).toContain('核对：有进展 1、无进展 1');
  expect(check.html).not.toContain('<script>x');
  const form = hidden(check.html);
  expect((await stateOf('a')).reports).toBe(0);
  const done = await ask(link, { ...form, 'effect.a': '<script>x</script>', do: 'send' });
  expect(done).toMatchObject({ status: 303, to: `${link}?received=${form.form}` });
  const after = await events();
  expect((await stateOf('a')).lastReport).toMatchObject({ progress: '清理38处', next: '清理剩余' });
  expect((await stateOf('b')).reports).toBe(1);
  // Sent twice, from two tabs, or after going back.
  expect(await ask(link, { ...form, do: 'send' })).toMatchObject({ status: 303, to: done.to });
  expect(await events()).toBe(after);
  const receipt = plain((await ask(done.to!)).html);
  expect(receipt).toContain(`已收到 10:00，编号 ${form.form}`);
  expect(receipt).toContain('12-1 本单位措施1：已报送');
});

test('whoever was overtaken is told, and keeps his text', async () => {
  const { html } = await ask(link);
  const said = { 'choice.d': 'progress', 'progress.d': '我写的', 'next.d': '继续', 'mark.d': markIn(html, 'd') };
  const check = hidden((await checked(said)).html);
  const engine = engineOver(ledger, () => now);
  const command = { type: 'report', progress: '别人先写的', next: '继续' };
  await engine.act('measure/c1/d', { id: 'other', actor: as.worker, command, at: null });
  const late = await ask(link, { ...check, do: 'send' });
  expect(late.status).toBe(409);
  expect(plain(late.html)).toContain('在您填写期间状态有变化，本项未报送');
  expect(late.html).toContain('>我写的</textarea>');
  // Both versions stand beside each other.
  expect(plain(late.html)).toMatch(/您写的 已落实措施 我写的 .*现在的情况 .*别人先写的.*区住建局科长/);
  expect((await stateOf('d')).lastReport).toMatchObject({ progress: '别人先写的' });
});

test('a draft is saved as it is typed and found again, from another link of the unit too', async () => {
  const saved = await ask(
    link,
    { do: 'save', 'choice.e': 'progress', 'progress.e': '写到一半' },
    { Accept: 'application/json' },
  );
  expect(JSON.parse(saved.html)).toEqual({ saved: '已存 10:00' });
  const again = `/u/${await linkOf({ person: people.worker.id })}`;
  for (const path of [link, again]) expect((await ask(path)).html).toContain('>写到一半</textarea>');
});

describe('evidence', () => {
  const png = Buffer.from('89504e470d0a1a0a0000', 'hex');
  const upload = (name: string, bytes: Uint8Array<ArrayBuffer>, id = 'e') => {
    const form = new FormData();
    form.set(`file.${id}`, new File([bytes], name));
    form.set('progress.e', '随附照片');
    return ask(`${link}/evidence/${id}`, form);
  };

  test('is kept by its hash, listed, and comes back as a download; the text typed beside it is saved', async () => {
    expect(await upload('../../照片 1.png', png)).toMatchObject({ status: 303 });
    const { html } = await ask(link);
    const [, href = '', name] = /href="([^"]*\/evidence\/e\/[0-9a-f]{64})">([^<]*)</.exec(html) ?? [];
    expect(name).toBe('照片 1.png');
    expect(html).toContain('随附照片');
    const file = await app.request(href);
    expect(Buffer.from(await file.arrayBuffer())).toEqual(png);
    expect(file.headers.get('Content-Disposition')).toBe(
      `attachment; filename*=UTF-8''${encodeURIComponent('照片 1.png')}`,
    );
    expect(file.headers.get('Content-Type')).toBe('application/octet-stream');
    expect(file.headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(file.headers.get('Content-Security-Policy')).toContain('sandbox');
    expect(readdirSync(folder, { recursive: true }).filter((path) => /[0-9a-f]{64}$/.test(String(path)))).toHaveLength(
      1,
    );
    await upload('照片 1.png', png);
    expect(await ledger.db.selectFrom('evidence').selectAll().execute()).toHaveLength(1);
  });

  test.each([
    ['a page in disguise', 'a.png', Buffer.from('<html><script>alert(1)</script>'), 415, 'file-kind'],
    ['a program', 'a.exe', Buffer.from('4d5a9000', 'hex'), 415, 'file-kind'],
    ['a picture that calls itself a page', 'a.html', png, 415, 'file-kind'],
    ['a file that is too large', 'a.png', Buffer.concat([png, Buffer.alloc(21 * 1024 * 1024)]), 413, 'file-over-limit'],
  ])('%s is refused and nothing kept', async (_, name, bytes, status, code) => {
    const answer = await upload(name, new Uint8Array(bytes));
    expect(answer.status).toBe(status);
    expect(answer.html).toContain(code);
    expect(await ledger.db.selectFrom('evidence').selectAll().execute()).toHaveLength(1);
  });

  test('goes to this unit’s measures only, and nobody else’s is read', async () => {
    expect((await upload('a.png', png, 'x')).status).toBe(403);
    const [row] = await ledger.db.selectFrom('evidence').selectAll().execute();
    const foreign = `/u/${await linkOf({ unit: jyj, person: people.jyjLiaison.id })}`;
    expect((await ask(`${foreign}/evidence/e/${row!.sha256}`)).status).toBe(403);
    expect((await ask(`${foreign}/evidence/x/${row!.sha256}`)).status).toBe(404);
  });
});

test('without evidence an application for closure says why, with it the file is named by its hash', async () => {
  const { html } = await ask(link);
  const bare = { 'choice.c': 'done', 'mark.c': markIn(html, 'c') };
  expect((await ask(link, { ...bare, do: 'check' })).status).toBe(400);
  const check = await checked({ 'choice.e': 'done', 'mark.e': markIn(html, 'e') });
  expect(await ask(link, { ...hidden(check.html), do: 'send' })).toMatchObject({ status: 303 });
  const { phase, submission } = await stateOf('e');
  expect(phase).toBe('review');
  expect(submission!.evidence[0]).toMatch(/^照片 1\.png sha256:[0-9a-f]{64}$/);
});

test('what the rules refuse is not even offered', async () => {
  const { html } = await ask(link);
  expect(html).toContain('choice.old.progress');
  expect(html).not.toContain('choice.old.extend');
  const said = { 'choice.old': 'extend', 'to.old': '2024-12-31', 'reason.old': '来不及', 'progress.old': '过半' };
  const form = { ...said, 'mark.old': markIn(html, 'old') };
  expect((await ask(link, { ...form, do: 'check' })).status).toBe(400);
  const forced = await ask(link, { ...form, do: 'send', form: 'a'.repeat(12) });
  expect(forced.status).toBe(409);
  expect((await stateOf('old')).extension).toBeNull();
});

test('an id of somebody else’s in the form is refused whole', async () => {
  const before = await events();
  const said = { 'choice.x': 'progress', 'progress.x': '我替他们写', 'next.x': '…' };
  for (const act of ['save', 'check', 'send']) expect((await ask(link, { ...said, do: act })).status).toBe(403);
  expect(await events()).toBe(before);
  expect((await ledger.db.selectFrom('unit_draft').selectAll().where('measure', '=', 'x').execute()).length).toBe(0);
});

test('expired, revoked, forged and orphaned links look alike', async () => {
  const expired = await linkOf({ expiresAt: now });
  const revoked = await linkOf({});
  await ledger.db
    .updateTable('unit_link')
    .set({ revoked_at: now })
    .where('revoked_at', 'is', null)
    .where('person', '=', people.liaison.id)
    .where('hash', '!=', tokenHash(token))
    .execute();
  const orphan = await linkOf({ person: 'nobody' });
  const moved = await linkOf({ unit: jyj });
  const bare = ({ html, status }: { html: string; status: number }) => ({
    status,
    html: html.replace(/value="[^"]*"/g, ''),
  });
  const forged = bare(await ask('/u/forged'));
  expect(forged.status).toBe(410);
  for (const one of [expired, revoked, orphan, moved]) {
    expect(bare(await ask(`/u/${one}`))).toEqual(forged);
    expect((await ask(`/u/${one}`, { do: 'save' })).status).toBe(410);
    expect((await ask(`/u/${one}/acknowledge`, { measure: 'b' })).status).toBe(410);
  }
  expect((await ask(link)).status).toBe(200);
});

test('a link opens nothing but its page', async () => {
  for (const path of ['/c/c1', '/c/c1/m/a', '/inbox', '/access', '/code']) {
    expect((await ask(path, undefined, { Cookie: `xiaohao=${token}` })).status, path).toBe(401);
  }
  for (const path of ['/api/campaigns', '/api/streams/measure/c1/a']) {
    expect((await ask(path, undefined, { Authorization: `Bearer ${token}` })).status, path).toBe(404);
  }
});

test('a foreign page cannot send the form', async () => {
  expect((await ask(link, { do: 'save' }, { 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403);
});

test('a new link goes to an address of the directory only', async () => {
  now += 11 * 60_000;
  const page = await app.request('/u');
  const form = /name="form" value="([^"]+)"/.exec(await page.text())![1]!;
  const Cookie = page.headers.getSetCookie()[0]!.split(';')[0]!;
  const post = (address: string) => ask('/unit-link', { form, address }, { Cookie });
  const known = await post(people.liaison.email!);
  await vi.waitFor(() => expect(sent).toHaveLength(1));
  const unknown = await post('who@example.test');
  expect(unknown.html).toBe(known.html);
  const text = Buffer.from(sent[0]!.raw.toString().split('\r\n\r\n')[1]!, 'base64').toString();
  const path = /http:\/\/127\.0\.0\.1(\/u\/[\w-]+)/.exec(text)![1]!;
  expect(plain((await ask(path)).html)).toContain('区住建局：');
  expect(sent).toHaveLength(1);
});

test('a digest carries its unit’s link, good until its cycle ends; whoever signs in gets no token', async () => {
  const other = await openLedger();
  const lists = { findings: [findingDraft()], measures: [measureDraft()] };
  const play = await playCampaign(other, 'c1', lists, { site: base });
  await play.pass('postmaster', '', '2024-07-02 08:45');
  const mails = await other.db.selectFrom('mail').select(['person', 'raw']).execute();
  const textOf = (person: string) => {
    const { raw } = mails.find((mail) => mail.person === person)!;
    const parts = Buffer.from(raw)
      .toString()
      .split(/\r\n--[^\r\n]+\r\n/);
    const part = parts.find((one) => /text\/plain/.test(one))!;
    return Buffer.from(part.split('\r\n\r\n')[1]!, 'base64').toString();
  };
  const text = textOf(people.liaison.id);
  const path = /http:\/\/127\.0\.0\.1(\/u\/[\w-]{43})\n/.exec(text)![1]!;
  expect(text).toContain('只能办本单位事项，7月31日');
  const at = (when: string) => pages(pageDeps(other, () => instant(when))).request(path);
  expect((await at('2024-07-31 23:59')).status).toBe(200);
  expect((await at('2024-08-01 00:00')).status).toBe(410);
  const kept = JSON.stringify(await other.db.selectFrom('unit_link').selectAll().execute());
  expect(kept).not.toContain(path.slice(3));
  const others = mails.filter(({ person }) => person === people.leader.id || person === people.coordinator.id);
  for (const { person } of others) expect(textOf(person)).not.toContain('/u/');
  await other.close();
});
