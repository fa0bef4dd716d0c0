import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { startBounces } from '../../app/bounces.ts';
import type { BounceAnswer } from '../../client/api.ts';

const answer: BounceAnswer = { outcome: 'recorded', kind: 'hard', mail: '<1@x>', person: 'li', status: '5.1.1' };
const silent = { info: () => undefined, warn: () => undefined };

async function folderOfTest(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'xiaohao-bounces-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

function watch(folder: string, take: (raw: Uint8Array) => Promise<BounceAnswer>) {
  const bounces = startBounces({ folder, take, log: silent, everyMs: 10 });
  onTestFinished(() => bounces.stop());
  return bounces;
}

test('each mail of a Maildir is taken once and moved where read ones lie', async () => {
  const folder = await folderOfTest();
  for (const part of ['new', 'cur', 'tmp']) await mkdir(join(folder, part));
  await writeFile(join(folder, 'tmp', '0.half'), 'not whole yet');
  await writeFile(join(folder, 'new', '1.a'), 'one');
  const taken: string[] = [];
  watch(folder, async (raw) => {
    taken.push(Buffer.from(raw).toString());
    return answer;
  });
  await vi.waitFor(() => expect(taken).toEqual(['one']));
  await writeFile(join(folder, 'new', '2.b'), 'two');
  await vi.waitFor(async () => expect(await readdir(join(folder, 'cur'))).toEqual(['1.a:2,S', '2.b:2,S']));
  expect(taken).toEqual(['one', 'two']);
  expect(await readdir(join(folder, 'tmp'))).toEqual(['0.half']);
});

test('of a plain folder the .eml files; one that could not be taken stays and is read again', async () => {
  const folder = await folderOfTest();
  await writeFile(join(folder, 'a.eml'), 'one');
  await writeFile(join(folder, 'notes.txt'), 'no mail');
  let tries = 0;
  watch(folder, async () => {
    tries += 1;
    if (tries === 1) throw new Error('the ledger is away');
    return answer;
  });
  await vi.waitFor(async () => expect(await readdir(join(folder, 'done'))).toEqual(['a.eml']));
  expect(tries).toBe(2);
  expect((await readdir(folder)).sort()).toEqual(['done', 'notes.txt']);
});

test('a folder that is not there yet, or comes and goes, stops nothing', async () => {
  const folder = join(await folderOfTest(), 'later');
  const taken: string[] = [];
  watch(folder, async (raw) => {
    taken.push(Buffer.from(raw).toString());
    return answer;
  });
  await new Promise((done) => setTimeout(done, 30));
  await mkdir(folder);
  await writeFile(join(folder, 'a.eml'), 'one');
  await vi.waitFor(() => expect(taken).toEqual(['one']));
});
