import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { dataFolder, documentOf, xiaohao } from './terminal.ts';

const data = dataFolder();
afterAll(data.remove);

const wrong: [string, string[], string][] = [
  ['no command', [], 'wrong-use'],
  ['an unknown command', ['nope'], 'wrong-use'],
  ['an unknown option', ['status', '--nope'], 'wrong-use'],
  ['an argument too many', ['status', 'x'], 'wrong-use'],
  ['a missing argument', ['show'], 'wrong-use'],
  ['a missing option', ['acknowledge', '1-1'], 'wrong-use'],
  ['an option without its value', ['acknowledge', '1-1', '--as'], 'wrong-use'],
  ['a port that is none', ['start', '--port', '99999'], 'wrong-use'],
  ['an unknown language', ['status', '--lang', 'fr'], 'wrong-use'],
  ['neither a campaign nor its file', ['import', 'x.xlsx'], 'wrong-use'],
  ['both a campaign and its file', ['import', 'x.xlsx', '--campaign', 'c', '--campaign-file', 'c.yaml'], 'wrong-use'],
  ['two sources to rehearse', ['rehearse', '--notice', 'n.txt', '--workbook', 'w.xlsx'], 'wrong-use'],
  ['a file that is not there', ['import', 'x.xlsx', '--campaign-file', 'nowhere.yaml'], 'file-missing'],
  ['a part without what it shares with others', ['start', '--only', 'worker'], 'setting-missing'],
];

describe('wrong use ends with 2, says its code on stderr and nothing on stdout', () => {
  test.each(wrong)('%s', async (_, args, code) => {
    const said = await xiaohao(args, data.path);
    expect(said.stderr).toContain(`（${code}）`);
    expect(said.stdout).toBe('');
    expect(said.code).toBe(2);
  });
});

test.each(wrong)('with --json, %s is one document with the error', async (_, args, code) => {
  const said = await xiaohao([...args.slice(0, 1), '--json', ...args.slice(1)], data.path);
  if (args.length === 0) return;
  expect(documentOf(said)).toMatchObject({ error: { code } });
  expect(said.code).toBe(2);
});

test('what is wrong is said in English when asked', async () => {
  const said = await xiaohao(['status', '--nope', '--lang', 'en'], data.path);
  expect(said.stderr).toBe('Wrong use: there is no option “--nope”. Run xiaohao status --help. (wrong-use)\n');
});

test('help is no error', async () => {
  for (const args of [['--help'], ['submit', '--help'], ['policy', 'show', '--help'], ['--version']]) {
    const said = await xiaohao(args, data.path);
    expect(said).toMatchObject({ code: 0, stderr: '' });
    expect(said.stdout).not.toBe('');
  }
});

test('a date that does not exist is refused', async () => {
  const said = await xiaohao(['deadline', '9月底前', '--on', '2024-02-30'], data.path);
  expect(said).toMatchObject({ code: 1, stdout: '' });
  expect(said.stderr).toContain('no-such-date');
});

test('a setting with a wrong value is named', async () => {
  const said = await xiaohao(['status'], data.path, { env: { LOG_LEVEL: 'loud' } });
  expect(said.stderr).toContain('LOG_LEVEL');
  expect(said.code).toBe(2);
});

describe('without a service and without data', () => {
  test('reading says that there is nothing yet, and makes nothing', async () => {
    for (const args of [['status'], ['show', '1-1'], ['verify']]) {
      const said = await xiaohao([...args, '--json'], data.path);
      expect(documentOf(said)).toMatchObject({ error: { code: 'no-data' } });
      expect(said.code).toBe(1);
    }
    expect(existsSync(join(data.path, 'ledger'))).toBe(false);
  });

  test('acting says how to start', async () => {
    const said = await xiaohao(['acknowledge', '1-1', '--as', 'p1'], data.path);
    expect(said.code).toBe(1);
    expect(said.stderr).toMatch(/xiaohao start.*（not-running）/);
  });
});

test('what needs no data at all answers in a pipe with one document', async () => {
  const deadline = await xiaohao(['deadline', '9月底前', '--on', '2024-05-01', '--json'], data.path);
  expect(documentOf(deadline)).toMatchObject({ due: '2024-09-30' });
  const calendar = await xiaohao(['calendar', '--year', '2024', '--json'], data.path);
  expect(documentOf(calendar)).toMatchObject({ provisional: false, work: { '2024-02-04': '春节' } });
  const policy = await xiaohao(['policy', 'show', '--json'], data.path);
  expect(documentOf(policy)).toMatchObject({ name: '20-10-0' });
  expect([deadline, calendar, policy].map(({ stderr }) => stderr)).toEqual(['', '', '']);
});
