import pLimit from 'p-limit';
import { system } from '../domain/actor.ts';
import type { Instant } from '../domain/calendar/day.ts';
import type { CampaignCommand } from '../domain/campaign/commands.ts';
import type { FindingCommand } from '../domain/finding/commands.ts';
import type { MeasureCommand } from '../domain/measure/commands.ts';
import type { Lists } from '../domain/plan/lists.ts';
import { type EntityInput, type Kind, streamOf } from '../workflows/contract.ts';
import type { Engine } from './engine.ts';

export type SetUp = Omit<Extract<CampaignCommand, { type: 'setUp' }>, 'type' | 'directory'>;

/** Starts that are under way at once; more only queue in the server. */
const parallel = 50;

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
  const { id: campaign } = setUp.settings;
  const input = (kind: Kind, stream: string, command: { type: string }): Omit<EntityInput, 'position'> => ({
    kind,
    stream,
    campaign,
    clock: setUp.clock,
    first: { id: 'begin', actor: system, command, at },
  });
  const begin = { type: 'setUp', ...setUp, directory: lists.directory } satisfies CampaignCommand;
  await engine.start(input('campaign', streamOf.campaign(campaign), begin));
  // The others decide under the campaign's rules, so these must be in the record first.
  await engine.act(streamOf.campaign(campaign), { id: 'begin', actor: system, command: begin, at });
  await engine.start(input('postmaster', streamOf.postmaster(campaign), { type: 'open' }));

  const total = lists.findings.length + lists.measures.length;
  let started = 0;
  const slot = pLimit(parallel);
  const start = (kind: Kind, stream: string, command: { type: string }, finding: string) =>
    slot(async () => {
      await engine.start(input(kind, stream, command), { finding });
      progress(++started, total);
    });
  const measuresOf = new Map<string, string[]>();
  for (const { id, finding } of lists.measures) measuresOf.set(finding, [...(measuresOf.get(finding) ?? []), id]);
  await Promise.all([
    ...lists.findings.map((draft) => {
      const measures = measuresOf.get(draft.id) ?? [];
      const command = { type: 'draft', draft, campaign, measures } satisfies FindingCommand;
      return start('finding', streamOf.finding(campaign, draft.id), command, draft.id);
    }),
    ...lists.measures.map((draft) => {
      const command = { type: 'draft', draft, campaign } satisfies MeasureCommand;
      return start('measure', streamOf.measure(campaign, draft.id), command, draft.finding);
    }),
  ]);
}
