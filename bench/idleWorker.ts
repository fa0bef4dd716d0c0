import { setTimeout } from 'node:timers/promises';
import { startCampaign } from '../client/campaign.ts';
import { answerParent } from './child.ts';
import { madeUpCampaign, madeUpLists } from './made-up.ts';
import { enter, type Ground } from './stage.ts';

/** What the parent asks for: so many measures at rest, and how long to let things settle. */
export type Rest = { ground: Ground; measures: number; settleSeconds: number };

/** A worker's memory in MB, after its garbage was collected. */
export type Memory = { rss: number; heapUsed: number; external: number };

let leave = async () => {};
answerParent(
  async (question) => {
    const { ground, measures, settleSeconds } = question as Rest;
    const crew = await enter(ground);
    leave = crew.leave;
    const campaign = `rest-${measures}-${process.pid}`;
    await startCampaign(
      crew.engine,
      madeUpCampaign(campaign, 'real'),
      { ...madeUpLists(1, measures), findings: [] },
      null,
    );
    await crew.begun(campaign, 2 + measures);
    for (let left = settleSeconds; left > 0; left--) {
      globalThis.gc?.();
      await setTimeout(1_000);
    }
    const { rss, heapUsed, external } = process.memoryUsage();
    const mb = (bytes: number) => Math.round(bytes / 1e6);
    return { rss: mb(rss), heapUsed: mb(heapUsed), external: mb(external) } satisfies Memory;
  },
  () => leave(),
);
