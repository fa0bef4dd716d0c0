import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../app/cli/run.ts';

/** A data folder of its own, for one file's tests. */
export function dataFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'xiaohao-data-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export type Said = { code: number; stdout: string; stderr: string };

/** Runs one command line in this process, as in a pipe: what it said, and its exit code. */
export async function xiaohao(
  args: string[],
  data: string,
  more: { signal?: AbortSignal; env?: object } = {},
): Promise<Said> {
  const said = { stdout: '', stderr: '' };
  const code = await run(args, {
    stdout: { write: (text) => (said.stdout += text) },
    stderr: { write: (text) => (said.stderr += text) },
    env: { PATH: process.env.PATH, HOME: process.env.HOME, XIAOHAO_DATA: data, ...more.env },
    interrupted: more.signal ?? new AbortController().signal,
  });
  return { code, ...said };
}

/** The one JSON document on stdout; fails where there is anything else. */
export function documentOf({ stdout }: Said): Record<string, unknown> {
  return JSON.parse(stdout) as Record<string, unknown>;
}
