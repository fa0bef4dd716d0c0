import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { apiDeps } from '../../app/apiDeps.ts';
import type { Api, ImportAnswer } from '../../client/api.ts';
import type { Engine } from '../../client/engine.ts';
import { followImport } from '../../client/followImport.ts';
import { createHttpApi } from '../../client/http.ts';
import { CodedError } from '../../domain/errors.ts';
import { draftOfMeasure } from '../../domain/import/fields.ts';
import type { MeasureState } from '../../domain/measure/state.ts';
import type { Lists } from '../../domain/plan/lists.ts';
import { countBegun } from '../../ledger/queries/imported.ts';
import { api } from '../../web/api/api.ts';
import { streamOf } from '../../workflows/contract.ts';
import { type Compiled, compile } from './support/compiled.ts';
import { killAll } from './support/process.ts';
import { type OwnTemporal, ownTemporal, type Stage, setStage } from './support/stage.ts';
import { storyOf } from './support/story.ts';

// An import whose worker is gone is given to another after twenty seconds without a sign of life.
vi.setConfig({ testTimeout: 240_000 });

let compiled: Compiled;
let temporal: OwnTemporal;
let stage: Stage;
beforeAll(async () => {
  [compiled, temporal] = await Promise.all([compile(), ownTemporal()]);
});
beforeEach(async () => {
  stage = await setStage(compiled);
});
afterEach(async () => {
  await killAll();
  await stage?.stop();
});
afterAll(async () => {
  await temporal?.remove();
  await compiled?.remove();
});

const story = storyOf({ campaign: 'x', seed: '7', findings: 8, measuresEach: 15 });
const far = { text: '2040-09-28', day: '2040-09-28', why: 'test' };
const first: Lists = {
  ...story.lists,
  measures: story.lists.measures.map((one) => ({
    ...one,
    kind: 'dated',
    effectDue: null,
    doneDue: far,
    milestones: [],
  })),
};
/** A month later: every other measure has another date, and each finding one measure more. */
const second: Lists = {
  ...first,
  measures: [
    ...first.measures.map((one, i) => (i % 2 === 0 ? { ...one, doneDue: { ...far, day: '2040-11-30' } } : one)),
    ...first.findings.map(({ id }) => {
      const like = first.measures.find((one) => one.finding === id)!;
      return { ...like, id: `${id}-new`, no: 'new', text: `${like.text} (new)` };
    }),
  ],
};
const office = story.lists.directory.persons.find(({ roles }) => roles.includes('office'))!.id;

const desk = (engine: Engine): Api => {
  const deps = apiDeps(stage.ledger, engine, {
    ...{ token: 't', folder: '', base: '' },
    log: { error: (facts) => console.error(facts) },
  });
  const pages = api(deps);
  const ask = (request: Request) => pages.request(request);
  return createHttpApi({ base: 'http://here', token: 't', ask, unreachable: (cause) => cause as Error });
};
const requestOf = (campaign: string, lists: Lists) => ({
  setUp: { ...story.setUp, settings: { ...story.setUp.settings, id: campaign } },
  ...{ lists, files: [], questions: [], dryRun: false, as: office },
});
const ask = (by: Api, campaign: string, lists: Lists): Promise<ImportAnswer> =>
  by.import(campaign, requestOf(campaign, lists));
const ended = (by: Api, campaign: string, { id }: ImportAnswer) =>
  followImport(by, campaign, id!, () => undefined, 120_000);

/** What the record holds of a campaign: how each measure stands, and by which events it came to that. */
async function outcomeOf(campaign: string) {
  const rows = await stage.ledger.db
    .selectFrom('stream')
    .select(['id', 'state'])
    .where('campaign', '=', campaign)
    .where('kind', '=', 'measure')
    .orderBy('id')
    .execute();
  const found: Record<string, unknown> = {};
  for (const { id, state } of rows)
    found[id.split('/')[2]!] = { ...draftOfMeasure(state as MeasureState), events: await stage.events(id) };
  return found;
}

/** Both lists one after the other; `struck` is given the chance to do harm while an import runs. */
async function importBoth(campaign: string, by: Api, struck: (recorded: number) => Promise<void>) {
  const one = await ask(by, campaign, first);
  await struck(30);
  await ended(by, campaign, one);
  const two = await ask(by, campaign, second);
  await struck(first.measures.length + first.findings.length + 3);
  await ended(by, campaign, two);
  return outcomeOf(campaign);
}

async function recorded(campaign: string, count: number): Promise<void> {
  while ((await countBegun(stage.ledger.db, campaign)) < count) await new Promise((done) => setTimeout(done, 10));
}

describe('an import', () => {
  test('whose worker is killed twice ends as one that ran through', async () => {
    const engine = await stage.engine(temporal.address());
    const by = desk(engine);
    let worker = await stage.worker(temporal.address());
    const whole = await importBoth('whole', by, async () => undefined);
    expect(Object.keys(whole)).toHaveLength(first.measures.length + first.findings.length);

    const killed = await importBoth('killed', by, async (count) => {
      await recorded('killed', count);
      await worker.kill();
      const underWay = stage.ledger.db.selectFrom('import').select('id').where('phase', 'in', ['waiting', 'running']);
      expect(await underWay.execute()).toHaveLength(1);
      worker = await stage.worker(temporal.address());
    });
    expect(killed).toEqual(whole);
    expect(Object.values(whole)).toContainEqual(expect.objectContaining({ events: ['Drafted', 'Adjusted'] }));
    expect((await ask(by, 'killed', second)).id).toBeNull();
  });

  test('whose caller and worker are killed with -9, as soon as it is noted and half-way, ends as one that ran through', async () => {
    const by = desk(await stage.engine(temporal.address()));
    const noted = async () => {
      while (
        !(await stage.ledger.db.selectFrom('import').select('id').where('campaign', '=', 'left').executeTakeFirst())
      )
        await new Promise((done) => setTimeout(done, 2));
    };
    let worker = await stage.worker(temporal.address());
    const whole = await importBoth('through', by, async () => undefined);
    const begun = first.measures.length + first.findings.length;
    for (const [lists, moments] of [
      [first, [noted, () => recorded('left', 30)]],
      [second, [() => recorded('left', begun + 3)]],
    ] as const) {
      for (const moment of moments) {
        const caller = await stage.importer(temporal.address(), 'left');
        caller.tell(requestOf('left', lists));
        await moment();
        await Promise.all([caller.kill(), worker.kill()]);
        expect(caller.lines).not.toContainEqual(expect.objectContaining({ ended: true }));
        worker = await stage.worker(temporal.address());
      }
      const again = await stage.importer(temporal.address(), 'left');
      again.tell(requestOf('left', lists));
      await again.said((line) => line.ended === true);
    }
    expect(await outcomeOf('left')).toEqual(whole);
  });

  test('that two ask for at once is made once, and what its process did not come to is taken up by the next', async () => {
    const [one, two] = [await stage.engine(temporal.address()), await stage.engine(temporal.address())];
    const died: Engine = {
      ...one,
      startImport: async () => {
        throw new CodedError('temporal-unreachable', { address: '', namespace: '', why: 'killed' });
      },
    };
    await expect(ask(desk(died), 'both', first)).rejects.toMatchObject({ code: 'temporal-unreachable' });
    await stage.worker(temporal.address());
    await stage.worker(temporal.address());
    const answers = await Promise.all([ask(desk(one), 'both', first), ask(desk(two), 'both', first)]);
    expect(answers[0]!.id).toBe(answers[1]!.id);
    const results = await Promise.all([ended(desk(one), 'both', answers[0]!), ended(desk(two), 'both', answers[1]!)]);
    expect(results[0]).toEqual(results[1]);
    const found = Object.values(await outcomeOf('both')) as { events: string[] }[];
    expect(found).toHaveLength(first.measures.length);
    expect(found.filter(({ events }) => events.join() !== 'Drafted')).toEqual([]);
    const { state } = await desk(one).stream(streamOf.finding('both', first.findings[0]!.id));
    expect(Object.keys((state as { measures: object }).measures)).toHaveLength(15);
  });
});
