import { startCampaign } from '../client/campaign.ts';
import { system } from '../domain/actor.ts';
import { streamOf } from '../workflows/contract.ts';
import { act, issue, release } from './act.ts';
import { CompressedTime } from './compressed.ts';
import { runsOf } from './history.ts';
import { cast, madeUpCampaign, madeUpLists } from './made-up.ts';
import { sample } from './pairs.ts';
import type { Settings } from './settings.ts';
import { type Crew, enter, type Ground } from './stage.ts';

/** The request for a report, and the chase. */
const rungs = 2;

/**
 * What a wake-up with one rung adds to a measure's history. A silent unit is asked for its report and chased, by real
 * timers on compressed time (`compressed.ts`).
 */
export async function eventsPerReminder(ground: Ground, { reminder }: Settings) {
  const time = new CompressedTime('2024-09-09', reminder.msPerDay);
  const crew = await enter(ground, { around: (activities) => time.around(activities) });
  const campaign = 'silent';
  const streams = Array.from({ length: reminder.measures }, (_, i) => streamOf.measure(campaign, `m${i}`));
  try {
    const lists = madeUpLists(1, reminder.measures, { leadUnit: cast.unit });
    await startCampaign(crew.engine, madeUpCampaign(campaign, 'real'), lists, null);
    await crew.begun(campaign, 3 + reminder.measures);
    await act(crew, streamOf.campaign(campaign), 'issue', system, issue);
    await act(crew, streamOf.campaign(campaign), 'release', system, release);
    // A tick answers when what the campaign told its measures is recorded: before, they would refuse the next.
    await Promise.all(streams.map((stream) => crew.engine.tick(stream, 0)));
    await Promise.all(streams.map((stream) => act(crew, stream, 'acknowledge', cast.liaison, { type: 'acknowledge' })));
    // The timer for the signature, given meanwhile, has run out on the 11th.
    await time.until('2024-09-13');
    const before = await lengths(crew, streams);
    // Asked on the 14th, a make-up workday, chased on the 23rd; the cut-off is the 24th, and the next rung comes on the 25th.
    await time.until('2024-09-24');
    const after = await lengths(crew, streams);
    const wakes = await Promise.all(streams.map((stream) => wakesOf(crew, stream)));
    const values = streams.map((_, i) => (after[i]! - before[i]!) / wakes[i]!);
    return { value: sample(values).median, values, wakesPerMeasure: wakes, msPerDay: reminder.msPerDay };
  } finally {
    await crew.leave();
  }
}

async function lengths({ client }: Crew, streams: string[]): Promise<number[]> {
  return Promise.all(
    streams.map(async (stream) => {
      const runs = await runsOf(client, stream);
      if (runs.length > 1) throw new Error(`${stream} was continued as new: its wake-ups cannot be told apart`);
      return runs[0]!.events;
    }),
  );
}

/** Instants at which rungs were reached. @throws when two rungs came in one wake-up, or another number than expected did. */
async function wakesOf({ ledger }: Crew, stream: string): Promise<number> {
  const rows = await ledger.db
    .selectFrom('event')
    .select('at')
    .where('stream', '=', stream)
    .where('type', '=', 'RungReached')
    .execute();
  const wakes = new Set(rows.map(({ at }) => at)).size;
  if (wakes !== rows.length || wakes !== rungs)
    throw new Error(`${stream}: ${rows.length} rungs in ${wakes} wake-ups, not ${rungs}`);
  return wakes;
}
