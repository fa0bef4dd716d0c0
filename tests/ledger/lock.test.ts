import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Writable } from 'node:stream';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { lockFolder } from '../../ledger/lock.ts';
import { processMark } from '../../ledger/process.ts';
import { childScript } from '../support/childScript.ts';

/** A process that asks for the folder, says what it was told, and then lives until it is killed or told to let go. */
const childSource = `
  import { lockFolder } from '/ledger/lock.ts';
  try {
    const lock = await lockFolder(process.argv[2]);
    console.log('owner');
    process.stdin.once('data', async () => { await lock.release(); console.log('released'); });
  } catch (error) {
    console.log(error.code ?? error.stack);
    process.exit();
  }
`;

let script: Awaited<ReturnType<typeof childScript>>;
let folder: string;
let children: Child[];

beforeAll(async () => {
  script = await childScript(childSource);
});
afterAll(() => script?.remove());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xiaohao-lock-'));
  children = [];
});
afterEach(async () => {
  await Promise.all(children.map((child) => child.kill()));
  await rm(folder, { recursive: true, force: true });
});

it('one process owns the folder, another is told which', async () => {
  const lock = await lockFolder(folder);
  await expect(lockFolder(folder)).rejects.toMatchObject({ code: 'data-owned', facts: { folder, pid: process.pid } });
  expect(await start().says()).toBe('data-owned');
  await lock.release();
  expect(await start().says()).toBe('owner');
});

it('what is released can be taken by anybody, again and again', async () => {
  for (let i = 0; i < 5; i++) await (await lockFolder(folder)).release();
  const child = start();
  expect(await child.says()).toBe('owner');
  await expect(lockFolder(folder)).rejects.toMatchObject({ facts: { pid: child.process.pid } });
  child.letGo();
  expect(await child.says()).toBe('released');
  await lockFolder(folder);
  expect((await readdir(folder)).length).toBeLessThanOrEqual(2);
});

it('an owner killed with -9 is succeeded at once', async () => {
  const child = start();
  expect(await child.says()).toBe('owner');
  await child.kill();
  await lockFolder(folder);
});

it('of twenty at once exactly one wins', async () => {
  const twenty = Array.from({ length: 20 }, start);
  const answers = await Promise.all(twenty.map((child) => child.says()));
  expect(answers.toSorted()).toEqual([...Array(19).fill('data-owned'), 'owner']);
});

it('of twenty who succeed a killed owner exactly one wins, round after round', async () => {
  let owner = start();
  expect(await owner.says()).toBe('owner');
  for (let round = 0; round < 3; round++) {
    await owner.kill();
    const twenty = Array.from({ length: 20 }, start);
    const answers = await Promise.all(twenty.map((child) => child.says()));
    expect(answers.filter((answer) => answer === 'owner')).toHaveLength(1);
    expect(answers.filter((answer) => answer === 'data-owned')).toHaveLength(19);
    owner = twenty[answers.indexOf('owner')]!;
  }
});

it('within one process too only one of many at once wins, whatever was left behind', async () => {
  for (let round = 0; round < 20; round++) {
    await writeFile(
      join(folder, `owner.${round * 10 + 5}.lock`),
      JSON.stringify({ owner: { pid: 1, began: 'long ago' } }),
    );
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => lockFolder(folder)));
    const won = results.filter((result) => result.status === 'fulfilled');
    expect(won).toHaveLength(1);
    await won[0]!.value.release();
  }
});

it('a later process under the owner’s pid is not the owner', async () => {
  const { pid, began } = await processMark(process.pid);
  await writeFile(join(folder, 'owner.1.lock'), JSON.stringify({ owner: { pid, began: `${began}0` } }));
  await lockFolder(folder);
});

it.runIf(process.platform === 'linux')('a dead owner nobody has buried is not the owner', async () => {
  // The shell's child ends once `sleep` has taken the shell's place, which never waits for it: it stays a zombie.
  const script = 'head -c1 <&3 & echo $!; exec sleep 60';
  const shell = spawn('sh', ['-c', script], { stdio: ['ignore', 'pipe', 'ignore', 'pipe'] });
  const [line] = await once(createInterface({ input: shell.stdout! }), 'line');
  const pid = Number(line);
  await expect.poll(() => readFile(`/proc/${shell.pid}/comm`, 'utf8'), { timeout: 10_000 }).toBe('sleep\n');
  (shell.stdio[3] as Writable).end('x');
  await expect.poll(async () => (await processMark(pid)).began, { timeout: 10_000 }).toBe('zombie');
  const boot = (await processMark(process.pid)).began!.split(' ')[0];
  await writeFile(join(folder, 'owner.1.lock'), JSON.stringify({ owner: { pid, began: `${boot} 12345` } }));
  await lockFolder(folder);
  shell.kill('SIGKILL');
});

it('a lock file garbled by a power cut has no owner', async () => {
  await writeFile(join(folder, 'owner.4.lock'), '');
  await lockFolder(folder);
});

type Child = { process: ChildProcess; says(): Promise<string>; letGo(): void; kill(): Promise<void> };

function start(): Child {
  const child = spawn(process.execPath, [script.path, folder], { stdio: ['pipe', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const started: Child = {
    process: child,
    says: async () => (await lines.next()).value ?? '(nothing)',
    letGo: () => child.stdin.write('\n'),
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
  children.push(started);
  return started;
}
