import { once } from 'node:events';
import { watch } from 'node:fs';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { instantAt } from '../../domain/calendar/zone.ts';
import { hash01 } from '../../domain/seed.ts';
import { type Ledger, openLedger } from '../../ledger/open.ts';
import { type Verified, verify } from '../../ledger/verify.ts';
import { type AuditLine, openInbox } from '../../mail/inbox/inbox.ts';
import { auditMails } from '../../rehearsal/audit.ts';
import type { Summary } from '../../rehearsal/summary.ts';
import { createDatabase } from '../support/postgres.ts';
import { type Compiled, compile } from './support/compiled.ts';
import type { PartOrder } from './support/part.child.ts';
import { type Child, killAll, run } from './support/process.ts';
import type { RehearsalOrder } from './support/rehearsal.child.ts';
import { ownTemporal } from './support/stage.ts';
import type { Story } from './support/story.ts';
import type { Point, Strike } from './support/strike.ts';

const isLong = process.env.FAULTS === 'long';
/** Where the kills fall; another one each run, and said, so that a failure can be had again. */
const faultsSeed = process.env.FAULTS_SEED || String(Date.now());
/** So many mails a sender has under way at a time (`activities/deliver.ts`, `mail/transport.ts`). */
const inFlight = 4;

const size = isLong ? { findings: 5, measuresEach: 4 } : { findings: 2, measuresEach: 2 };
const storyOf = (campaign: string, seed = '7'): Story => ({ campaign, seed, ...size });
const minutes = (count: number) => (isLong ? 5 : 1) * count * 60_000;

let compiled: Compiled;
const folders: string[] = [];
async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'xiaohao-faults-'));
  folders.push(folder);
  return folder;
}

type Ending = { summary: Summary; verified: Verified; ms: number };

function play(folder: string, story: Story, more: Partial<RehearsalOrder> = {}): Child {
  const order: RehearsalOrder = { config: { folder }, story, driver: false, inboxFolder: null, strike: null, ...more };
  return run(compiled.script('rehearsal'), order);
}

async function endingOf(child: Child): Promise<Ending> {
  const ending = (await child.said((line) => 'summary' in line)) as unknown as Ending;
  expect(await child.ended).toBe(0);
  return ending;
}

/** The year nobody disturbed, and where it lies. */
let calm: Ending;
let calmFolder: string;
beforeAll(async () => {
  compiled = await compile();
  calmFolder = await newFolder();
  calm = await endingOf(play(calmFolder, storyOf('calm')));
}, minutes(3));
afterAll(async () => {
  await killAll();
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
  await compiled?.remove();
});

test('an undisturbed year comes to its end with every mail in its place', () => {
  expect(calm.summary).toMatchObject({ duplicates: 0, lost: 0, maxDigestsPerPersonAndWindow: 1 });
  expect(calm.summary.closed).toBeGreaterThan(0);
  expect(calm.verified.broken).toBeNull();
});

test(
  'the same seed tells the same story in another campaign, another seed another one',
  async () => {
    const [same, other] = await Promise.all([
      endingOf(play(await newFolder(), storyOf('same'))),
      endingOf(play(await newFolder(), storyOf('other', '8'))),
    ]);
    expect(same.summary).toEqual(calm.summary);
    expect(same.verified).toEqual(calm.verified);
    expect(other.summary).not.toEqual(calm.summary);
  },
  minutes(4),
);

/** A kill from within at a point of the driver, or from outside: at a moment of a window, or when a mail has just come. */
type Kill = Strike | { window: number; ms: number } | { mails: number };

const driverPoints: Point[] = ['mark', 'tick', 'composed', 'delivered', 'plan', 'clock', 'act'];

/** Kills drawn by the seed: the first in the start, the others spread over the year. */
function killsOf(windows: number): Kill[] {
  const [points, moments] = isLong ? [14, 6] : [3, 1];
  const draw = (what: string, i: number) => hash01(faultsSeed, what, i);
  /** Half the steps on the way to the next kill, on average, so that they all fall before the end. */
  const far = (what: string, i: number) => 1 + Math.floor((draw(what, i) * windows) / (points + 2 * moments));
  const shuffled = driverPoints.map((point, i) => ({ point, rank: draw('rank', i) })).sort((a, b) => a.rank - b.rank);
  return [
    { point: 'start', count: 1 + Math.floor(draw('start', 0) * 4) },
    ...Array.from({ length: points }, (_, i) => {
      const { point } = shuffled[i % shuffled.length]!;
      const isRare = point === 'act' || point === 'tick' || point === 'mark';
      return { point, count: isRare ? 1 + Math.floor(far('count', i) / 3) : far('count', i) };
    }),
    ...Array.from({ length: moments }, (_, i) => ({ window: far('window', i), ms: Math.floor(draw('ms', i) * 250) })),
    ...Array.from({ length: moments }, (_, i) => ({ mails: far('mails', i) })),
  ];
}

/** Sees to it that this child dies, unless it comes to its end before. */
async function strike(child: Child, folder: string, kill: Kill): Promise<void> {
  if ('mails' in kill) await Promise.race([mailsComing(join(folder, 'inbox', 'new'), kill.mails), child.ended]);
  if ('window' in kill) {
    await Promise.race([nth(child, kill.window), child.ended]).catch(() => undefined);
    await new Promise((done) => setTimeout(done, kill.ms));
  }
  if (!('point' in kill)) child.process.kill('SIGKILL');
  await child.ended;
}

function mailsComing(folder: string, count: number): Promise<void> {
  return new Promise((done) => {
    const known = new Set<string>();
    const watcher = watch(folder, { persistent: false }, (_, name) => {
      if (known.add(String(name)).size < count) return;
      watcher.close();
      done();
    });
  });
}

/** Mails that a server took and the ledger has not noted: exactly these are sent again. */
async function untold(folder: string): Promise<number> {
  const ledger = await openLedger({ folder: join(folder, 'ledger') });
  try {
    expect((await verify(ledger)).broken).toBeNull();
    const open = await ledger.db.selectFrom('mail').select('id').where('state', '=', 'sending').execute();
    const ids = new Set(open.map(({ id }) => id));
    let count = 0;
    for await (const { messageId } of (await openInbox(join(folder, 'inbox'))).audit()) if (ids.has(messageId)) count++;
    return count;
  } finally {
    await ledger.close();
  }
}

test(
  'a rehearsal killed at any point and started again each time tells the story of the undisturbed one',
  async () => {
    const folder = await newFolder();
    const story = storyOf('killed');
    const windows = await windowsOf(calmFolder);
    console.log(`FAULTS_SEED=${faultsSeed}, ${windows} windows`);
    let kills = 0;
    let repeats = 0;
    let ending: Ending | null = null;
    for (const kill of killsOf(windows)) {
      const child = play(folder, story, { strike: 'point' in kill ? kill : null });
      const begun = Date.now();
      let resumed = 'not again';
      // It goes on at once; what was in the dead worker's hands is given out again after ten seconds.
      void nth(child, 1).then(
        () => {
          resumed = `after ${((Date.now() - begun) / 1000).toFixed(1)} s`;
        },
        () => undefined,
      );
      await strike(child, folder, kill);
      if ((await child.ended) === 0) {
        ending = await endingOf(child);
        break;
      }
      expect(await child.ended).toBe('SIGKILL');
      kills += 1;
      const more = await untold(folder);
      repeats += more;
      const day = child.lines.findLast((line) => line.step === 'play')?.day ?? 'the start';
      console.log(`went on ${resumed}, killed ${JSON.stringify(kill)} at ${day}, ${more} mails untold`);
    }
    ending ??= await endingOf(play(folder, story));
    console.log(`${kills} kills, ${ending.summary.duplicates} mails repeated`);
    const { duplicates, ...told } = ending.summary;
    const { duplicates: _, ...expected } = calm.summary;
    expect(told).toEqual(expected);
    expect(duplicates).toBe(repeats);
    expect(duplicates).toBeLessThanOrEqual(kills * inFlight);
    expect(ending.verified).toEqual(calm.verified);
  },
  minutes(8),
);

/** Its `count`th window. */
async function nth(child: Child, count: number): Promise<void> {
  let seen = 0;
  await child.said((line) => line.step === 'play' && ++seen > count);
}

async function windowsOf(folder: string): Promise<number> {
  const windows = new Set<number | null>();
  for await (const { window } of (await openInbox(join(folder, 'inbox'))).audit()) windows.add(window);
  return windows.size;
}

test(
  'two worker processes and a web process on PostgreSQL, a worker killed on the way, tell the story of the all-in-one',
  async () => {
    const temporal = await ownTemporal();
    const databaseUrl = await createDatabase({ url: process.env.TEST_POSTGRES_URL! });
    const env = {
      DATABASE_URL: databaseUrl,
      TEMPORAL_ADDRESS: temporal.address(),
      XIAOHAO_INBOX: `smtp://127.0.0.1:${await freePort()}`,
    };
    const part = async (only: PartOrder['only'], folder: string) => {
      const child = run(compiled.script('part'), { only } satisfies PartOrder, { ...env, XIAOHAO_DATA: folder });
      const { url } = await child.said((line) => line.ready === true);
      return { ...child, url: String(url) };
    };
    try {
      const webFolder = await newFolder();
      const web = await part('web', webFolder);
      const [victim] = [await part('worker', await newFolder()), await part('worker', await newFolder())];
      const order: RehearsalOrder = {
        config: { folder: await newFolder(), databaseUrl },
        ...{ story: storyOf('grown'), driver: true, inboxFolder: join(webFolder, 'inbox'), strike: null },
      };
      const driver = run(compiled.script('rehearsal'), order, env);
      await nth(driver, 10 + Math.floor(hash01(faultsSeed, 'victim') * 20));
      await victim.kill();
      const { summary, verified } = await endingOf(driver);
      const { duplicates, ...told } = summary;
      const { duplicates: _, ...expected } = calm.summary;
      expect(JSON.stringify(told)).toBe(JSON.stringify(expected));
      expect(duplicates).toBeLessThanOrEqual(inFlight);
      expect(verified).toEqual(calm.verified);

      const token = await readFile(join(webFolder, 'token'), 'utf8');
      const headers = { Authorization: `Bearer ${token.trim()}` };
      const answer = await fetch(`${web.url}/api/campaigns/grown/status`, { headers });
      expect(await answer.json()).toMatchObject({ figures: { measures: { closed: summary.closed } } });
    } finally {
      await killAll();
      await temporal.remove();
    }
  },
  minutes(5),
);

/** A port that nobody listens on. */
async function freePort(): Promise<number> {
  const probe = createServer();
  await once(probe.listen(0, '127.0.0.1'), 'listening');
  const { port } = probe.address() as AddressInfo;
  await new Promise((closed) => probe.close(closed));
  return port;
}

describe('what the audit of the mails sees in a year whose inbox was tampered with', () => {
  const until = instantAt('2025-03-28', '09:00', 'Asia/Shanghai');
  let ledger: Ledger;
  let lines: AuditLine[];
  beforeAll(async () => {
    ledger = await openLedger({ folder: join(calmFolder, 'ledger') });
    lines = [];
    for await (const line of (await openInbox(join(calmFolder, 'inbox'))).audit()) lines.push(line);
  });
  afterAll(() => ledger?.close());

  /** The inbox once more, with what somebody does to the file of one mail. */
  async function auditAfter(tamper: (file: string, rename: (name: string) => string) => Promise<void>) {
    const folder = await newFolder();
    await cp(join(calmFolder, 'inbox'), folder, { recursive: true });
    const file = lines[Math.floor(lines.length / 2)]!.file.replace(join(calmFolder, 'inbox'), folder);
    await tamper(file, (name) => join(file, '..', name));
    return auditMails(ledger.db, 'calm', until, (await openInbox(folder)).audit());
  }

  test('nothing where nothing was done', async () => {
    const { mails } = calm.summary;
    expect(await auditAfter(async () => undefined)).toEqual({
      ...{ mails, maxDigestsPerPersonAndWindow: 1, duplicates: 0, lost: 0 },
    });
  });

  test('a mail that is missing, whichever', async () => {
    for (const { file, notices } of [lines[0]!, lines[Math.floor(lines.length / 2)]!, lines.at(-1)!]) {
      const left = lines.filter((line) => line.file !== file);
      const audit = await auditMails(ledger.db, 'calm', until, listOf(left));
      expect(audit).toMatchObject({ mails: lines.length - 1, lost: new Set(notices).size, duplicates: 0 });
    }
    expect(await auditAfter((file) => rm(file))).toMatchObject({ mails: lines.length - 1, duplicates: 0 });
    expect((await auditAfter((file) => rm(file))).lost).toBeGreaterThan(0);
  });

  test('a mail that came twice', async () => {
    const audit = await auditAfter((file, rename) => cp(file, rename('900000000001-aaaaaaaaaaaa.eml')));
    expect(audit).toEqual({ mails: lines.length, maxDigestsPerPersonAndWindow: 1, duplicates: 1, lost: 0 });
  });

  test('a second mail to one person for one window', async () => {
    const audit = await auditAfter(async (file, rename) => {
      const mail = await readFile(file, 'utf8');
      const second = mail.replace(/^(Message-ID: <)[^@]*/im, '$1another');
      expect(second).not.toBe(mail);
      await writeFile(rename('900000000001-aaaaaaaaaaaa.eml'), second);
    });
    expect(audit).toEqual({ mails: lines.length + 1, maxDigestsPerPersonAndWindow: 2, duplicates: 0, lost: 0 });
  });
});

async function* listOf<T>(all: T[]): AsyncIterable<T> {
  yield* all;
}
