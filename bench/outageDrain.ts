import { join } from 'node:path';
import { MockActivityEnvironment } from '@temporalio/testing';
import { createDelivery } from '../activities/deliver.ts';
import { createRuleBook } from '../activities/rules.ts';
import { startCampaign } from '../client/campaign.ts';
import { openAcceptedLog } from '../mail/acceptedLog.ts';
import { createSender } from '../mail/transport.ts';
import { startChild } from './child.ts';
import { madeUpCampaign, madeUpLists } from './made-up.ts';
import { inPairs } from './pairs.ts';
import { expectEachOnce, receivers, render, stage } from './reminderFanout.ts';
import type { Settings } from './settings.ts';
import type { Seen } from './sink.ts';
import { enter, type Ground } from './stage.ts';

const campaign = 'outage';
/** So long the server stays away after the window, in milliseconds: long enough that it is being asked for. */
const awayMs = 3_000;

/**
 * A window over which the mail server is down, from its return to the last mail accepted, through the same window with the
 * server there. Both by the `deliver` activity itself: a rehearsal, whose clock the other figures step, waits for nobody.
 */
export async function outageDrain(ground: Ground, { fanout10k: { mails, pairs } }: Settings) {
  const sink = startChild('sinkProcess');
  const url = await sink.ask<string>('url');
  const crew = await enter(ground);
  const { ledger } = crew;
  const lists = madeUpLists(0, 0);
  lists.directory.persons = [...lists.directory.persons, ...receivers(mails)];
  await startCampaign(crew.engine, madeUpCampaign(campaign, 'real'), lists, Date.now());
  await crew.begun(campaign, 2);
  const sender = createSender({ url, allowedHost: 'loopback' });
  const acceptedLog = openAcceptedLog(join(ground.folder, 'outage.accepted.log'));
  const rules = createRuleBook(ledger);
  const deliver = createDelivery({ ledger, rules, sender, localSender: sender, acceptedLog, now: Date.now });

  const window = async (isAway: boolean) => {
    const windowAt = Date.now();
    const rendered = await render(mails, windowAt);
    await stage(crew, campaign, rendered, windowAt);
    if (isAway) await sink.ask('down');
    let begun = Date.now();
    const delivered = new MockActivityEnvironment().run(deliver, { campaign, windowAt, now: begun });
    if (isAway) {
      await new Promise((done) => setTimeout(done, awayMs));
      await sink.ask('up');
      begun = Date.now();
    }
    await delivered;
    const { ids, lastAt } = await sink.ask<Seen>('take');
    expectEachOnce(
      rendered.map(({ messageId }) => messageId),
      ids,
    );
    return lastAt - begun;
  };

  try {
    await window(false);
    const { ratio, ratios, a, b } = await inPairs(
      pairs,
      () => window(true),
      () => window(false),
    );
    return { value: ratio, ratios, mails, afterOutageMs: a, withoutMs: b };
  } finally {
    sender.close();
    await crew.leave();
    acceptedLog.close();
    await sink.end();
  }
}
