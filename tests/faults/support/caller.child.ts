import { Client, Connection } from '@temporalio/client';
import { createEngine } from '../../../client/engine.ts';
import type { Envelope } from '../../../workflows/contract.ts';

/** Somebody in another process who asks for one thing and waits for the answer. */
export type CallerOrder = { address: string; queue: string; stream: string; envelope: Envelope };

const { address, queue, stream, envelope } = JSON.parse(process.argv[2]!) as CallerOrder;
const connection = await Connection.connect({ address });
const answer = await createEngine(new Client({ connection }), queue).act(stream, envelope);
process.stdout.write(`${JSON.stringify({ answer })}\n`);
await connection.close();
