import { readConfig } from '../../../app/config.ts';
import { startService } from '../../../app/service.ts';

/** One worker process of a grown installation; its settings come from the environment. */
await startService(readConfig(), () => undefined, { only: 'worker' });
process.stdout.write('{"ready":true}\n');
