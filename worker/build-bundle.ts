import { writeFile } from 'node:fs/promises';
import { makeBundle } from './bundle.ts';

// Run by `npm run build`: the bundle lies beside the compiled worker, so that no process has to make it at its start.
const { code } = await makeBundle();
await writeFile(new URL('./workflow-bundle.js', import.meta.url), code);
