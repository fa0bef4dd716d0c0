import pLimit from 'p-limit';
import { startCampaign } from '../client/campaign.ts';
import { system } from '../domain/actor.ts';
import { instantAt } from '../domain/calendar/zone.ts';
import { streamOf } from '../workflows/contract.ts';
import { act, issue, release } from './act.ts';
import { madeUpCampaign, madeUpLists } from './made-up.ts';
import { sample, timed } from './pairs.ts';
import type { Settings } from './settings.ts';
import { enter, type Ground } from './stage.ts';

/** As many entities side by side as the rehearsal's driver ticks. */
const parallel = 50;

/** How fast the stepped clock runs: every measure of a silent campaign is ticked to its next rung, again and again. */
export async function ticksPerSecond(ground: Ground, { ticks }: Settings) {
  const crew = await enter(ground);
  const campaign = 'stepped';
  const begin = instantAt('2024-08-05', '10:00', 'Asia/Shanghai');
  const streams = Array.from({ length: ticks.measures }, (_, i) => streamOf.measure(campaign, `m${i}`));
  const slot = pLimit(parallel);
  try {
    await startCampaign(crew.engine, madeUpCampaign(campaign, 'stepped'), madeUpLists(1, ticks.measures), begin);
    await crew.begun(campaign, 3 + ticks.measures);
    await act(crew, streamOf.campaign(campaign), 'issue', system, issue, begin);
    await act(crew, streamOf.campaign(campaign), 'release', system, release, begin);
    let due = await Promise.all(streams.map((stream) => slot(() => crew.engine.tick(stream, begin))));
    const rates: number[] = [];
    for (let round = 0; round < ticks.rounds; round++) {
      const ms = await timed(async () => {
        due = await Promise.all(streams.map((stream, i) => slot(() => crew.engine.tick(stream, due[i]!.wakeAt!))));
      });
      rates.push(streams.length / (ms / 1000));
    }
    const { median, values } = sample(rates);
    return { value: median, values };
  } finally {
    await crew.leave();
  }
}
