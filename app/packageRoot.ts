import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

type Manifest = { name: string; version: string };

/** The folder of our package.json, from the sources as well as from `dist/` of an installed package. */
export function packageRoot(): { folder: string; version: string } {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const file = join(folder, 'package.json');
    const manifest = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Manifest) : null;
    if (manifest?.name === 'xiaohao') return { folder, version: manifest.version };
    if (folder === dirname(folder)) throw new Error('the package.json of xiaohao is nowhere above this module');
  }
}
