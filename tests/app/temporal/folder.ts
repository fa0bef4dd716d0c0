import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder of its own for one test, gone when the test is over. */
export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'xiaohao-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** Writes a shell script that can be run; answers its path. */
export function script(path: string, text: string): string {
  writeFileSync(path, `#!/bin/sh\nPATH=/usr/bin:/bin\n${text}\n`);
  chmodSync(path, 0o755);
  return path;
}

/** What a Temporal CLI of this version says of itself. */
export const says = (version: string) => `echo "temporal version ${version} (Server 1.31.2, UI 2.50.1)"`;
