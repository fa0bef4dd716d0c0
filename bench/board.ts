import { join } from 'node:path';
import { MockActivityEnvironment } from '@temporalio/testing';
import { createDelivery } from '../activities/deliver.ts';
import { type DomainEvent, toStored } from '../activities/event.ts';
import { findingKind, measureKind, type Rulebook } from '../activities/kinds.ts';
import { createRecorder } from '../activities/record.ts';
import { contextAt, createRuleBook } from '../activities/rules.ts';
import { apiDeps } from '../app/apiDeps.ts';
import { type Actor, system } from '../domain/actor.ts';
import { addDays, type Instant } from '../domain/calendar/day.ts';
import { instantAt } from '../domain/calendar/zone.ts';
import type { Context } from '../domain/context.ts';
import type { Lists, MeasureDraft } from '../domain/plan/lists.ts';
import type { AppendRequest } from '../ledger/append.ts';
import { type Ledger, openLedger } from '../ledger/open.ts';
import { openAcceptedLog } from '../mail/acceptedLog.ts';
import { createSender } from '../mail/transport.ts';
import { beginSession } from '../web/access/session.ts';
import type { PageDeps } from '../web/deps.ts';
import { pages } from '../web/pages.tsx';
import { streamOf } from '../workflows/contract.ts';
import { startChild } from './child.ts';
import { cast, madeUpCampaign, madeUpLists } from './made-up.ts';
import { rounded, sample, timed } from './pairs.ts';
import { expectEachOnce, receivers, render, stage } from './reminderFanout.ts';
import type { Settings } from './settings.ts';
import type { Seen } from './sink.ts';
import type { Ground } from './stage.ts';

const campaign = 'board';
const zone = 'Asia/Shanghai';
const issued = instantAt('2024-08-05', '10:00', zone);
const acted = instantAt('2024-09-02', '10:00', zone);
const now = instantAt('2024-11-04', '09:30', zone);

/** What a coordinator asks of his board; the first is the one whose ratio counts. */
const addresses = ['', '?page=2', '?light=overdue', '?sort=number', '?unit=u3', '?category=Category', '?q=Measure+77'];

/**
 * The board's page of a campaign of many measures against one of few, each in a ledger of its own on disk, asked by the
 * office in turns: `boardIdle` with nothing else going on, `boardFanout` while mails go out of the same ledger, both
 * through the p95 of the few at rest. `boardServer` is that p95 itself, in milliseconds from request to finished HTML.
 */
export async function board(ground: Ground, { board: { few, many, requests, mails } }: Settings) {
  const small = await open(ground, few);
  const large = await open(ground, many);
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

async function open(ground: Ground, measures: number) {
  const folder = join(ground.folder, `board-${measures}`);
  const ledger = await openLedger({ folder });
  const recordMs = Math.round(await timed(() => fill(ledger, measures)));
  const address = `${cast.office.person}@bench.example.com`;
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
        while (!isOver()) times.push(await this.ask(''));
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
  try {
    const deliver = createDelivery({
      ...{ ledger, rules: createRuleBook(ledger), sender, localSender: sender, acceptedLog, now: () => now },
    });
    const rendered = await render(mails, now);
    await stage({ ledger } as never, campaign, rendered, now);
    let over = false;
    const delivered = new MockActivityEnvironment().run(deliver, { campaign, windowAt: now, now }).finally(() => {
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

/** The lists of a campaign under way: due on every day of two years, with milestones; one in a hundred handed in. */
function listsOf(measures: number, mails: number): Lists {
  const lists = madeUpLists(Math.ceil(measures * 0.35), measures);
  lists.directory.persons = [...lists.directory.persons, ...receivers(mails)];
  const drafts = lists.measures.map((draft, n): MeasureDraft => {
    const day = addDays('2024-09-01', (n * 7) % 730);
    const milestones = n % 3 === 0 ? [{ day: addDays('2024-09-01', (n * 11) % 365), text: 'Half of it' }] : [];
    return { ...draft, milestones, doneDue: { text: day, day, why: 'bench' } };
  });
  return { ...lists, measures: drafts };
}

/** Records the campaign by its own rules, without the engine that would wait for it: each stream in one append. */
async function fill(ledger: Ledger, count: number): Promise<void> {
  const { settings, policy } = madeUpCampaign(campaign, 'real');
  const { directory, findings, measures } = listsOf(count, 1_000);
  const rules = createRuleBook(ledger);
  const record = createRecorder({ ledger, rules, wake: () => undefined });
  const stream = streamOf.campaign(campaign);
  const commands = [
    { type: 'setUp', settings, clock: 'real', policy, directory },
    { type: 'issue', document: 'No. 1', approvers: ['committee'] },
    { type: 'release' },
  ];
  let seq = 0;
  for (const command of commands) {
    const envelopes = [{ id: command.type, actor: system, command, at: issued }] as never;
    const { events } = await record({
      ...{ kind: 'campaign', stream, campaign, expectedSeq: seq, now: issued, done: null, envelopes },
    });
    seq += events.length;
  }
  const { state } = await rules.of(campaign);
  const under = new Map(findings.map(({ id }) => [id, [] as string[]]));
  for (const { id, finding } of measures) under.get(finding)!.push(id);
  const issue = { type: 'issue', document: 'No. 1', approvers: ['committee'] };
  const all: AppendRequest[] = [
    ...findings.map((draft) =>
      begun(findingKind, 'finding', draft.id, [
        [{ type: 'draft', draft, campaign, measures: under.get(draft.id)! }, system, issued],
        [issue, system, issued],
      ]),
    ),
    ...measures.map((draft, n) =>
      begun(measureKind, 'measure', draft.id, [
        [{ type: 'draft', draft, campaign }, system, issued],
        [issue, system, issued],
        ...(n % 100 === 0 ? ([[submit, liaisonOf(draft), acted]] as Step[]) : []),
      ]),
    ),
  ];
  for (let from = 0; from < all.length; from += 1_000)
    await Promise.all(all.slice(from, from + 1_000).map((request) => ledger.append(request)));

  function begun<S extends object>(
    kind: Rulebook<S>,
    name: 'finding' | 'measure',
    id: string,
    steps: Step[],
  ): AppendRequest {
    return {
      ...{ stream: streamOf[name](campaign, id), campaign, kind: name, expectedSeq: 0, commandIds: [] },
      decide: () => {
        let at: S | null = null;
        const events = steps.flatMap(([command, actor, when]) => {
          const decided = kind.decide(at, command, actor, contextAt(state, when));
          if (!Array.isArray(decided)) throw new Error(`${id} ${command.type}: ${JSON.stringify(decided)}`);
          return decided.map((event: DomainEvent) => {
            at = kind.evolve(at, event);
            return toStored(event, actor);
          });
        });
        const context: Context = contextAt(state, steps.at(-1)![2]);
        const projection = kind.projection(at!, context);
        return {
          events,
          state: at!,
          nextAt: kind.wakeAt(at!, context),
          answers: {},
          messages: [],
          notices: [],
          projection,
        };
      },
    };
  }
}

type Step = [command: { type: string } & Record<string, unknown>, actor: Actor, at: Instant];
const submit = { type: 'submit', evidence: ['a.pdf'] };
const liaisonOf = ({ leadUnit }: MeasureDraft): Actor => ({
  ...{ person: `liaison${leadUnit.slice(1)}`, units: [leadUnit], roles: ['liaison'] },
});
