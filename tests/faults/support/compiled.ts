import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const root = join(import.meta.dirname, '../../..');

/** Our code and the scripts of this folder as plain Node runs them; under `node_modules/`, where it finds the packages. */
export type Compiled = {
  script(name: 'rehearsal' | 'worker' | 'caller' | 'part' | 'importer'): string;
  remove(): Promise<void>;
};

/** Compiles the children with all they import, in a second or two; the workflow bundle of the run lies beside. */
export async function compile(): Promise<Compiled> {
  const place = join(root, 'node_modules', '.xiaohao-tests');
  await mkdir(place, { recursive: true });
  const folder = await mkdtemp(join(place, 'faults-'));
  const outDir = join(folder, 'dist');
  const tsconfig = join(folder, 'tsconfig.json');
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  await writeFile(
    tsconfig,
    JSON.stringify({
      extends: join(root, 'tsconfig.json'),
      compilerOptions: {
        noEmit: false,
        noCheck: true,
        rootDir: root,
        outDir,
        typeRoots: [join(root, 'node_modules/@types')],
      },
      include: [join(import.meta.dirname, '*.child.ts')],
    }),
  );
  const tsc = join(root, 'node_modules/typescript-native/bin/tsc');
  await promisify(execFile)(process.execPath, [tsc, '-p', tsconfig]);
  await copyFile(process.env.XIAOHAO_TEST_BUNDLE!, join(outDir, 'worker/workflow-bundle.js'));
  return {
    script: (name) => join(outDir, 'tests/faults/support', `${name}.child.js`),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
