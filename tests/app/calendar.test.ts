import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { addDays, weekdayOf } from '../../domain/calendar/day.ts';
import { dataFolder, documentOf, type Said, xiaohao } from './terminal.ts';

const examples = new URL('../../examples/', import.meta.url).pathname;
const data = dataFolder();
const ask = (...args: string[]) => xiaohao(args, data.path);
const json = async (...args: string[]) => documentOf(await ask(...args, '--json'));

/** A year no notice is built in for, whenever this runs, and days off at the end of its first months. */
const year = String(new Date().getFullYear() + 1);
function noticeFile(name: string, months: string[]): string {
  const days = months.flatMap((month) => Array.from({ length: 9 }, (_, i) => `${year}-${month}-${20 + i}`));
  let saturday = `${year}-04-01`;
  while (weekdayOf(saturday) !== 6) saturday = addDays(saturday, 1);
  const file = join(data.path, name);
  const off = days.map((day) => `  ${day}: 春节`).join('\n');
  writeFileSync(file, `year: ${year}\nsource: 测试用通知 ${name}\noff:\n${off}\nwork:\n  ${saturday}: 春节\n`);
  return file;
}

test('without a service and a campaign a notice is loaded at once, and every command counts with it', async () => {
  const file = noticeFile('first.yaml', ['02']);
  const before = await json('deadline', '20个工作日内', '--on', `${year}-02-10`);
  expect(before).toMatchObject({ provisional: true });
  expect(await json('calendar', '--year', year)).toEqual({ year, provisional: true });
  expect(await json('calendar', 'add', file)).toEqual({ year, added: true, same: false, moved: [], campaigns: [] });
  expect(await json('calendar', '--year', year)).toMatchObject({ provisional: false, source: '测试用通知 first.yaml' });
  const after = await json('deadline', '20个工作日内', '--on', `${year}-02-10`);
  expect(after).toMatchObject({ provisional: false });
  expect(after.due! > before.due!).toBe(true);
  expect(await json('calendar', 'add', file)).toMatchObject({ added: false, same: true });
}, 60_000);

test('a bad notice is refused by its line, and nothing is loaded', async () => {
  const file = join(data.path, 'bad.yaml');
  writeFileSync(file, `year: ${year}\nsource: x\noff:\n  ${year}-02-30: 春节\n`);
  const said = await ask('calendar', 'add', file, '--json');
  expect(documentOf(said)).toMatchObject({ error: { code: 'calendar-notice-invalid', facts: { line: 4 } } });
  expect(await json('calendar', '--year', year)).toMatchObject({ source: '测试用通知 first.yaml' });
});

describe('with a running campaign', () => {
  const stop = new AbortController();
  let service: Promise<Said>;
  const second = () => noticeFile('second.yaml', ['01', '02', '03']);

  beforeAll(async () => {
    service = xiaohao(['start', '--port', '0', '--json'], data.path, { signal: stop.signal });
    await vi.waitFor(() => expect(existsSync(join(data.path, 'service.json'))).toBe(true), { timeout: 90_000 });
    await json('import', join(examples, 'qinghe.xlsx'), '--campaign-file', join(examples, 'qinghe.yaml'));
    const act = ['--campaign', 'qinghe-2024'];
    await json('issue', ...act, '--document', '1号', '--approver', '区委常委会');
    await json('release', ...act, '--as', '整改办主任');
  }, 240_000);

  afterAll(async () => {
    stop.abort();
    await service;
    data.remove();
  }, 60_000);

  test('a campaign set up later begins with what was loaded', async () => {
    expect(await json('calendar', 'add', noticeFile('first.yaml', ['02']))).toMatchObject({
      same: true,
      campaigns: [],
    });
  });

  test('what moves is listed, old and new and why, and nothing is done before a person confirms it', async () => {
    const said = await ask('calendar', 'add', second(), '--json');
    const { moved, added, campaigns, error } = documentOf(said) as {
      moved: { id: string; moves: { from: string; to: string; why: string }[] }[];
    } & Record<string, unknown>;
    expect({ added, campaigns, error, code: said.code }).toMatchObject({
      ...{ added: false, campaigns: ['qinghe-2024'], error: { code: 'calendar-not-confirmed' }, code: 1 },
    });
    expect(moved.length).toBeGreaterThan(50);
    for (const { moves } of moved)
      for (const { from, to, why } of moves) {
        expect(from).not.toBe(to);
        expect(why).toMatch(/工作日/);
      }
    expect(await json('calendar', '--year', year)).toMatchObject({ source: '测试用通知 first.yaml' });
    const lines = (await ask('calendar', 'add', second())).stdout;
    expect(lines).toMatch(/报送截止：\d{4}-\d\d-\d\d → \d{4}-\d\d-\d\d/);
    expect(await json('calendar', 'add', second(), '--confirm')).toMatchObject({
      error: { code: 'calendar-needs-person' },
    });
    expect(await json('calendar', 'add', second(), '--confirm', '--as', '区委宣传部联络员')).toMatchObject({
      error: { code: 'not-allowed' },
    });
    expect(await json('calendar', '--year', year)).toMatchObject({ source: '测试用通知 first.yaml' });
  }, 60_000);

  test('confirmed, every campaign counts anew, and asked again there is nothing left to do', async () => {
    const done = await json('calendar', 'add', second(), '--confirm', '--as', '整改办主任');
    expect(done).toMatchObject({ added: true, campaigns: ['qinghe-2024'] });
    expect(await json('calendar', '--year', year)).toMatchObject({ source: '测试用通知 second.yaml' });
    expect(await json('calendar', 'add', second(), '--confirm', '--as', '整改办主任')).toMatchObject({
      ...{ added: false, same: true, moved: [] },
    });
    const told = await json('show', 'campaign/qinghe-2024');
    expect((told.timeline as { type: string }[]).map(({ type }) => type)).toContain('Replanned');
  }, 60_000);
});
