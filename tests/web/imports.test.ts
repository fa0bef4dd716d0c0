import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createBounceDesk } from '../../activities/bounce.ts';
import { contextAt } from '../../activities/rules.ts';
import type { AskedQuestion, ImportAnswer, ImportView } from '../../client/api.ts';
import type { Engine } from '../../client/engine.ts';
import { followImport } from '../../client/followImport.ts';
import { createHttpApi } from '../../client/http.ts';
import type { ImportResult } from '../../client/import.ts';
import type { FindingState } from '../../domain/finding/state.ts';
import type { MeasureState } from '../../domain/measure/state.ts';
import type { Lists, MeasureDraft } from '../../domain/plan/lists.ts';
import { standard } from '../../domain/plan/presets.ts';
import { measuresOf } from '../../ledger/queries/findingPage.ts';
import { verify } from '../../ledger/verify.ts';
import { api } from '../../web/api/api.ts';
import type { ApiDeps } from '../../web/api/deps.ts';
import { directory, due, findingDraft, jyj, measureDraft, people, zjj } from '../support/domain.ts';
import { startTestEngine, type TestEngine } from '../support/engine.ts';

let stage: TestEngine;
let campaign: string;
/** How often Temporal was asked for anything. */
let calls: string[] = [];
beforeAll(async () => {
  stage = await startTestEngine();
  campaign = stage.campaign();
});
afterAll(() => stage.stop());

const counted = (engine: Engine): Engine =>
  Object.fromEntries(
    Object.entries(engine).map(([name, call]) => [
      name,
      (...args: unknown[]) => {
        calls.push(name);
        return (call as (...args: unknown[]) => unknown)(...args);
      },
    ]),
  ) as Engine;

const deps = (engine: Engine = stage.engine): ApiDeps => ({
  ...{
    ledger: stage.ledger,
    engine: counted(engine),
    contextAt,
    token: 'token',
    folder: 'data',
    base: 'http://here',
    now: Date.now,
    takeBounce: createBounceDesk(stage.ledger, Date.now),
  },
  verify: (id) => verify(stage.ledger, id),
  log: { error: (facts) => console.error(facts) },
});
const http = (engine?: Engine) => {
  const pages = api(deps(engine));
  return createHttpApi({
    ...{ base: 'http://here', token: 'token', unreachable: (cause) => cause as Error },
    ask: (request) => pages.request(request),
  });
};

const settings = () => ({
  ...{ id: campaign, name: '青禾区整改', feedbackOn: '2024-03-28', concentratedMonths: 3, zone: 'Asia/Shanghai' },
  ...{ language: 'zh-CN' as const, office: { name: '整改办', replyTo: 'office@example.test' } },
});
const far = due('2040-09-28');
const draft = (changes: Partial<MeasureDraft> = {}) => measureDraft({ doneDue: far, ...changes });
const base = (): Lists => ({
  directory,
  findings: [findingDraft({ leaders: [people.leader.id] })],
  measures: [draft(), draft({ id: 'm2', no: '1-2' })],
});
type Said = { lists?: Lists; as?: string; approver?: string; dryRun?: boolean; questions?: AskedQuestion[] };
const ask = (said: Said = {}): Promise<ImportAnswer> =>
  http().import(campaign, {
    setUp: { settings: settings(), policy: standard },
    ...{ lists: base(), files: ['a.xlsx'], questions: [], dryRun: false },
    ...said,
  });
async function carriedOut(
  said: Said = {},
): Promise<{ answer: ImportAnswer; result: ImportResult; views: ImportView[] }> {
  const answer = await ask(said);
  const views: ImportView[] = [];
  const result = await followImport(http(), campaign, answer.id!, (view) => views.push(view));
  return { answer, result, views };
}
const outcomes = ({ plan }: ImportAnswer) => plan.measures.map(({ id, outcome }) => [id, outcome]);
const measure = async (id: string) => (await http().stream(`measure/${campaign}/${id}`)).state as MeasureState;
const as = people.coordinator.id;

describe('an import', () => {
  test('that is only tried starts nothing', async () => {
    const answer = await ask({ dryRun: true });
    expect(answer).toMatchObject({ id: null, plan: { gone: [], findings: [{ id: 'f1', outcome: 'create' }] } });
    expect(outcomes(answer)).toEqual([
      ['m1', 'create'],
      ['m2', 'create'],
    ]);
    await expect(http().status(campaign)).rejects.toMatchObject({ code: 'unknown-id' });
  });

  test('sets the campaign up and drafts its lists, and tells how far it is', async () => {
    const { result, views } = await carriedOut();
    expect(result).toEqual({
      started: { findings: 1, measures: 2 },
      changed: { findings: 0, measures: 0 },
      refused: [],
    });
    expect(views.at(-1)).toMatchObject({ phase: 'done', done: 3, total: 3 });
  });

  test('made again does nothing, and asks Temporal nothing', async () => {
    calls = [];
    const answer = await ask();
    expect(answer.id).toBeNull();
    expect(outcomes(answer)).toEqual([
      ['m1', 'same'],
      ['m2', 'same'],
    ]);
    expect(calls).toEqual([]);
  });

  test('adds what is new to what runs: a draft until it is issued', async () => {
    await http().issue(campaign, { id: 'i', document: '1号', approvers: ['区委'] });
    const lists = { ...base(), measures: [...base().measures, draft({ id: 'm3', no: '1-3' })] };
    const { result } = await carriedOut({ lists });
    expect(result.started).toEqual({ findings: 0, measures: 1 });
    expect([(await measure('m1')).phase, (await measure('m3')).phase]).toEqual(['open', 'draft']);
    expect((await measure('m3')).findingUnit).toBe(zjj);
    await http().issue(campaign, { id: 'i2', document: '2号', approvers: ['区委'] });
    expect((await measure('m3')).phase).toBe('open');
    const { state } = await http().stream(`finding/${campaign}/f1`);
    expect(state).toMatchObject({ measures: { m3: { status: 'open' } } });
  });

  test('names what the lists do not name any more, and leaves it as it is', async () => {
    const answer = await ask();
    expect(answer).toMatchObject({ id: null, plan: { gone: [{ id: 'm3', lead_unit: zjj }] } });
    expect((await measure('m3')).phase).toBe('open');
  });
});

describe('a row that says something else', () => {
  const changed = () => {
    const measures = [draft({ doneDue: due('2040-11-30'), leadUnit: jyj, participants: [zjj] }), draft({ id: 'm2' })];
    return { ...base(), measures };
  };

  test('changes nothing in nobody’s name', async () => {
    await expect(ask({ lists: changed() })).rejects.toMatchObject({ code: 'import-needs-person', facts: { count: 1 } });
    await expect(ask({ lists: changed(), as: 'nobody' })).rejects.toMatchObject({ code: 'unknown-id' });
  });

  test('is shown field by field, then acted on in the name of whoever imports', async () => {
    const answer = await ask({ lists: changed(), dryRun: true });
    expect(answer.plan.measures[0]).toMatchObject({
      outcome: 'change',
      changes: [
        { field: 'leadUnit', old: zjj, new: jyj },
        { field: 'participants', old: [jyj], new: [zjj] },
        { field: 'doneDue', old: '2040-09-28', new: '2040-11-30' },
      ],
    });
    const { answer: done, result } = await carriedOut({ lists: changed(), as, approver: '区委' });
    expect(result).toMatchObject({ started: { measures: 0 }, changed: { measures: 1 }, refused: [] });
    expect(await measure('m1')).toMatchObject({ leadUnit: jyj, doneDue: { day: '2040-11-30' } });
    const { timeline } = await http().stream(`measure/${campaign}/m1`);
    const [reassigned, adjusted] = timeline.slice(-2);
    expect(reassigned).toMatchObject({ type: 'Reassigned', by: { id: as }, facts: { reason: `import ${done.id}` } });
    expect(adjusted).toMatchObject({ type: 'Adjusted', by: { id: as }, facts: { approver: '区委' } });
    // Its people read of the new date in their next digest.
    const waiting = await stage.ledger.db
      .selectFrom('notice')
      .select(['role', 'basis'])
      .where('stream', '=', `measure/${campaign}/m1`)
      .where('block', '=', 'correction')
      .where('state', '=', 'waiting')
      .execute();
    expect(waiting).toContainEqual({ role: 'unit', basis: 're-dated:2040-11-30' });
    const { next_at } = await stage.ledger.db
      .selectFrom('stream')
      .select('next_at')
      .where('id', '=', `measure/${campaign}/m1`)
      .executeTakeFirstOrThrow();
    expect(next_at).not.toBeNull();
  });

  test('is the same once that is done', async () => {
    calls = [];
    expect(outcomes(await ask({ lists: changed(), as }))).toEqual([
      ['m1', 'same'],
      ['m2', 'same'],
    ]);
    expect(calls).toEqual([]);
  });

  test('an old file does not undo it, nor what people have decided since', async () => {
    const people = { type: 'adjust', doneDue: '2041-03-29', reason: '再议', approver: '区委' };
    await http().act(`measure/${campaign}/m1`, { id: 'x', as, command: people });
    expect(outcomes(await ask({ lists: changed(), as }))[0]).toEqual(['m1', 'same']);
    expect(await measure('m1')).toMatchObject({ doneDue: { day: '2041-03-29' } });
  });

  test('is asked where people and lists have both changed it, once, and the answer is kept', async () => {
    const again = changed();
    again.measures[0] = { ...again.measures[0]!, doneDue: due('2041-06-28') };
    const answer = await ask({ lists: again, as });
    expect(outcomes(answer)[0]).toEqual(['m1', 'ask']);
    const [question] = await http().questions(campaign);
    expect(question).toMatchObject({ kind: 'conflict', text: 'm1', answer: null });
    expect(question!.message).toContain('2041-03-29');
    const { key } = question!;
    const said = (choice: string, who = as) => http().answer(campaign, { key, choice, as: who });
    await expect(said('maybe')).rejects.toMatchObject({ code: 'bad-input' });
    await expect(said('take', people.liaison.id)).rejects.toMatchObject({ code: 'not-allowed' });
    await expect(http().answer(campaign, { key: 'none', choice: 'take', as })).rejects.toMatchObject({
      code: 'unknown-id',
    });
    expect(await said('take')).toMatchObject({ answer: { choice: 'take', by: as } });
    expect((await carriedOut({ lists: again, as })).result.changed.measures).toBe(1);
    expect(await measure('m1')).toMatchObject({ doneDue: { day: '2041-06-28' } });
    expect((await http().questions(campaign))[0]).toMatchObject({ key, answer: { choice: 'take' } });
  });

  test('good rows go in when others are refused', async () => {
    await http().act(`measure/${campaign}/m2`, { id: 's', as, command: { type: 'suspend', reason: '诉讼' } });
    const lists = changed();
    lists.measures = [
      { ...lists.measures[0]!, doneDue: due('2041-06-28'), text: '改了措施' },
      draft({ id: 'm2', kind: 'longTerm', doneDue: null }),
    ];
    const { answer, result } = await carriedOut({ lists, as });
    expect(outcomes(answer)).toEqual([
      ['m1', 'change'],
      ['m2', 'ask'],
    ]);
    expect(result.changed.measures).toBe(1);
    expect((await http().questions(campaign))[0]).toMatchObject({ kind: 'refused', text: 'm2', answer: null });
  });
});

describe('what was asked', () => {
  const unclear: AskedQuestion = {
    ...{ key: 'deadline:6月前', kind: 'deadline', file: 'a.xlsx', sheet: '任务清单', row: 7, column: '整改时限' },
    ...{ text: '6月前', message: '“6月前”是哪一天？', options: [{ value: '2040-05-31', label: '5月底' }], held: true },
  };

  test('of the reader is kept with the others, and answered with a day that stands in no option', async () => {
    const lists = { ...base(), measures: [] };
    await ask({ lists, questions: [unclear] });
    expect(await http().questions(campaign)).toContainEqual(expect.objectContaining({ ...unclear, answer: null }));
    const said = { key: unclear.key, as };
    await expect(http().answer(campaign, { ...said, choice: '2040-02-30' })).rejects.toMatchObject({
      code: 'bad-input',
    });
    await http().answer(campaign, { ...said, choice: '2040-06-15' });
    await ask({ lists, questions: [unclear] });
    const asked = (await http().questions(campaign)).find(({ key }) => key === unclear.key);
    expect(asked?.answer).toMatchObject({ choice: '2040-06-15' });
  });

  test('and is not asked again by the file it stood in has settled itself', async () => {
    const lists = { ...base(), measures: [] };
    await ask({ lists, questions: [{ ...unclear, key: 'other' }] });
    expect((await http().questions(campaign)).filter(({ answer }) => answer === null)).toHaveLength(1);
    await ask({ lists });
    expect((await http().questions(campaign)).filter(({ answer }) => answer === null)).toEqual([]);
  });
});

describe('a row with a history', () => {
  const closed = (closedOn?: string): Lists => {
    const history = { state: 'closed' as const, doneOn: '2024-06-28', ...(closedOn ? { closedOn } : {}) };
    return { ...base(), measures: [draft({ id: 'm9', no: '1-9', history })] };
  };

  test('that contradicts itself waits, and its finding does not wait for it', async () => {
    const answer = await ask({ lists: closed() });
    expect(answer).toMatchObject({ id: null, plan: { measures: [{ outcome: 'ask', asks: [{ kind: 'refused' }] }] } });
    const { state } = await http().stream(`finding/${campaign}/f1`);
    expect(Object.keys((state as { measures: object }).measures)).not.toContain('m9');
  });

  test('joins what runs as it was left, and nobody is mailed of it', async () => {
    expect((await carriedOut({ lists: closed('2024-07-31') })).result.started.measures).toBe(1);
    await http().issue(campaign, { id: 'i3', document: '3号', approvers: ['区委'] });
    expect(await measure('m9')).toMatchObject({ phase: 'closed', history: { closedOn: '2024-07-31' } });
    const notices = stage.ledger.db.selectFrom('notice').select('id').where('stream', '=', `measure/${campaign}/m9`);
    expect(await notices.execute()).toEqual([]);
  });
});

describe('one measure for two findings', () => {
  const second = findingDraft({ id: 'f2', no: '2', title: '关于“又一个”问题', leaders: [people.leader.id] });
  const third = findingDraft({ id: 'f3', no: '3', title: '关于“再一个”问题', leaders: [people.leader.id] });
  const lists = (
    alsoUnder: string[],
    findings = [findingDraft({ leaders: [people.leader.id] }), second, third],
  ): Lists => ({
    directory,
    findings,
    measures: [
      draft({ id: 's1', no: 's1', text: '共用', alsoUnder }),
      draft({ id: 's2', no: 's2', text: '自己的', finding: 'f2' }),
      draft({ id: 's3', no: 's3', text: '也是自己的', finding: 'f3' }),
    ],
  });
  const entries = async (id: string) => ((await http().stream(`finding/${own}/${id}`)).state as FindingState).measures;
  const importOwn = async (said: Lists) => {
    const answer = await http().import(own, {
      setUp: { settings: { ...settings(), id: own }, policy: standard },
      ...{ lists: said, files: [], questions: [], dryRun: false, as },
    });
    return answer.id === null ? null : followImport(http(), own, answer.id, () => undefined);
  };
  let own: string;

  test('stands under both from the start, and holds both open', async () => {
    own = stage.campaign();
    await importOwn(lists(['f2']));
    expect(Object.keys(await entries('f2')).sort()).toEqual(['s1', 's2']);
    expect(Object.keys(await entries('f1'))).toEqual(['s1']);
    await http().issue(own, { id: 'i', document: '9号', approvers: ['区委'] });
    await vi.waitUntil(
      async () => (await entries('f2')).s1?.status === 'open' && (await entries('f1')).s1?.status === 'open',
      { timeout: 20_000 },
    );
    const shown = await measuresOf(stage.ledger.db, own, 'f2');
    expect(shown.map(({ id }) => id)).toEqual(['s1', 's2']);
  });

  test('is linked to another while it runs, and taken from one again', async () => {
    expect((await importOwn(lists(['f3'])))?.changed.measures).toBe(1);
    await vi.waitUntil(
      async () => (await entries('f3')).s1?.status === 'open' && (await entries('f2')).s1?.status === 'withdrawn',
      { timeout: 20_000 },
    );
    const shown = await measuresOf(stage.ledger.db, own, 'f2');
    expect(shown.map(({ id }) => id)).toEqual(['s2']);
    expect(await importOwn(lists(['f3']))).toBeNull();
  });

  test('is all that a new finding begins with, where it shares it', async () => {
    const fourth = findingDraft({ id: 'f4', no: '4', title: '关于“第四个”问题', leaders: [people.leader.id] });
    const said = lists(['f3', 'f4']);
    const result = await importOwn({ ...said, findings: [...said.findings, fourth] });
    expect(result).toMatchObject({ started: { findings: 1, measures: 0 }, changed: { measures: 1 }, refused: [] });
    await vi.waitUntil(async () => (await entries('f4')).s1?.status === 'open', { timeout: 20_000 });
  });
});

describe('people', () => {
  test('named anew or otherwise by the lists are known from then on', async () => {
    const moved = { ...people.liaison, email: 'new@example.test' };
    const persons = [...directory.persons.filter(({ id }) => id !== 'liaison'), moved];
    const { result } = await carriedOut({
      lists: { ...base(), directory: { ...directory, persons }, measures: [] },
      as,
    });
    expect(result).toMatchObject({ started: { measures: 0 }, refused: [] });
    const { state } = await http().stream(`campaign/${campaign}`);
    const found = (state as { directory: typeof directory }).directory.persons;
    expect(found.find(({ id }) => id === 'liaison')).toMatchObject({ email: 'new@example.test' });
  });

  test('a finding is adjusted like a measure', async () => {
    const lists = { ...base(), findings: [findingDraft({ title: '另一个题目' })], measures: [] };
    expect((await carriedOut({ lists, as })).result.changed).toEqual({ findings: 1, measures: 0 });
    expect((await http().stream(`finding/${campaign}/f1`)).state).toMatchObject({ title: '另一个题目' });
  });
});

describe('nobody at work', () => {
  test('another import waits its turn, and who waits is told that nothing moves', async () => {
    const idle = await startTestEngine({ ledger: stage.ledger, worker: false });
    const other = stage.campaign();
    const pages = http(idle.engine);
    const request = (id: string) => ({
      setUp: { settings: { ...settings(), id: other }, policy: standard },
      ...{ lists: { ...base(), measures: [draft({ id })] }, files: [], questions: [], dryRun: false },
    });
    const { id } = await pages.import(other, request('m1'));
    await expect(pages.import(other, request('m2'))).rejects.toMatchObject({ code: 'import-running', facts: { id } });
    expect(await pages.import(other, request('m1'))).toMatchObject({ id });
    const waiting = followImport(pages, other, id!, () => undefined, 300);
    await expect(waiting).rejects.toMatchObject({ code: 'import-stalled', facts: { id } });
    await idle.stop();
  });
});
