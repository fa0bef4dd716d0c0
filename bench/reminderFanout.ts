import { sql } from 'kysely';
import { createTransport } from 'nodemailer';
import { startCampaign } from '../client/campaign.ts';
import type { Instant } from '../domain/calendar/day.ts';
import { dayOf, instantAt } from '../domain/calendar/zone.ts';
import type { Digest, DigestItem } from '../domain/digest/digest.ts';
import type { Person } from '../domain/plan/directory.ts';
import { recordDeliveries } from '../ledger/deliveryRecord.ts';
import { type RenderedMail, renderDigest } from '../mail/render/digest.ts';
import { streamOf } from '../workflows/contract.ts';
import { startChild } from './child.ts';
import { madeUpCampaign, madeUpLists } from './made-up.ts';
import { inPairs, median, rounded, sample } from './pairs.ts';
import type { Settings } from './settings.ts';
import type { Seen } from './sink.ts';
import { type Crew, enter, type Ground } from './stage.ts';

/** As many connections as `mail/transport.ts` opens. */
const connections = 3;
const campaign = 'fanout';

/** A campaign whose receivers stand in its directory, a sink, and ways to send one window to them. */
async function openFanout(ground: Ground, mails: number, record?: typeof recordDeliveries) {
  const sink = startChild('sinkProcess');
  const url = await sink.ask<string>('url');
  const options = { smtpUrl: url, ...(record ? { record } : {}) };
  let crew = await enter(ground, options);
  const lists = madeUpLists(0, 0);
  lists.directory.persons = [...lists.directory.persons, ...receivers(mails)];
  const begin = instantAt('2024-08-05', '10:00', 'Asia/Shanghai');
  await startCampaign(crew.engine, madeUpCampaign(campaign, 'stepped'), lists, begin);
  await crew.begun(campaign, 2);
  const seen = async (sent: RenderedMail[]) => {
    const { ids, lastAt } = await sink.ask<Seen>('take');
    expectEachOnce(
      sent.map(({ messageId }) => messageId),
      ids,
    );
    return lastAt;
  };
  return {
    url,
    seen,
    /** Milliseconds from the window to the last mail accepted. */
    async byEngine(cpu: number[] = []): Promise<number> {
      const windowAt = await nextWindow(crew);
      const rendered = await render(mails, windowAt);
      await stage(crew, campaign, rendered, windowAt);
      const begun = Date.now();
      cpu.push(await cpuOf(() => crew.engine.tick(streamOf.postmaster(campaign), windowAt)));
      return (await seen(rendered)) - begun;
    },
    /** All that runs goes and comes again, on the same ledger. */
    async restart(): Promise<void> {
      const { queue } = crew;
      await crew.leave();
      crew = await enter(ground, { ...options, queue });
    },
    async close(): Promise<void> {
      await crew.leave();
      await sink.end();
    },
  };
}

/**
 * So many mails due at one window, from the window to the last one accepted: by the postmaster's workflow, its `deliver`
 * activity and the outbox on disk, against a nodemailer pool that is handed the same finished mails, with as many
 * connections to the same sink. The pool keeps no record; ours marks every mail before and after.
 * @throws when a mail was lost or came twice: then nothing was measured.
 */
async function fanout(ground: Ground, { mails, pairs }: Settings['fanout']) {
  const open = await openFanout(ground, mails);
  const pool = createTransport({ url: open.url, pool: true, maxConnections: connections, maxRequeues: 0 });
  const engineCpu: number[] = [];
  const poolCpu: number[] = [];
  const byPool = async () => {
    const rendered = await render(mails, Date.UTC(2024, 8, 20, 1));
    const begun = Date.now();
    const loop = () => Promise.all(rendered.map(({ from, to, raw }) => pool.sendMail({ envelope: { from, to }, raw })));
    poolCpu.push(await cpuOf(loop));
    return (await open.seen(rendered)) - begun;
  };
  try {
    await open.byEngine();
    await byPool();
    const { ratio, ratios, a, b } = await inPairs(pairs, () => open.byEngine(engineCpu), byPool);
    const mailsPerSecond = rounded(mails / (a.median / 1000));
    // Of the warm-up round no figure is kept.
    const cpu = { engineCpuMs: sample(engineCpu), poolCpuMs: sample(poolCpu.slice(1)) };
    return { value: ratio, ratios, mails, connections, engineMs: a, poolMs: b, ...cpu, mailsPerSecond };
  } finally {
    pool.close();
    await open.close();
  }
}

/** A thousand mails at one window. */
export function reminderFanout(ground: Ground, settings: Settings) {
  return fanout(ground, settings.fanout);
}

/** Ten thousand. */
export function fanout10k(ground: Ground, settings: Settings) {
  return fanout(ground, settings.fanout10k);
}

/** The same window with the chained record of deliveries and with bare marks in the outbox. */
export async function ledgerGuard(ground: Ground, { fanout10k: { mails, pairs } }: Settings) {
  let record = recordDeliveries;
  const open = await openFanout(ground, mails, (...args) => record(...args));
  const by = (one: typeof recordDeliveries, cpu: number[]) => () => {
    record = one;
    return open.byEngine(cpu);
  };
  const [cpuWith, cpuWithout]: [number[], number[]] = [[], []];
  try {
    await by(recordDeliveries, [])();
    const { ratio, ratios, a, b } = await inPairs(pairs, by(recordDeliveries, cpuWith), by(markOnly, cpuWithout));
    const cpu = { cpuRatio: rounded(median(cpuWith) / median(cpuWithout), 3), cpuWithMs: sample(cpuWith) };
    return { value: ratio, ratios, mails, withRecordMs: a, withoutMs: b, ...cpu, cpuWithoutMs: sample(cpuWithout) };
  } finally {
    await open.close();
  }
}

/** The first window after everything was restarted, and one in the middle of a day's work. */
export async function coldWarm(ground: Ground, { fanout10k: { mails, pairs } }: Settings) {
  const open = await openFanout(ground, mails);
  const cold = async () => {
    await open.restart();
    return open.byEngine();
  };
  try {
    await open.byEngine();
    const { ratio, ratios, a, b } = await inPairs(pairs, cold, () => open.byEngine());
    return { value: ratio, ratios, mails, coldMs: a, warmMs: b };
  } finally {
    await open.close();
  }
}

/** What an outbox without a record would do. */
const markOnly: typeof recordDeliveries = async (db, _campaign, _entries, marks = []) => {
  await sql`
    update mail
    set state = r.state, response = r.response, next_try = r.next_try, accepted_at = r.accepted_at, copies = r.copies
    from json_to_recordset(${JSON.stringify(marks)}::json)
      as r(id text, state text, response text, next_try int8, accepted_at int8, copies int)
    where mail.id = r.id and mail.id in (${sql.join(marks.map(({ id }) => id))})
  `.execute(db);
};

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
export async function stage(
  { ledger }: Crew,
  campaign: string,
  mails: RenderedMail[],
  window_at: Instant,
): Promise<void> {
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

const emailOf = (n: number) => `p${n}@bench.example.com`;

export const receivers = (count: number): Person[] =>
  Array.from({ length: count }, (_, n) => ({
    ...{ id: `p${n}`, name: `Person ${n}`, unit: null, roles: [], deputy: null, leave: [], email: emailOf(n) },
  }));

/**
 * So many mails of a window. They are rendered once, which takes longer than sending them; for every further window they get
 * Message-IDs of their own, as long as the first ones, so that the bytes are as many.
 */
export async function render(count: number, window: Instant): Promise<RenderedMail[]> {
  const drafts = rendered.get(count) ?? renderAnew(count, window);
  rendered.set(count, drafts);
  const mark = String(windows++).padStart(10, '0');
  return (await drafts).map((draft) => {
    const messageId = `<${mark}${draft.messageId.slice(1 + mark.length)}`;
    const raw = Buffer.from(draft.raw);
    raw.write(messageId, raw.indexOf(draft.messageId), 'latin1');
    return { ...draft, messageId, raw };
  });
}

const rendered = new Map<number, Promise<RenderedMail[]>>();
let windows = 0;

async function renderAnew(count: number, window: Instant): Promise<RenderedMail[]> {
  const settings = madeUpCampaign(campaign, 'stepped').settings;
  const { office, language } = settings;
  const about = { id: campaign, name: settings.name, office: office.name, replyTo: office.replyTo, rehearsal: true };
  const day = dayOf(window, settings.zone);
  const digestOf = (n: number): Digest => ({
    ...{ campaign: about, window, day, items, audience: 'unit', counts: null, link: null, language },
    person: { id: `p${n}`, name: `Person ${n}`, title: 'Liaison', email: emailOf(n) },
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
