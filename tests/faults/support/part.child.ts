import { readConfig } from '../../../app/config.ts';
import { serve } from '../../../app/http.ts';
import { startService } from '../../../app/service.ts';

/** One process of a grown installation; its settings come from the environment. */
export type PartOrder = { only: 'worker' | 'web' };

const { only } = JSON.parse(process.argv[2]!) as PartOrder;
const service = await startService(readConfig(), () => undefined, { only });
const url = only === 'web' ? (await serve(service, 0)).url : null;
process.stdout.write(`${JSON.stringify({ ready: true, url })}\n`);
