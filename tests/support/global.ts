import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTemporal } from '../../app/temporal/server.ts';
import { makeBundle } from '../../worker/bundle.ts';
import { startPostgres } from './postgres.ts';

/** One Temporal server, one PostgreSQL and one workflow bundle for the whole run; test files find them by these names. */
export default async function setup() {
  const folder = await mkdtemp(join(tmpdir(), 'xiaohao-tests-'));
  const [temporal, postgres, bundle] = await Promise.all([
    startTemporal({ folder: join(folder, 'temporal'), log: (line) => process.stderr.write(`${line}\n`) }),
    startPostgres(),
    makeBundle(),
  ]);
  await writeFile(join(folder, 'bundle.js'), bundle.code);
  process.env.XIAOHAO_TEST_TEMPORAL = temporal.address;
  process.env.XIAOHAO_TEST_BUNDLE = join(folder, 'bundle.js');
  process.env.TEST_POSTGRES_URL = postgres.url;
  return async () => {
    await Promise.all([temporal.stop(), postgres.stop()]);
    await rm(folder, { recursive: true, force: true });
  };
}
