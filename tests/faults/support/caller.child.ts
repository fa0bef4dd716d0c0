import { Client, Connection } from '@temporalio/client';
import { createEngine } from '../../../client/engine.ts';
import type { Instant } from '../../../domain/calendar/day.ts';
import type { Envelope } from '../../../workflows/contract.ts';

/** Somebody in another process who asks for one thing, or for a tick, and waits for the answer. */
export type CallerOrder = { address: string; queue: string; stream: string; asked: Envelope | Instant };

const { address, queue, stream, asked } = JSON.parse(process.argv[2]!) as CallerOrder;
const connection = await Connection.connect({ address });
const engine = createEngine(new Client({ connection }), queue);
const answer = await (typeof asked === 'number' ? engine.tick(stream, asked) : engine.act(stream, asked));
process.stdout.write(`${JSON.stringify({ answer })}\n`);
await connection.close();
