import { createInterface } from 'node:readline';
import { Client, Connection } from '@temporalio/client';
import { apiDeps } from '../../../app/apiDeps.ts';
import type { ImportRequest } from '../../../client/api.ts';
import { createEngine } from '../../../client/engine.ts';
import { followImport } from '../../../client/followImport.ts';
import { createHttpApi } from '../../../client/http.ts';
import { openLedger } from '../../../ledger/open.ts';
import { api } from '../../../web/api/api.ts';

/** The process that has lists imported and waits until they are: it is told the request in a line. */
export type ImporterOrder = { address: string; queue: string; databaseUrl: string; campaign: string };

const { address, queue, databaseUrl, campaign } = JSON.parse(process.argv[2]!) as ImporterOrder;
const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);
const ledger = await openLedger({ url: databaseUrl });
const connection = await Connection.connect({ address });
const deps = apiDeps(ledger, createEngine(new Client({ connection }), queue), {
  ...{ token: 't', folder: '', base: '' },
  log: { error: (facts) => console.error(facts) },
});
const pages = api(deps);
const desk = createHttpApi({
  ...{ base: 'http://here', token: 't', ask: (request) => pages.request(request) },
  unreachable: (cause) => cause as Error,
});
say({ ready: true });
for await (const line of createInterface({ input: process.stdin })) {
  const { id } = await desk.import(campaign, JSON.parse(line) as ImportRequest);
  say({ asked: id });
  const result = id === null ? null : await followImport(desk, campaign, id, ({ done }) => say({ done }), 120_000);
  say({ ended: true, result });
  break;
}
await connection.close();
await ledger.close();
