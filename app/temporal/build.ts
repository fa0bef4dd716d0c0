import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onPath } from './executable.ts';
import { temporalVersion } from './version.ts';

/** How long one build may take; a lock older than this has been forgotten. */
export const buildWithin = 30 * 60_000;

/** Builds the Temporal CLI of `deploy/temporal` to `file`; throws what Go said if it cannot. */
export async function buildTemporal(file: string, env: NodeJS.ProcessEnv): Promise<void> {
  const version = `-X github.com/temporalio/cli/internal/temporalcli.Version=${temporalVersion}`;
  const flags = ['-buildvcs=false', '-ldflags', `-s -w ${version}`, '-o', file];
  // Without cgo no C compiler is needed, as in the official releases; a go.work above us must not mix in.
  const go = spawn(onPath('go', env), ['build', ...flags, 'github.com/temporalio/cli/cmd/temporal'], {
    cwd: join(packageRoot(), 'deploy', 'temporal'),
    env: { ...env, CGO_ENABLED: '0', GOWORK: 'off' },
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: buildWithin,
  });
  let said = '';
  go.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-500);
  });
  await new Promise<void>((resolve, reject) => {
    go.on('error', reject);
    go.on('close', (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`go build ended with ${code ?? signal}: ${said.trim()}`));
    });
  });
}

/** The folder of our package.json, from the sources as well as from `dist/` of an installed package. */
function packageRoot(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const file = join(folder, 'package.json');
    if (existsSync(file) && JSON.parse(readFileSync(file, 'utf8')).name === 'xiaohao') return folder;
    if (folder === dirname(folder)) throw new Error('the package.json of xiaohao is nowhere above this module');
  }
}
