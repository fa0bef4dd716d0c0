import pLimit from 'p-limit';
import { type SetUp, startCampaign } from '../client/campaign.ts';
import type { Engine } from '../client/engine.ts';
import type { Lists } from '../domain/plan/lists.ts';
import type { EntityInput } from '../workflows/contract.ts';
import { madeUpCampaign, madeUpLists } from './made-up.ts';
import { inPairs, rounded, timed } from './pairs.ts';
import type { Settings } from './settings.ts';
import { type Crew, enter, type Ground } from './stage.ts';

/** As many starts under way at once as `client/campaign.ts` has. */
const parallel = 50;

/**
 * An import against a bare `workflow.start` loop, both until the first event of every entity is in the ledger.
 * The loop gets the same types, ids and inputs in the same order and starts as many at once; it gives them no search
 * attributes and no conflict policy, and the campaign it needs is set up before its clock runs, while the import sets
 * its own up.
 */
export async function startsVsBareLoop(ground: Ground, { starts }: Settings) {
  const crew = await enter(ground);
  const lists = madeUpLists(starts.findings, starts.measures);
  const entities = 2 + starts.findings + starts.measures;
  const imports = async (id: string) => {
    const setUp = madeUpCampaign(id, 'real');
    return timed(() => Promise.all([startCampaign(crew.engine, setUp, lists, null), crew.begun(id, entities)]));
  };
  const loops = async (id: string) => {
    const [campaign, ...others] = await inputsOf(madeUpCampaign(id, 'real'), lists);
    await bareStart(crew, campaign!);
    await crew.begun(id, 1);
    const slot = pLimit(parallel);
    const loop = () => Promise.all(others.map((input) => slot(() => bareStart(crew, input))));
    return timed(() => Promise.all([loop(), crew.begun(id, entities)]));
  };
  try {
    await imports('warm-up');
    const { ratio, ratios, a, b } = await inPairs(
      starts.pairs,
      (round) => imports(`import-${round}`),
      (round) => loops(`loop-${round}`),
    );
    const startsPerSecond = rounded(entities / (a.median / 1000));
    return { value: ratio, ratios, entities, importMs: a, bareLoopMs: b, startsPerSecond };
  } finally {
    await crew.leave();
  }
}

function bareStart({ client, queue }: Crew, input: EntityInput) {
  return client.workflow.start(input.kind, { workflowId: input.stream, taskQueue: queue, args: [input] });
}

/** What an import starts its workflows with, in its order: taken from the import itself, so the two cannot drift apart. */
async function inputsOf(setUp: SetUp, lists: Lists): Promise<EntityInput[]> {
  const inputs: EntityInput[] = [];
  const listening = {
    start: async (input) => {
      inputs.push({ ...input, position: null });
    },
    act: async () => ({ seq: 1, events: [] }),
  } satisfies Partial<Engine>;
  await startCampaign(listening as unknown as Engine, setUp, lists, null);
  return inputs;
}
