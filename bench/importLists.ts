import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { apiDeps } from '../app/apiDeps.ts';
import { readImport } from '../app/lists.ts';
import type { Api } from '../client/api.ts';
import { beginnings, type SetUp } from '../client/campaign.ts';
import { followImport } from '../client/followImport.ts';
import { createHttpApi } from '../client/http.ts';
import { listsWorkbook } from '../documents/out/lists.ts';
import { api } from '../web/api/api.ts';
import type { EntityInput } from '../workflows/contract.ts';
import { madeUpCampaign, madeUpLists } from './made-up.ts';
import { inPairs, median, rounded, sample, timed } from './pairs.ts';
import type { Settings } from './settings.ts';
import { type Crew, enter, type Ground } from './stage.ts';

/** As many starts under way at once as an import has. */
const parallel = 50;

/**
 * `import10k`: a workbook imported as `xiaohao import` does it, from the file to the last row's first event in the
 * ledger, against a bare `workflow.start` loop of the same workflows. `importSame`: the unchanged file again, against
 * its first time. Each import is made again right after it; the loop knows its inputs and its campaign beforehand.
 * 10,000 rows take so long that they are measured once, import before loop; `import1k`, in pairs, shows what of their
 * ratio is owed to a machine that was not idle.
 */
export async function importLists(ground: Ground, { lists, lists10k }: Settings) {
  const [small, large] = [await importsOf(ground, lists), await importsOf(ground, lists10k)];
  return { import10k: large.first, import1k: small.first, importSame: large.again };
}

async function importsOf(ground: Ground, { findings, measures, pairs }: Settings['lists']) {
  const crew = await enter(ground);
  const desk = deskOf(crew);
  const file = join(ground.folder, `lists-${measures}.xlsx`);
  const written = madeUpLists(findings, measures);
  const distinct = written.measures.map((one) => ({ ...one, text: `${one.title}: ${one.text}` }));
  await writeFile(file, await listsWorkbook({ ...written, measures: distinct }));
  const entities = 2 + findings + measures;
  const again: number[] = [];

  const imports = async (id: string) => {
    const setUp = madeUpCampaign(id, 'real');
    const first = await timed(() => importFile(desk, file, setUp));
    again.push(await timed(() => importFile(desk, file, setUp)));
    return first;
  };
  const loops = async (id: string) => {
    const setUp = madeUpCampaign(id, 'real');
    const { lists } = await readImport([file], contextOf(setUp), 'en');
    const [campaign, ...others] = beginnings(setUp, lists, null).map(({ input }) => ({ ...input, position: null }));
    await bareStart(crew, campaign!);
    await crew.begun(id, 1);
    const slot = pLimit(parallel);
    const loop = () => Promise.all(others.map((input) => slot(() => bareStart(crew, input))));
    return timed(() => Promise.all([loop(), crew.begun(id, entities)]));
  };
  try {
    const { ratio, ratios, a, b } = await inPairs(
      pairs,
      (round) => imports(`import-${measures}-${round}`),
      (round) => loops(`loop-${measures}-${round}`),
    );
    const startsPerSecond = rounded(entities / (a.median / 1000));
    const same = rounded(median(again) / a.median, 3);
    return {
      first: { value: ratio, ratios, entities, importMs: a, bareLoopMs: b, startsPerSecond },
      again: { value: same, againMs: sample(again), firstMs: a },
    };
  } finally {
    await crew.leave();
  }
}

/** @throws Error where something was left undone: then there is nothing to measure. */
async function importFile(desk: Api, file: string, { settings, policy }: SetUp): Promise<void> {
  const { lists, errors, rows } = await readImport([file], contextOf({ settings }), 'en');
  if (errors.length > 0 || rows.some(({ outcome }) => outcome !== 'create')) throw new Error('rows in error');
  const request = { setUp: { settings, policy }, lists, files: [file], questions: [], dryRun: false };
  const { id, plan } = await desk.import(settings.id, request);
  if (id === null) {
    if (plan.measures.some(({ outcome }) => outcome !== 'same')) throw new Error('nothing was done of what is new');
    return;
  }
  const { refused } = await followImport(desk, settings.id, id, () => undefined);
  if (refused.length > 0) throw new Error(`${refused.length} were refused`);
}

function contextOf({ settings }: Pick<SetUp, 'settings'>) {
  return { settings, allowedDomains: undefined };
}

/** The API as the service serves it, without the network between. */
function deskOf({ ledger, engine }: Crew): Api {
  const log = { error: (facts: object) => process.stderr.write(`${JSON.stringify(facts)}\n`) };
  const pages = api(apiDeps(ledger, engine, { token: 'bench', folder: '', base: 'http://bench', log }));
  const ask = (request: Request) => pages.request(request);
  return createHttpApi({ base: 'http://bench', token: 'bench', ask, unreachable: (cause) => cause as Error });
}

function bareStart({ client, queue }: Crew, input: EntityInput) {
  return client.workflow.start(input.kind, { workflowId: input.stream, taskQueue: queue, args: [input] });
}
