import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createRecorder } from '../../activities/record.ts';
import { campaignFacts } from '../../activities/recordCampaign.ts';
import { createRuleBook } from '../../activities/rules.ts';
import { system } from '../../domain/actor.ts';
import type { History } from '../../domain/plan/lists.ts';
import { type Ledger, openLedger } from '../../ledger/open.ts';
import { as, due, instant, measureDraft, people, without } from '../support/domain.ts';
import { ask, campaign, finding, measure, type OpenRecord, office, openRecord, postmaster } from './given.ts';

let ledger: Ledger;
let open: OpenRecord;
beforeAll(async () => {
  ledger = await openLedger();
});
beforeEach(async () => {
  open = await openRecord(ledger);
});
afterAll(() => ledger.close());

const report = { type: 'report', progress: '已完成20个小区', next: '继续推进' };
const submit = { type: 'submit', evidence: ['sha256:a'] };

describe('what waits is taken in this order', () => {
  test('a message before the commands: an act that only the issued measure allows is done', async () => {
    const issue = { type: 'issue', document: '区委办〔2024〕12号', approvers: ['区委常委会'] };
    await open.record(office, '2024-07-01 10:00', [ask('issue', issue, as.coordinator)]);
    const answer = await open.record(measure, '2024-07-01 11:00', [ask('a', { type: 'acknowledge' }, as.liaison)]);
    expect(answer.events.map(({ type }) => type)).toEqual(['Issued', 'Acknowledged']);
    expect(answer.answers).toEqual({ a: { seq: 3, events: ['Acknowledged'] } });
  });

  test('what time brought about before a command that came after it', async () => {
    await open.issue('2024-07-01 10:00');
    const answer = await open.record(measure, '2024-07-29 10:00', [ask('r', report, as.liaison, '2024-07-29 10:00')]);
    const types = answer.events.map(({ type }) => type);
    expect(types.at(-1)).toBe('Reported');
    expect(types).toContain('CycleOpened');
    expect(answer.events.at(-1)).toMatchObject({ period: '2024-07' });
  });

  test('of several commands each at its hour, and time never runs back', async () => {
    await open.issue('2024-07-01 10:00');
    const answer = await open.record(measure, '2024-07-02 12:00', [
      ask('late', { type: 'acknowledge' }, as.liaison, '2024-07-02 12:00'),
      ask('early', report, as.liaison, '2024-07-02 09:00'),
    ]);
    expect(answer.events.map(({ at }) => at)).toEqual([instant('2024-07-02 12:00'), instant('2024-07-02 12:00')]);
  });

  test('a message of a later hour than the clock has shown does not let time run back', async () => {
    const issue = { type: 'issue', document: '区委办〔2024〕12号', approvers: ['区委常委会'] };
    await open.record(office, '2024-07-01 10:00', [ask('issue', issue, as.coordinator)]);
    const { events } = await open.record(measure, '2024-06-10 10:00');
    expect(events.map(({ at }) => at)).toEqual([instant('2024-07-01 10:00')]);
  });
});

describe('a command', () => {
  test('that is refused is answered the same when it comes again, though it would be right by then', async () => {
    await open.issue('2024-07-01 10:00');
    const first = await open.record(measure, '2024-07-02 10:00', [ask('x', { type: 'approve' }, as.principal)]);
    expect(first.answers).toEqual({
      x: { refusal: { code: 'wrong-state', facts: { act: 'approve', phase: 'open' } } },
    });
    await open.record(measure, '2024-07-02 11:00', [ask('s', submit, as.liaison)]);
    const again = await open.record(measure, '2024-07-02 12:00', [ask('x', { type: 'approve' }, as.principal)]);
    expect(again.answers).toEqual(first.answers);
    expect(again.events).toEqual([]);
  });

  test('that stands twice in one batch happens once', async () => {
    await open.issue('2024-07-01 10:00');
    const twice = ask('a', { type: 'acknowledge' }, as.liaison);
    const { answers, events } = await open.record(measure, '2024-07-02 10:00', [twice, twice]);
    expect(answers).toEqual({ a: { seq: 3, events: ['Acknowledged'] } });
    expect(events).toHaveLength(1);
  });

  test('of one who came a moment after another is overtaken; of the same person it is wrong', async () => {
    await open.issue('2024-07-01 10:00');
    await open.record(measure, '2024-07-02 10:00', [ask('s', submit, as.liaison)]);
    const { answers } = await open.record(measure, '2024-07-02 11:00', [
      ask('1', { type: 'approve' }, as.principal),
      ask('2', { type: 'return', reason: '佐证不足' }, { ...as.principal, person: 'another' }),
      ask('3', { type: 'return', reason: '佐证不足' }, as.principal),
      ask('4', { type: 'close' }, as.coordinator),
    ]);
    expect(answers).toMatchObject({
      1: { events: ['StepApproved'] },
      2: { refusal: { code: 'overtaken', facts: { act: 'return' } } },
      3: { refusal: { code: 'not-allowed' } },
      4: { refusal: { code: 'wrong-state' } },
    });
  });

  test('recorded before a crash is answered from the record, and what the caller does not know comes with it', async () => {
    await open.issue('2024-07-01 10:00');
    const cut = ask('a', { type: 'acknowledge' }, as.liaison);
    await open.record(measure, '2024-07-02 10:00', [cut]);
    const { events, answers, taken } = await open.record(measure, '2024-07-02 11:00', [ask('r', report, as.liaison)], {
      expectedSeq: 2,
    });
    expect(events.map(({ type }) => type)).toEqual(['Acknowledged', 'Reported']);
    expect(Object.keys(answers)).toEqual(['r']);
    expect(taken).toContain('a');
  });

  test('beyond the record stops the stream, and is not tried again', async () => {
    await expect(open.record(measure, '2024-07-02 10:00', [], { expectedSeq: 7 })).rejects.toMatchObject({
      type: 'stream-gap',
      nonRetryable: true,
    });
  });

  test('that nobody can store or decide is refused, and its neighbours are done', async () => {
    await open.issue('2024-07-01 10:00');
    const { answers } = await open.record(measure, '2024-07-02 10:00', [
      ask('1', { type: 'acknowledge' }, as.liaison),
      ask('2', { type: 'submit' }, as.liaison),
      ask('3', { ...report, next: 'a\u0000b' }, as.liaison),
      ask('4', report, as.liaison),
      ask('5\u0000', report, as.liaison),
    ]);
    expect(answers).toMatchObject({
      1: { events: ['Acknowledged'] },
      2: { refusal: { code: 'internal', facts: { id: '2' } } },
      3: { refusal: { code: 'not-recordable' } },
      4: { events: ['Reported'] },
      '5\u0000': { refusal: { code: 'not-recordable' } },
    });
    expect(await open.events()).toEqual(['Drafted', 'Issued', 'Acknowledged', 'Reported']);
  });
});

describe('what one entity tells another', () => {
  test('is written with its event, and taken by the other’s next record', async () => {
    await open.issue('2024-07-01 10:00');
    const withdraw = { type: 'withdraw', reason: '重复列项', approver: '领导小组' };
    const { archived } = await open.record(measure, '2024-07-02 10:00', [ask('w', withdraw, as.coordinator)]);
    expect(archived).toBe(true);
    await open.record(finding, '2024-07-02 10:00');
    expect(await open.events(finding)).toEqual([
      ...['Drafted', 'Issued', 'MeasureChanged', 'MeasureChanged', 'Settled', 'MeasureChanged', 'RungReached'],
    ]);
  });

  test('wakes it on the real clock; on the stepped one the driver has it taken at its hour', async () => {
    await open.issue('2024-07-01 10:00');
    expect(open.woken).toEqual([]);
    const real = await openRecord(ledger, 'real');
    await real.issue('2024-07-01 10:00');
    expect(new Set(real.woken)).toEqual(new Set([measure, finding]));
    const replan = { type: 'replan', years: {}, reason: '国务院通知' };
    await real.record(office, '2024-07-02 10:00', [ask('replan', replan, as.coordinator)]);
    expect(real.woken).toContain(postmaster);
  });
});

describe('the rules it decides under', () => {
  test('are those of the message that tells of new ones, though other ones were kept', async () => {
    await open.issue('2024-07-01 10:00');
    const book = createRuleBook(open.ledger);
    // A book that believes what it read once, until it is told to read anew.
    let known = await book.of(campaign);
    const rules = {
      of: async () => known,
      refresh: async (id: string) => {
        known = await book.refresh(id);
        return known;
      },
    };
    const listening = createRecorder({ ledger: open.ledger, rules, wake: () => undefined });
    await open.changeDirectory('2024-07-02 09:00', without('principal'));
    await open.record(measure, '2024-07-02 10:00', [ask('s', submit, as.liaison)], { by: listening });
    const row = await open.ledger.db
      .selectFrom('stream')
      .select('state')
      .where('id', '=', measure)
      .executeTakeFirstOrThrow();
    // The vacant principal’s step falls away.
    expect(row.state).toMatchObject({ review: { stages: [{ step: 'leader' }, { step: 'office' }] } });
  });

  test('are read anew when another process has changed them, though no message says so', async () => {
    const elsewhere = createRuleBook(open.ledger);
    expect((await elsewhere.of(campaign)).seq).toBe(1);
    await open.changeDirectory('2024-07-02 09:00', without('principal'));
    const { seq, state } = await elsewhere.of(campaign);
    expect(seq).toBe(2);
    expect(state.directory.persons.map(({ id }) => id)).not.toContain(people.principal.id);
    const [one, other] = await Promise.all([elsewhere.of(campaign), elsewhere.of(campaign)]);
    expect(one).toBe(other);
  });

  test('of a campaign nobody set up are unknown', async () => {
    await expect(createRuleBook(open.ledger).of('nowhere')).rejects.toMatchObject({ code: 'unknown-id' });
  });
});

describe('the postmaster', () => {
  const mails = () => open.ledger.db.selectFrom('mail').selectAll().orderBy('person').execute();

  test('composes one mail for each person and window, however many notices wait for him', async () => {
    await open.issue('2024-07-01 10:00');
    const changes = { doneDue: due('2024-10-31') };
    await open.record(measure, '2024-07-01 11:00', [
      ask('a', { type: 'adjust', changes, reason: '任务合并', approver: '领导小组' }, as.coordinator),
      ask('n', { type: 'sayNotMine', reason: '属教育局职责' }, as.liaison),
    ]);
    const { events } = await open.record(postmaster, '2024-07-02 08:30');
    expect(events).toMatchObject([{ type: 'DigestsComposed', windowAt: instant('2024-07-02 09:00') }]);
    const persons = (await mails()).map(({ person }) => person);
    expect(persons).toEqual([...new Set(persons)]);
    expect(persons).toContain('liaison');
    // Both notices to the unit, of the task and of its new date, stand in the liaison's one mail.
    const links = await open.ledger.db
      .selectFrom('mail_notice')
      .innerJoin('mail', 'mail.id', 'mail_notice.mail')
      .select('notice')
      .where('person', '=', 'liaison')
      .execute();
    expect(links.length).toBeGreaterThanOrEqual(2);
    const waiting = await open.ledger.db
      .selectFrom('notice')
      .select('id')
      .where('state', '=', 'waiting')
      .where('window_at', '<=', instant('2024-07-02 09:00'))
      .execute();
    expect(waiting).toEqual([]);
  });

  test('drops what is no longer true, and says so', async () => {
    await open.issue('2024-07-01 10:00');
    const withdraw = { type: 'withdraw', reason: '重复列项', approver: '领导小组' };
    await open.record(measure, '2024-07-01 11:00', [ask('w', withdraw, as.coordinator)]);
    await open.record(postmaster, '2024-07-02 08:30');
    const notices = await open.ledger.db.selectFrom('notice').select(['basis', 'state', 'reason']).execute();
    expect(notices).toContainEqual({ basis: 'issued', state: 'void', reason: 'no longer true' });
  });

  test('records a delivery of the window it was asked for, and of no other', async () => {
    await open.issue('2024-07-01 10:00');
    await open.record(postmaster, '2024-07-02 08:30');
    const counts = { accepted: 3, deferred: 0, refused: 0, unknown: 0 };
    const other = { windowAt: instant('2024-07-01 09:00'), ...counts };
    expect((await open.record(postmaster, '2024-07-02 09:00', [], { done: other })).events).toEqual([]);
    const done = { windowAt: instant('2024-07-02 09:00'), ...counts };
    expect((await open.record(postmaster, '2024-07-02 09:00', [], { done })).events).toMatchObject([
      { type: 'WindowDelivered', ...done },
    ]);
  });
});

describe('what a campaign is decided from', () => {
  const read = async (command: object, when = '2024-07-02') => {
    const { seq, state } = await ledger.db
      .selectFrom('stream')
      .select(['seq', 'state'])
      .where('id', '=', office)
      .executeTakeFirstOrThrow();
    const found = { seq, state, head: '', nextAt: null, archived: false, ahead: [], answered: {}, messages: [] };
    const request = {
      ...{ kind: 'campaign' as const, stream: office, campaign, expectedSeq: seq, now: instant(when), done: null },
      envelopes: [ask('x', command, as.coordinator)],
    };
    return ledger.db.transaction().execute((tx) => campaignFacts(tx, request, found));
  };
  const ids = (facts: Awaited<ReturnType<typeof read>>) => [...facts!.measures, ...facts!.findings].map(({ id }) => id);
  beforeEach(async () => {
    const draft = { type: 'draft', draft: measureDraft({ id: 'm2' }), campaign };
    await open.record(`measure/${campaign}/m2`, '2024-06-04', [ask('begin', draft, system)]);
    await open.issue('2024-07-01 10:00');
  });

  test('an act reads the items it names and no others; what names none reads none', async () => {
    expect(ids(await read({ type: 'draftLetter', kind: 'supervise', measure: 'm1' }))).toEqual(['m1']);
    expect(ids(await read({ type: 'instruct', text: '抓紧', due: '2024-08-01', about: 'f1' }))).toEqual(['f1']);
    expect(ids(await read({ type: 'openCheck', kind: 'visit', title: '走访', items: ['m1', 'm2'] }))).toEqual([
      'm1',
      'm2',
    ]);
    expect(ids(await read({ type: 'planOccasion', text: '民主生活会', due: '2024-08-01' }))).toEqual([]);
    expect(ids(await read({ type: 'sign' }))).toEqual(['f1']);
  });

  test('what an hour brings about is stated from everything', async () => {
    const facts = await read({ type: 'planOccasion', text: '民主生活会', due: '2024-12-01' }, '2024-08-30');
    expect(ids(facts)).toEqual(['m1', 'm2', 'f1']);
    expect(facts!.figures.measures.total).toBe(1);
    expect(Object.keys(facts!.heads)).toContain(finding);
  });
});

describe('what joins a running campaign with its history', () => {
  test.each([
    [{ state: 'ongoing', progress: '已整治20个' }, { phase: 'open' }],
    [{ state: 'done', doneOn: '2024-06-15' }, { phase: 'open' }],
    [{ state: 'closed', doneOn: '2024-06-15', closedOn: '2024-06-20' }, { phase: 'closed' }],
    [{ state: 'longTerm' }, { phase: 'open', longTerm: true }],
  ] as [History, object][])('goes on from %o, and nobody is told', async (history, becomes) => {
    await open.issue('2024-07-01 10:00');
    const late = `measure/${campaign}/m9`;
    const draft = { type: 'draft', draft: measureDraft({ id: 'm9', no: '1-9', history }), campaign };
    await open.record(late, '2024-07-10', [ask('begin', draft, system)]);
    const again = { type: 'issue', document: '区委办〔2024〕20号', approvers: ['区委常委会'] };
    await open.record(office, '2024-07-11 10:00', [ask('again', again, as.coordinator)]);
    await open.record(late, '2024-07-11 11:00');
    const { state } = await ledger.db
      .selectFrom('stream')
      .select('state')
      .where('id', '=', late)
      .executeTakeFirstOrThrow();
    expect(state).toMatchObject({ ...becomes, history });
    const told = await ledger.db.selectFrom('notice').select('id').where('stream', '=', late).execute();
    expect(told).toEqual([]);
  });
});
