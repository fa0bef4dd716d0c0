import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'xiaohao-pack-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the package, installed in an empty folder, runs from compiled JavaScript', async () => {
  const root = new URL('../..', import.meta.url).pathname;
  await run('npm', ['pack', '--pack-destination', folder], { cwd: root });
  writeFileSync(join(folder, 'package.json'), '{"private": true}');
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'))!;
  await run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', tarball], { cwd: folder });

  const { stdout } = await run('npx', ['xiaohao', '--help'], { cwd: folder });
  expect(stdout).toContain('rehearse');
  const { stdout: text } = await run('npx', ['xiaohao', 'import', '--dry-run', '--json', ...example()], {
    cwd: folder,
  });
  expect(JSON.parse(text)).toMatchObject({ create: 118, errors: [] });
  const { stdout: files } = await run('tar', ['-tzf', tarball], { cwd: folder });
  expect(files).toContain('package/dist/worker/workflow-bundle.js');
  expect(files).toContain('package/deploy/temporal/go.mod');
  expect(files).not.toMatch(/\.ts$|tsbuildinfo|\.map$/m);
}, 300_000);

function example(): string[] {
  const at = 'node_modules/xiaohao/examples/qinghe';
  return [`${at}.xlsx`, '--campaign-file', `${at}.yaml`];
}
