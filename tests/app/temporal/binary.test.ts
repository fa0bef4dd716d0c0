import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { findTemporalBinary } from '../../../app/temporal/binary.ts';
import { temporalVersion } from '../../../app/temporal/version.ts';
import { CodedError } from '../../../domain/errors.ts';
import { temporalErrors as en } from '../../../words/en/errors.temporal.ts';
import { temporalErrors as zh } from '../../../words/zh-CN/errors.temporal.ts';
import { folder, says, script } from './folder.ts';

const refused = 'http://127.0.0.1:1';
const binaryName = `temporal-${temporalVersion}`;

/** A machine with an empty PATH, an empty cache and no network; each test gives it what it is about. */
function machine() {
  const home = folder();
  const path = join(home, 'bin');
  const cache = join(home, '.cache', 'xiaohao');
  for (const made of [path, cache]) mkdirSync(made, { recursive: true });
  const lines: string[] = [];
  const find = (downloadFrom = refused) =>
    findTemporalBinary({ log: (line) => lines.push(line), env: { HOME: home, PATH: path }, downloadFrom });
  return { home, path, cache, lines, find };
}

/** A `go` whose build takes a second, writes a CLI of this version and leaves one line in `builds`. */
function fakeGo(path: string, version: string, builds: string): void {
  const build = `while [ "$1" != -o ]; do shift; done; sleep 1; echo built >> ${builds}`;
  script(join(path, 'go'), `${build}\nprintf '#!/bin/sh\\n%s\\n' '${says(version)}' > "$2"; chmod +x "$2"`);
}

async function serve(answer: Buffer | null): Promise<string> {
  const server = createServer((_request, response) => {
    if (answer !== null) response.end(answer);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe.skipIf(process.platform === 'win32')('finding Temporal', () => {
  test('the one on PATH comes first', async () => {
    const { path, cache, find, lines } = machine();
    const onPath = script(join(path, 'temporal'), says(temporalVersion));
    script(join(cache, binaryName), says(temporalVersion));
    expect(await find()).toBe(onPath);
    expect(lines).toEqual([]);
  });

  test('another version on PATH is passed over for the copy in the cache folder', async () => {
    const { path, cache, find } = machine();
    script(join(path, 'temporal'), says('1.5.1'));
    const cached = script(join(cache, binaryName), says(temporalVersion));
    expect(await find()).toBe(cached);
  });

  test('a download is unpacked into the cache folder and leaves nothing else there', async () => {
    const { home, cache, find } = machine();
    script(join(home, 'temporal'), says(temporalVersion));
    const archive = execFileSync('tar', ['-czf', '-', '-C', home, 'temporal']);
    expect(await find(await serve(archive))).toBe(join(cache, binaryName));
    expect(readdirSync(cache)).toEqual([binaryName]);
  });

  test('a download of another version is not kept', async () => {
    const { home, cache, find } = machine();
    script(join(home, 'temporal'), says('1.9.0'));
    const archive = execFileSync('tar', ['-czf', '-', '-C', home, 'temporal']);
    await expect(find(await serve(archive))).rejects.toThrow('1.9.0');
    expect(readdirSync(cache)).toEqual([]);
  });

  test('an address that takes the call and says nothing is given up, then Go builds', async () => {
    const { home, path, cache, find, lines } = machine();
    fakeGo(path, temporalVersion, join(home, 'builds'));
    expect(await find(await serve(null))).toBe(join(cache, binaryName));
    expect(lines[1]).toContain('Go');
    expect(lines.at(-1)).toContain(join(cache, binaryName));
  });

  test('what a killed build left in the cache folder is cleared away', async () => {
    const { home, path, cache, find } = machine();
    mkdirSync(join(cache, `${binaryName}-killed`));
    fakeGo(path, temporalVersion, join(home, 'builds'));
    await find();
    expect(readdirSync(cache)).toEqual([binaryName]);
  });

  test('of five who need it at once, one builds and the others wait', async () => {
    const { home, path, cache, find } = machine();
    fakeGo(path, temporalVersion, join(home, 'builds'));
    const found = await Promise.all([find(), find(), find(), find(), find()]);
    expect(new Set(found)).toEqual(new Set([join(cache, binaryName)]));
    expect(readFileSync(join(home, 'builds'), 'utf8')).toBe('built\n');
    expect(readdirSync(cache)).toEqual([binaryName]);
  });

  test('where no way leads to it, the error tells them all and what was tried', async () => {
    const { home, path, find } = machine();
    script(join(path, 'go'), 'echo "proxy refused" >&2; exit 1');
    const error = await find().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(CodedError);
    const { code, facts } = error as CodedError;
    expect(code).toBe('temporal-not-found');
    for (const way of ['PATH', 'cache', 'download', 'go build', 'proxy refused']) expect(facts.tried).toContain(way);
    for (const words of [zh, en]) {
      for (const way of ['TEMPORAL_ADDRESS', 'PATH', 'Go', '{tried}'])
        expect(words[code as keyof typeof zh]).toContain(way);
    }
    expect(existsSync(join(home, '.cache', 'xiaohao', binaryName))).toBe(false);
  });

  test('a cache folder that cannot be made is named', async () => {
    const { home } = machine();
    writeFileSync(join(home, 'file'), '');
    const env = { PATH: '', XDG_CACHE_HOME: join(home, 'file') };
    const error = await findTemporalBinary({ log: () => {}, env, downloadFrom: refused }).catch((thrown) => thrown);
    expect(error.facts.tried).toContain('ENOTDIR');
  });
});

test('the Go module asks for the version that is pinned', () => {
  const module = readFileSync(new URL('../../../deploy/temporal/go.mod', import.meta.url), 'utf8');
  expect(module).toContain(`github.com/temporalio/cli v${temporalVersion}`);
});
