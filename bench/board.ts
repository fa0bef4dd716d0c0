import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { MockActivityEnvironment } from '@temporalio/testing';
import { createDelivery } from '../activities/deliver.ts';
import { createRuleBook } from '../activities/rules.ts';
import { apiDeps } from '../app/apiDeps.ts';
import { type Ledger, openLedger } from '../ledger/open.ts';
import { openAcceptedLog } from '../mail/acceptedLog.ts';
import { createSender } from '../mail/transport.ts';
import { beginSession } from '../web/access/session.ts';
import type { PageDeps } from '../web/deps.ts';
import { pages } from '../web/pages.tsx';
import { startChild } from './child.ts';
import { fillBoard, filled, multiplyBoard } from './fillBoard.ts';
import { rounded, sample, timed } from './pairs.ts';
import { expectEachOnce, render, stage } from './reminderFanout.ts';
import type { Settings } from './settings.ts';
import type { Seen } from './sink.ts';
import type { Ground } from './stage.ts';

const { campaign, now, address } = filled;

/** What a coordinator asks of his board; the first is the one whose ratio counts. */
const addresses = ['', '?page=2', '?light=overdue', '?sort=number', '?unit=u3', '?category=Category', '?q=Measure+77'];

/**
 * The board's page of a campaign of many measures against one of few, each in a ledger of its own on disk, asked by the
 * office in turns: `boardIdle` with nothing else going on, `boardFanout` while mails go out of the same ledger, both
 * through the p95 of the few at rest. `boardServer` is that p95 itself, in milliseconds from request to finished HTML.
 */
export async function board(ground: Ground, { board: { few, many, requests, mails } }: Settings) {
  const small = await open(ground, few, 1, mails);
  const large = await open(ground, few, many / few, mails);
  try {
    const first = { few: await small.ask(''), many: await large.ask('') };
    const times: Record<string, { few: number[]; many: number[] }> = {};
    for (const address of addresses) {
      const taken = { few: [] as number[], many: [] as number[] };
      const rounds = address === '' ? requests : Math.ceil(requests / 10);
      for (let round = 0; round < rounds; round++) {
        // A B, then B A: whatever drifts meets both alike.
        if (round % 2 === 0) taken.few.push(await small.ask(address));
        taken.many.push(await large.ask(address));
        if (round % 2 === 1) taken.few.push(await small.ask(address));
      }
      times[address] = taken;
    }
    const busy = await large.duringFanout(mails);
    const rest = p95(times['']!.few);
    const others = Object.fromEntries(
      Object.entries(times).map(([address, taken]) => [
        address,
        {
          fewMs: sample(taken.few).median,
          manyMs: sample(taken.many).median,
          p95: rounded(p95(taken.many) / p95(taken.few), 2),
        },
      ]),
    );
    return {
      boardIdle: {
        value: rounded(p95(times['']!.many) / rest, 3),
        few,
        many,
        addresses: others,
        first,
        ...spread(times['']!),
      },
      boardFanout: {
        value: rounded(p95(busy.times) / rest, 3),
        mails,
        requests: busy.times.length,
        manyMs: summary(busy.times),
      },
      boardServer: {
        value: rounded(rest),
        fewMs: summary(times['']!.few),
        recordMs: { few: small.recordMs, many: large.recordMs },
      },
    };
  } finally {
    await small.close();
    await large.close();
  }
}

function spread({ few, many }: { few: number[]; many: number[] }) {
  return { fewMs: summary(few), manyMs: summary(many) };
}

function summary(values: number[]) {
  return { median: sample(values).median, p95: rounded(p95(values)), most: rounded(Math.max(...values)) };
}

function p95(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.ceil(values.length * 0.95) - 1]!;
}

async function open(ground: Ground, measures: number, times: number, mails: number) {
  const folder = join(ground.folder, `board-${measures * times}`);
  const ledger = await openLedger({ folder });
  const recordMs = Math.round(await timed(() => fillBoard(ledger, measures, mails)));
  if (times > 1) await multiplyBoard(ledger, times);
  const who = { address, operator: false, rehearsed: false, coded: true };
  const cookie = `xiaohao=${await beginSession(ledger.db, who, now)}`;
  const app = pages(depsOf(ledger, folder));
  return {
    recordMs,
    /** Milliseconds until the whole page is there. */
    async ask(query: string): Promise<number> {
      return timed(async () => {
        const answer = await app.request(`/c/${campaign}${query}`, { headers: { Cookie: cookie } });
        const text = await answer.text();
        if (answer.status !== 200 || !text.endsWith('</html>')) throw new Error(`${query}: ${answer.status}`);
      });
    },
    async duringFanout(mails: number): Promise<{ times: number[] }> {
      const times: number[] = [];
      await fanout(ledger, ground.folder, mails, async (isOver) => {
        while (!isOver()) {
          // Asked without a socket: between two pages the mails' sockets and timers have their turn, as over the wire.
          await setImmediate();
          times.push(await this.ask(''));
        }
      });
      return { times };
    },
    close: () => ledger.close(),
  };
}

/** Sends so many mails at one window by the activity itself, and has something else done until they are out. */
async function fanout(ledger: Ledger, folder: string, mails: number, beside: (isOver: () => boolean) => Promise<void>) {
  const sink = startChild('sinkProcess');
  const sender = createSender({ url: await sink.ask<string>('url'), allowedHost: 'loopback' });
  const acceptedLog = openAcceptedLog(join(folder, 'board.accepted.log'));
  // By the campaign's own hour: no later window has overtaken this one.
  const begun = Date.now();
  const clock = () => now + (Date.now() - begun);
  try {
    const deliver = createDelivery({
      ...{ ledger, rules: createRuleBook(ledger), sender, localSender: sender, acceptedLog, now: clock },
    });
    const windowAt = now;
    const rendered = await render(mails, windowAt);
    await stage({ ledger } as never, campaign, rendered, windowAt);
    let over = false;
    const delivered = new MockActivityEnvironment().run(deliver, { campaign, windowAt, now: windowAt }).finally(() => {
      over = true;
    });
    await Promise.all([delivered, beside(() => over)]);
    const { ids } = await sink.ask<Seen>('take');
    expectEachOnce(
      rendered.map(({ messageId }) => messageId),
      ids,
    );
  } finally {
    sender.close();
    acceptedLog.close();
    await sink.end();
  }
}

function depsOf(ledger: Ledger, folder: string): PageDeps {
  let asked = 0;
  const log = { error: (facts: object) => process.stderr.write(`${JSON.stringify(facts)}\n`) };
  return {
    ...apiDeps(ledger, null, { token: 'bench', folder, base: 'http://bench', log }),
    now: () => now,
    inbox: null as never,
    site: {
      ...{
        base: 'http://bench',
        seal: Buffer.alloc(32, 7),
        admins: [],
        evidence: folder,
        setUps: null,
        rehearsals: null,
      },
      send: () => Promise.reject(new Error('not here')),
      // Another client each time: this is about the page, not about the limit of one who asks too often.
      clientOf: () => String(asked++),
    },
  };
}
