import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Connection } from '@temporalio/client';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { findTemporalBinary } from '../../../app/temporal/binary.ts';
import { isAlive } from '../../../app/temporal/process.ts';
import { startTemporal } from '../../../app/temporal/server.ts';
import { temporalVersion } from '../../../app/temporal/version.ts';
import { folder, says, script } from './folder.ts';

const { TEMPORAL_ADDRESS: _, ...env } = process.env;
let binary: string;
beforeAll(async () => {
  binary = await findTemporalBinary({ log: () => {}, env });
}, 900_000);

/** Starts in this folder, and stops whatever the test leaves running. */
async function start(at: string, more: Partial<Parameters<typeof startTemporal>[0]> = {}) {
  const server = await startTemporal({ folder: at, log: () => {}, env, ...more });
  onTestFinished(() => server.stop());
  return server;
}

const recordOf = (at: string) => JSON.parse(readFileSync(join(at, 'temporal.json'), 'utf8'));

/** Its threads stop one by one: until the last has, it may answer. Where there is no /proc nobody can tell. */
function isStopped(pid: number): boolean {
  const threads = `/proc/${pid}/task`;
  if (!existsSync(threads)) return true;
  return readdirSync(threads).every((id) => / T /.test(readFileSync(join(threads, id, 'stat'), 'utf8')));
}

async function attributesOf(address: string): Promise<string[]> {
  const connection = await Connection.connect({ address });
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace: 'default' });
  await connection.close();
  return Object.keys(customAttributes ?? {}).sort();
}

describe('a server of our own', () => {
  test('starts, answers, keeps a record of itself, and is gone after stop', async () => {
    const at = folder();
    const server = await start(at);
    expect(server).toMatchObject({ namespace: 'default', owned: true });
    expect(await attributesOf(server.address)).toEqual(['Campaign', 'Finding', 'State']);
    expect(recordOf(at)).toMatchObject({ pid: server.pid, address: server.address });
    await Promise.all([server.stop(), server.stop()]);
    expect(isAlive(server.pid!)).toBe(false);
    expect(existsSync(join(at, 'temporal.json'))).toBe(false);
    expect(readFileSync(join(at, 'temporal.log'), 'utf8')).toContain(`Temporal CLI ${temporalVersion}`);
  });

  test('a database made by an earlier release learns the new search attributes', async () => {
    const at = folder();
    await (await start(at, { searchAttributes: { Campaign: 'Keyword' } })).stop();
    const server = await start(at, { searchAttributes: { Campaign: 'Keyword', Later: 'Keyword' } });
    expect(await attributesOf(server.address)).toEqual(['Campaign', 'Later']);
  });

  test('two folders have two servers', async () => {
    const [one, other] = await Promise.all([start(folder()), start(folder())]);
    expect(one.address).not.toBe(other.address);
  });

  test('a server left over is taken up, through whatever path the folder is reached, and stopped', async () => {
    const at = folder();
    const left = await start(at);
    const link = join(folder(), 'link');
    symlinkSync(at, link);
    const lines: string[] = [];
    const server = await start(link, { log: (line) => lines.push(line) });
    expect(server).toMatchObject({ pid: left.pid, address: left.address, owned: true });
    expect(lines).toEqual([expect.stringContaining(left.address)]);
    await server.stop();
    expect(isAlive(left.pid!)).toBe(false);
  });

  test('a server left over that no longer answers is ended before another opens its database', async () => {
    const at = folder();
    const left = await start(at);
    process.kill(left.pid!, 'SIGSTOP');
    await expect.poll(() => isStopped(left.pid!)).toBe(true);
    const server = await start(at);
    expect(server.pid).not.toBe(left.pid);
    expect(isAlive(left.pid!)).toBe(false);
  }, 60_000);

  test('a record whose pid is now another program is ignored, and that program left alone', async () => {
    const at = folder();
    const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    onTestFinished(() => void other.kill('SIGKILL'));
    writeFileSync(join(at, 'temporal.json'), JSON.stringify({ pid: other.pid, address: '127.0.0.1:1', startedAt: '' }));
    const server = await start(at);
    expect(server.pid).not.toBe(other.pid);
    await server.stop();
    expect(isAlive(other.pid!)).toBe(true);
  });

  test('a record of the server of another folder is not this one', async () => {
    const [theirs, at] = [folder(), folder()];
    const their = await start(theirs);
    writeFileSync(join(at, 'temporal.json'), JSON.stringify(recordOf(theirs)));
    expect((await start(at)).pid).not.toBe(their.pid);
  });

  test.each([
    ['cut off', '{"pid": 12'],
    ['of another shape', '{"pid": "12", "address": null}'],
    ['of a dead process', '{"pid": 4194304, "address": "127.0.0.1:1", "startedAt": ""}'],
  ])('a record %s is ignored', async (_name, text) => {
    const at = folder();
    writeFileSync(join(at, 'temporal.json'), text);
    expect((await start(at)).owned).toBe(true);
  });

  test('a server that died by itself is nothing to stop', async () => {
    const at = folder();
    const server = await start(at);
    process.kill(server.pid!, 'SIGKILL');
    await expect.poll(() => isAlive(server.pid!)).toBe(false);
    await server.stop();
    expect(existsSync(join(at, 'temporal.json'))).toBe(false);
  });
});

describe('a start that goes wrong', () => {
  /** An environment whose Temporal is this script. */
  const withTemporal = (text: string) => {
    const path = folder();
    script(join(path, 'temporal'), `if [ "$1" = --version ]; then ${says(temporalVersion)}; exit; fi\n${text}`);
    return { ...env, PATH: path };
  };

  test('a port that was taken in the meantime is tried again with another', async () => {
    const at = folder();
    const once = `if [ ! -f ${at}/once ]; then touch ${at}/once; echo "can't set frontend port"; exit 1; fi`;
    const server = await start(at, { env: withTemporal(`${once}\nexec ${binary} "$@"`) });
    expect(readFileSync(join(at, 'temporal.log'), 'utf8')).toContain("can't set frontend port");
    expect(server.owned).toBe(true);
  });

  test('a database that is none is an error with its reason and the log, and no record stays', async () => {
    const at = folder();
    writeFileSync(join(at, 'temporal.db'), 'not a database');
    await expect(start(at)).rejects.toMatchObject({
      code: 'temporal-not-started',
      facts: { reason: expect.stringContaining('not a database'), log: expect.stringContaining('temporal.log') },
    });
    expect(existsSync(join(at, 'temporal.json'))).toBe(false);
  });
});

test('TEMPORAL_ADDRESS is answered as it is, and nothing is started or made', async () => {
  const at = join(folder(), 'data');
  const given = { TEMPORAL_ADDRESS: 'temporal.example:7233', TEMPORAL_NAMESPACE: 'rectify', PATH: '' };
  const server = await start(at, { env: given });
  expect(server).toMatchObject({ address: given.TEMPORAL_ADDRESS, namespace: 'rectify', owned: false, pid: null });
  expect(existsSync(at)).toBe(false);
});

test('the installed package starts it, and after kill -9 the next run goes on with the same server', async () => {
  const home = folder();
  const installed = join(home, 'node_modules', 'xiaohao');
  mkdirSync(installed, { recursive: true });
  for (const shared of ['package.json', 'deploy', 'node_modules'])
    symlinkSync(resolve(shared), join(installed, shared));
  const emit = { noEmit: false, noCheck: true, rootDir: resolve(), outDir: join(installed, 'dist') };
  const compilerOptions = { ...emit, typeRoots: [resolve('node_modules/@types')] };
  const tsconfig = join(home, 'tsconfig.json');
  const include = [resolve('app/temporal/*.ts')];
  writeFileSync(tsconfig, JSON.stringify({ extends: resolve('tsconfig.json'), compilerOptions, include }));
  execFileSync(process.execPath, [resolve('node_modules/typescript/bin/tsc'), '-p', tsconfig]);
  const at = join(home, 'data');
  const program = `
    import { startTemporal } from ${JSON.stringify(join(installed, 'dist/app/temporal/server.js'))};
    await startTemporal({ folder: ${JSON.stringify(at)}, log: () => {} });
    process.kill(process.pid, 'SIGKILL');`;
  expect(() => execFileSync(process.execPath, ['--input-type=module', '-e', program], { env })).toThrow('SIGKILL');
  const left = recordOf(at);
  const server = await start(at);
  expect(server.pid).toBe(left.pid);
}, 60_000);
