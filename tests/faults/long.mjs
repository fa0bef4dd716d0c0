// `npm run faults`: all fault tests at their full length, and what they came to as one document at the end.
// FAULTS_SEED=… repeats the draws of an earlier run; `npm run faults -- delivery.killed` runs the files so named.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'xiaohao-faults-figures-'));
const file = join(folder, 'figures');
const seed = process.env.FAULTS_SEED || String(Date.now());
const env = { ...process.env, FAULTS: 'long', FAULTS_SEED: seed, FAULTS_FIGURES: file };
console.log(`FAULTS_SEED=${seed}`);
const vitest = new URL('../../node_modules/vitest/vitest.mjs', import.meta.url).pathname;
const asked = process.argv.slice(2);
const places = asked.some((word) => !word.startsWith('-')) ? [] : ['tests/faults', 'tests/workflows/twoAtOnce.test.ts'];
const args = [vitest, 'run', '--project', 'real', '--no-file-parallelism', ...places, ...asked];
process.exitCode = spawnSync(process.execPath, args, { env, stdio: 'inherit' }).status ?? 1;
const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
rmSync(folder, { recursive: true, force: true });
console.log(
  JSON.stringify({ seed, passed: process.exitCode === 0, figures: lines.map((line) => JSON.parse(line)) }, null, 2),
);
