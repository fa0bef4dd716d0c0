import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { dataFolder, documentOf, type Said, xiaohao } from './terminal.ts';

const examples = new URL('../../examples/', import.meta.url).pathname;
const data = dataFolder();
const stop = new AbortController();
let service: Promise<Said>;
const ask = (...args: string[]) => xiaohao(args, data.path);
const json = async (...args: string[]) => documentOf(await ask(...args, '--json'));
const note = () => JSON.parse(readFileSync(join(data.path, 'service.json'), 'utf8')) as { pid: number; port: number };

// Its own Temporal server: the queue a service listens on is everybody's.
beforeAll(async () => {
  service = xiaohao(['start', '--port', '0', '--json'], data.path, { signal: stop.signal });
  await vi.waitFor(() => expect(existsSync(join(data.path, 'service.json'))).toBe(true), { timeout: 90_000 });
}, 100_000);

afterAll(async () => {
  stop.abort();
  await service;
  data.remove();
}, 60_000);

test('a workbook is tried, then imported', async () => {
  const files = [join(examples, 'qinghe.xlsx'), '--campaign-file', join(examples, 'qinghe.yaml')];
  const everything = { create: 118, change: 0, same: 0, gone: 0, ask: 0, errors: [] };
  const tried = await json('import', ...files, '--dry-run');
  expect(tried).toMatchObject({ ...everything, campaign: 'qinghe-2024', import: null });
  expect(tried.rows).toHaveLength(118);
  expect((tried.rows as object[])[0]).toMatchObject({ leadUnit: '区委办公室', outcome: 'create', questions: [] });
  expect(await json('status')).toEqual({ campaigns: [] });
  expect(await json('import', ...files)).toMatchObject({
    ...everything,
    applied: { started: { findings: 47, measures: 118 }, changed: { findings: 0, measures: 0 }, refused: [] },
  });
  const again = await json('import', files[0]!, '--campaign', 'qinghe-2024');
  expect(again).toMatchObject({ create: 0, same: 118, gone: 0, import: null });
}, 120_000);

test('the lists are issued', async () => {
  await json(
    'issue',
    '--campaign',
    'qinghe-2024',
    '--document',
    '1号',
    '--approver',
    '区委常委会',
    '--approver',
    '领导小组',
  );
  await json('release', '--campaign', 'qinghe-2024', '--as', '整改办主任');
  const { campaigns } = await json('status', '--campaign', 'qinghe-2024');
  expect(campaigns).toMatchObject([
    { phase: 'issued', drafts: { findings: 0, measures: 0 }, figures: { measures: { total: 118 } } },
  ]);
}, 90_000);

test('the lists that are exported say the same when they are imported', async () => {
  const out = join(data.path, 'lists.xlsx');
  expect(await json('export', 'lists', '--campaign', 'qinghe-2024', '--out', out)).toMatchObject({ measures: 118 });
  const again = await json('import', out, '--campaign', 'qinghe-2024');
  expect(again).toMatchObject({ create: 0, change: 0, same: 118, gone: 0, ask: 0, errors: [], import: null });
}, 60_000);

test('a person acts under a short id, and the story says who and when', async () => {
  const first = await json('acknowledge', 'Q02-2', '--as', '区委宣传部联络员', '--id', 'k1');
  expect(first).toMatchObject({ id: 'k1', stream: 'measure/qinghe-2024/Q02-2', events: ['Acknowledged'] });
  expect(await json('acknowledge', 'Q02-2', '--as', '区委宣传部联络员', '--id', 'k1')).toEqual(first);
  const { stdout } = await ask('show', 'Q02-2');
  expect(stdout).toMatch(/区委宣传部联络员 {2}签收/);
  expect(stdout).toMatch(/文号 1号；审批 区委常委会、领导小组/);
});

test('a refusal ends with 1, its code and what to do', async () => {
  const said = await ask('approve', 'Q02-2', '--as', '整改办主任');
  expect(said).toMatchObject({ code: 1, stdout: '' });
  expect(said.stderr).toBe('当前状态为“在办”，不能“同意”。请先用 xiaohao show 查看现状和下一步。（wrong-state）\n');
  expect(await json('show', 'Q99')).toMatchObject({ error: { code: 'unknown-id', facts: { id: 'Q99' } } });
});

test('the data folder is the running process’s: a second one is told which', async () => {
  const second = await xiaohao(['start', '--port', '0'], data.path);
  expect(second.code).toBe(1);
  expect(second.stderr).toContain(`${process.pid}`);
  expect(second.stderr).toContain('data-owned');
});

test('a port in use is found out before anything is started', async () => {
  const taken = createServer();
  await new Promise<void>((done) => taken.listen(0, '127.0.0.1', done));
  const { port } = taken.address() as { port: number };
  const other = dataFolder();
  const said = await xiaohao(['start', '--port', String(port)], other.path);
  expect(said).toMatchObject({ code: 1, stderr: expect.stringContaining('port-in-use') });
  expect(existsSync(join(other.path, 'ledger'))).toBe(false);
  other.remove();
  await new Promise((done) => taken.close(done));
});

test('API and inbox answer on this machine, under this machine’s names only', async () => {
  const { port } = note();
  const inbox = await fetch(`http://127.0.0.1:${port}/inbox`);
  expect(inbox.status).toBe(401);
  const enter = await json('sign-in');
  expect(enter).toMatchObject({ url: expect.stringContaining(`http://127.0.0.1:${port}/sign-in/`), minutes: 10 });
  expect((await fetch(enter.url as string)).status).toBe(200);
  expect((await fetch(`http://127.0.0.1:${port}/api/campaigns`)).status).toBe(401);
  const { request } = await import('node:http');
  const status = await new Promise((answer) =>
    request({ port, host: '127.0.0.1', path: '/inbox', headers: { Host: 'evil.example' } }, (res) =>
      answer(res.statusCode),
    ).end(),
  );
  expect(status).toBe(421);
});

test('stopped cleanly, it leaves a record that can be read and a service that is not running', async () => {
  const sound = { broken: null, streams: 167 };
  expect(await json('verify')).toMatchObject(sound);
  stop.abort();
  expect(await service).toMatchObject({ code: 0 });
  expect(documentOf(await service)).toMatchObject({ url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) });
  expect(existsSync(join(data.path, 'service.json'))).toBe(false);
  expect(await json('verify')).toMatchObject(sound);
  expect((await ask('show', 'Q02-2')).stdout).toContain('签收');
  expect(await json('acknowledge', 'Q02-1', '--as', 'x')).toMatchObject({ error: { code: 'not-running' } });
}, 60_000);
