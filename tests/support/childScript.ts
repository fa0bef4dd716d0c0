import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'vite';

const root = join(import.meta.dirname, '../..');

/**
 * Makes a script that plain Node can run of a source that imports our TypeScript (`import … from '/ledger/lock.ts'`,
 * from the project's folder). It lies under `node_modules/`, where it finds the packages.
 */
export async function childScript(source: string): Promise<{ path: string; remove(): Promise<void> }> {
  const place = join(root, 'node_modules', '.xiaohao-tests');
  await mkdir(place, { recursive: true });
  const folder = await mkdtemp(join(place, 'child-'));
  const entry = join(folder, 'source.mjs');
  await writeFile(entry, source.replaceAll("from '/", `from '${root}/`));
  const output = { entryFileNames: 'child.mjs', format: 'es' } as const;
  await build({
    ...{ root: folder, configFile: false, logLevel: 'silent' },
    build: { ssr: entry, outDir: folder, emptyOutDir: false, rollupOptions: { output } },
  });
  return { path: join(folder, 'child.mjs'), remove: () => rm(folder, { recursive: true, force: true }) };
}
