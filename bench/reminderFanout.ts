import { createTransport } from 'nodemailer';
import { startCampaign } from '../client/campaign.ts';
import type { Instant } from '../domain/calendar/day.ts';
import { dayOf, instantAt } from '../domain/calendar/zone.ts';
import type { Digest, DigestItem } from '../domain/digest/digest.ts';
import { type RenderedMail, renderDigest } from '../mail/render/digest.ts';
import { streamOf } from '../workflows/contract.ts';
import { startChild } from './child.ts';
import { madeUpCampaign, madeUpLists } from './made-up.ts';
import { inPairs, rounded, sample } from './pairs.ts';
import type { Settings } from './settings.ts';
import type { Seen } from './sink.ts';
import { type Crew, enter, type Ground } from './stage.ts';

/** As many connections as `mail/transport.ts` opens. */
const connections = 3;
const campaign = 'fanout';

/**
 * So many mails due at one window, from the window to the last one accepted: by the postmaster's workflow, its `deliver`
 * activity and the outbox on disk, against a nodemailer pool that is handed the same finished mails, with as many
 * connections to the same sink. The pool keeps no record; ours marks every mail before and after.
 * @throws when a mail was lost or came twice: then nothing was measured.
 */
export async function reminderFanout(ground: Ground, { fanout }: Settings) {
  const sink = startChild('sinkProcess');
  const url = await sink.ask<string>('url');
  const crew = await enter(ground, { smtpUrl: url });
  const pool = createTransport({ url, pool: true, maxConnections: connections, maxRequeues: 0 });
  const engineCpu: number[] = [];
  const poolCpu: number[] = [];
  const seen = async (mails: RenderedMail[]) => {
    const { ids, lastAt } = await sink.ask<Seen>('take');
    expectEachOnce(
      mails.map(({ messageId }) => messageId),
      ids,
    );
    return lastAt;
  };
  const byEngine = async () => {
    const windowAt = await nextWindow(crew);
    const mails = await render(fanout.mails, windowAt);
    await stage(crew, mails, windowAt);
    const begun = Date.now();
    engineCpu.push(await cpuOf(() => crew.engine.tick(streamOf.postmaster(campaign), windowAt)));
    return (await seen(mails)) - begun;
  };
  const byPool = async () => {
    const mails = await render(fanout.mails, Date.UTC(2024, 8, 20, 1));
    const begun = Date.now();
    const loop = () => Promise.all(mails.map(({ from, to, raw }) => pool.sendMail({ envelope: { from, to }, raw })));
    poolCpu.push(await cpuOf(loop));
    return (await seen(mails)) - begun;
  };
  try {
    const begin = instantAt('2024-08-05', '10:00', 'Asia/Shanghai');
    await startCampaign(crew.engine, madeUpCampaign(campaign, 'stepped'), madeUpLists(0, 0), begin);
    await crew.begun(campaign, 2);
    await byEngine();
    await byPool();
    engineCpu.length = poolCpu.length = 0;
    const { ratio, ratios, a, b } = await inPairs(fanout.pairs, byEngine, byPool);
    const mailsPerSecond = rounded(fanout.mails / (a.median / 1000));
    const cpu = { engineCpuMs: sample(engineCpu), poolCpuMs: sample(poolCpu) };
    return { value: ratio, ratios, mails: fanout.mails, connections, engineMs: a, poolMs: b, ...cpu, mailsPerSecond };
  } finally {
    pool.close();
    await crew.leave();
    await sink.end();
  }
}

/** What this process computes meanwhile, all its threads, in milliseconds: steadier than the clock on a busy machine. */
async function cpuOf(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** Has the postmaster compose its next window, for which no notice waits, and answers when that window is. */
async function nextWindow({ engine }: Crew): Promise<Instant> {
  const postmaster = streamOf.postmaster(campaign);
  const { wakeAt } = await engine.tick(postmaster, 0);
  const composed = await engine.tick(postmaster, wakeAt!);
  return composed.wakeAt!;
}

/** Puts finished mails into the outbox, as composing does. */
async function stage({ ledger }: Crew, mails: RenderedMail[], window_at: Instant): Promise<void> {
  const rows = mails.map(({ messageId, to, subject, raw }, n) => ({
    ...{ id: messageId, campaign, person: `p${n}`, email: to, window_at, audience: 'unit' as const, subject, raw },
    ...{ items: items.length, state: 'staged' as const, tries: 0, staged_at: window_at },
    ...{ next_try: null, response: null, accepted_at: null },
  }));
  for (let from = 0; from < rows.length; from += 500)
    await ledger.db
      .insertInto('mail')
      .values(rows.slice(from, from + 500))
      .execute();
}

const items: DigestItem[] = ['yellow', 'request', 'urge'].map((letter, n) => ({
  ...{ notice: `measure/${campaign}/m${n}#7#0`, block: 'todo', letter: letter as DigestItem['letter'] },
  subject: { no: `${n + 1}-1`, title: 'A measure with a title as long as such titles are', unit: 'Unit 1' },
  ...{ light: 'dueSoon', due: { day: '2024-09-30', days: 10, why: 'bench' }, facts: {}, rerouted: null },
}));

async function render(count: number, window: Instant): Promise<RenderedMail[]> {
  const settings = madeUpCampaign(campaign, 'stepped').settings;
  const { office, language } = settings;
  const about = { id: campaign, name: settings.name, office: office.name, replyTo: office.replyTo, rehearsal: true };
  const day = dayOf(window, settings.zone);
  const digestOf = (n: number): Digest => ({
    ...{ campaign: about, window, day, items, audience: 'unit', counts: null, link: null, language },
    person: { id: `p${n}`, name: `Person ${n}`, title: 'Liaison', email: `p${n}@bench.example.com` },
  });
  return Promise.all(Array.from({ length: count }, (_, n) => renderDigest(digestOf(n))));
}

/** @throws unless each mail came, each once, and no other. */
export function expectEachOnce(sent: string[], seen: Record<string, number>): void {
  const lost = sent.filter((id) => !seen[id]);
  const doubled = Object.keys(seen).filter((id) => seen[id]! > 1);
  const foreign = Object.keys(seen).filter((id) => !sent.includes(id));
  if (lost.length + doubled.length + foreign.length === 0) return;
  throw new Error(`void: ${lost.length} lost, ${doubled.length} doubled, ${foreign.length} nobody sent`);
}
