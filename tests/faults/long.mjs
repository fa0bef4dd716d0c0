// `npm run faults`: all fault tests at their full length. FAULTS_SEED=… repeats the draws of an earlier run.
import { spawnSync } from 'node:child_process';

const env = { ...process.env, FAULTS: 'long', FAULTS_SEED: process.env.FAULTS_SEED || String(Date.now()) };
console.log(`FAULTS_SEED=${env.FAULTS_SEED}`);
const vitest = new URL('../../node_modules/vitest/vitest.mjs', import.meta.url).pathname;
const args = [vitest, 'run', '--project', 'real', '--no-file-parallelism', 'tests/faults', ...process.argv.slice(2)];
process.exitCode = spawnSync(process.execPath, args, { env, stdio: 'inherit' }).status ?? 1;
