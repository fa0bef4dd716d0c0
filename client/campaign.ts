import { setTimeout as sleep } from 'node:timers/promises';
import pLimit from 'p-limit';
import { system } from '../domain/actor.ts';
import type { Instant } from '../domain/calendar/day.ts';
import type { CampaignCommand } from '../domain/campaign/commands.ts';
import { CodedError } from '../domain/errors.ts';
import type { FindingCommand } from '../domain/finding/commands.ts';
import type { MeasureCommand } from '../domain/measure/commands.ts';
import type { Lists, MeasureDraft } from '../domain/plan/lists.ts';
import { type EntityInput, type Kind, streamOf } from '../workflows/contract.ts';
import type { Engine } from './engine.ts';

export type SetUp = Omit<Extract<CampaignCommand, { type: 'setUp' }>, 'type' | 'directory'>;

/** Starts that are under way at once; more only queue in the server. */
const parallel = 50;

/** So many milliseconds a start may take to be recorded before it is asked what became of it. */
const patience = 2_000;

/** What each entity of a campaign begins with; `finding` is what it belongs to. */
export type Beginning = { input: Omit<EntityInput, 'position'>; finding?: string };

/**
 * The campaign first, whose rules all others decide under, then its postmaster, findings and measures: all drafts.
 * `running`: measures that run already and may be done for a new finding too.
 */
export function beginnings(
  setUp: SetUp,
  lists: Lists,
  at: Instant | null,
  running: MeasureDraft[] = [],
): [Beginning, ...Beginning[]] {
  const { id: campaign } = setUp.settings;
  const input = (kind: Kind, stream: string, command: { type: string }): Beginning['input'] => ({
    kind,
    stream,
    campaign,
    clock: setUp.clock,
    first: { id: 'begin', actor: system, command, at },
  });
  const begin = { type: 'setUp', ...setUp, directory: lists.directory } satisfies CampaignCommand;
  const unitOf = new Map(lists.findings.map(({ id, leadUnit }) => [id, leadUnit]));
  const measuresOf = new Map<string, string[]>();
  for (const { id, finding, alsoUnder = [] } of [...lists.measures, ...running])
    for (const under of [finding, ...alsoUnder]) measuresOf.set(under, [...(measuresOf.get(under) ?? []), id]);
  return [
    { input: input('campaign', streamOf.campaign(campaign), begin) },
    { input: input('postmaster', streamOf.postmaster(campaign), { type: 'open' }) },
    ...lists.findings.map((draft): Beginning => {
      const measures = measuresOf.get(draft.id) ?? [];
      const command = { type: 'draft', draft, campaign, measures } satisfies FindingCommand;
      return { input: input('finding', streamOf.finding(campaign, draft.id), command), finding: draft.id };
    }),
    ...lists.measures.map((said): Beginning => {
      const findingUnit = unitOf.get(said.finding);
      const draft = findingUnit === undefined ? said : { ...said, findingUnit };
      const command = { type: 'draft', draft, campaign } satisfies MeasureCommand;
      return { input: input('measure', streamOf.measure(campaign, draft.id), command), finding: draft.finding };
    }),
  ];
}

/**
 * Starts a campaign's workflows: the campaign, its postmaster, one per finding, one per measure, all of them drafts.
 * Starting what runs already is nothing, so a start that was cut off is simply made again.
 * `at`: the stepped clock's beginning, null for real time.
 */
export async function startCampaign(
  engine: Engine,
  setUp: SetUp,
  lists: Lists,
  at: Instant | null,
  progress: (started: number, total: number) => void = () => undefined,
): Promise<void> {
  const [campaign, postmaster, ...items] = beginnings(setUp, lists, at);
  await engine.start(campaign.input);
  // The others decide under the campaign's rules, so these must be in the record first.
  await engine.act(campaign.input.stream, campaign.input.first!);
  await engine.start(postmaster!.input);

  let started = 0;
  const slot = pLimit(parallel);
  await Promise.all(
    items.map(({ input, finding }) =>
      slot(async () => {
        await engine.start(input, finding === undefined ? {} : { finding });
        progress(++started, items.length);
      }),
    ),
  );
}

/**
 * Waits until everything that was started is in the record. Starting is quick, recording takes its time; what is still
 * missing after a while is asked for its answer, because a draft that was refused is never recorded.
 * @throws CodedError with the refusal's code
 */
export async function everyoneBegan(
  engine: Engine,
  all: Beginning[],
  recorded: () => Promise<Set<string>>,
): Promise<void> {
  for (let wait = 20, waited = 0; ; waited += wait, wait = Math.min(wait * 2, 500)) {
    const there = await recorded();
    const missing = all.filter(({ input }) => !there.has(input.stream));
    if (missing.length === 0) return;
    if (waited > patience) await Promise.all(missing.slice(0, parallel).map(({ input }) => begun(engine, input)));
    await sleep(wait);
  }
}

async function begun(engine: Engine, { stream, first }: Beginning['input']): Promise<void> {
  const answer = await engine.act(stream, first!);
  if ('refusal' in answer) throw new CodedError(answer.refusal.code, answer.refusal.facts);
}
