import { type Config, readConfig } from '../../../app/config.ts';
import { startService } from '../../../app/service.ts';
import type { Engine } from '../../../client/engine.ts';
import type { CampaignState } from '../../../domain/campaign/state.ts';
import type { Ledger } from '../../../ledger/open.ts';
import { verify } from '../../../ledger/verify.ts';
import { openInbox } from '../../../mail/inbox/inbox.ts';
import { rehearse } from '../../../rehearsal/rehearse.ts';
import { readRehearsal } from '../../../rehearsal/store.ts';
import { summarize } from '../../../rehearsal/summary.ts';
import { streamOf } from '../../../workflows/contract.ts';
import { type Story, storyOf } from './story.ts';
import { type Strike, strikesAt } from './strike.ts';

/** What a process that plays a rehearsal is told. `driver`: only that, the workers are others. */
export type RehearsalOrder = {
  config: Partial<Config>;
  story: Story;
  driver: boolean;
  inboxFolder: string | null;
  strike: Strike | null;
};

const order = JSON.parse(process.argv[2]!) as RehearsalOrder;
const begun = Date.now();
const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);

const config: Config = { ...readConfig({}), ...order.config };
const service = await startService(config, () => undefined, order.driver ? { only: 'driver' } : {});
const struck: { engine: Engine; ledger: Pick<Ledger, 'db' | 'transaction'> } = strikesAt(order.strike, service);
const story = storyOf(order.story);
const { campaign } = order.story;
say({ ready: Date.now() - begun });
await rehearse({ ...story, ...struck, onProgress: ({ step, day, done }) => say({ step, day, done }) });

const { db } = service.ledger;
const { until } = (await readRehearsal(db, campaign))!;
const row = await db
  .selectFrom('stream')
  .select('state')
  .where('id', '=', streamOf.campaign(campaign))
  .executeTakeFirstOrThrow();
const inbox = await openInbox(order.inboxFolder ?? service.inboxFolder);
const summary = await summarize(db, row.state as CampaignState, until, inbox.audit());
say({ summary, verified: await verify(service.ledger), ms: Date.now() - begun });
await service.stop();
// As the command does: the SDK of Temporal, once installed, keeps a process alive that never had a worker.
process.exit(0);
