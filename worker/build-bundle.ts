import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

// Run by `npm run build`: the bundle lies beside the compiled worker, so that no process has to make it at its start.
// It is made again only when something that can go into it has changed.
const compiled = fileURLToPath(new URL('..', import.meta.url));
const bundle = join(compiled, 'worker/workflow-bundle.js');
const mark = join(compiled, 'worker/workflow-bundle.sha256');

const sources = createHash('sha256').update(readFileSync(new URL('../../package-lock.json', import.meta.url)));
for (const folder of ['workflows', 'domain']) {
  const files = readdirSync(join(compiled, folder), { recursive: true, encoding: 'utf8' });
  for (const file of files.filter((name) => name.endsWith('.js')).sort()) {
    sources.update(file).update(readFileSync(join(compiled, folder, file)));
  }
}
const now = sources.digest('hex');
if (!existsSync(bundle) || !existsSync(mark) || readFileSync(mark, 'utf8') !== now) {
  const { makeBundle } = await import('./bundle.ts');
  const { code } = await makeBundle();
  writeFileSync(bundle, code);
  writeFileSync(mark, now);
}
