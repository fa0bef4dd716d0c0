import { sql } from 'kysely';
import { createRecorder } from '../../activities/record.ts';
import { createRuleBook, type RuleBook } from '../../activities/rules.ts';
import { type Actor, system } from '../../domain/actor.ts';
import type { Directory } from '../../domain/plan/directory.ts';
import { standard } from '../../domain/plan/presets.ts';
import type { Ledger } from '../../ledger/open.ts';
import { timeline } from '../../ledger/queries/timeline.ts';
import { type Envelope, type Kind, type RecordAnswer, readStream, streamOf } from '../../workflows/contract.ts';
import { directory, findingDraft, instant, measureDraft } from '../support/domain.ts';

export const campaign = 'c1';
export const measure = streamOf.measure(campaign, 'm1');
export const finding = streamOf.finding(campaign, 'f1');
export const office = streamOf.campaign(campaign);
export const postmaster = streamOf.postmaster(campaign);

/** An empty ledger, and the activity that records into it: no Temporal. */
export async function openRecord(ledger: Ledger, clock: 'stepped' | 'real' = 'stepped', site: string | null = null) {
  await sql`truncate stream, event, command, message, notice, mail, mail_notice, measure, finding, campaign,
    delivery, delivery_head, delivery_finding, turn`.execute(ledger.db);
  const rules = createRuleBook(ledger);
  const woken: string[] = [];
  const recordAndPlan = createRecorder({ ledger, rules, site, wake: (streams) => woken.push(...streams) });
  const settings = {
    id: campaign,
    name: '巡察整改',
    feedbackOn: '2024-06-03',
    concentratedMonths: 3,
    zone: 'Asia/Shanghai',
    language: 'zh-CN' as const,
    office: { name: '区委整改办', replyTo: 'office@example.test' },
  };
  const setUp = { type: 'setUp', settings, clock, policy: standard, directory };

  /** Records on a stream from where the ledger is, unless told what the caller knows. */
  async function record(
    stream: string,
    when: string,
    envelopes: Envelope[] = [],
    more: { expectedSeq?: number; done?: object | null; by?: typeof recordAndPlan } = {},
  ): Promise<RecordAnswer> {
    const expectedSeq = more.expectedSeq ?? (await timeline(ledger.db, stream)).length;
    const kind = readStream(stream)!.kind as Kind;
    const request = { kind, stream, campaign, expectedSeq, envelopes, now: instant(when), done: more.done ?? null };
    return (more.by ?? recordAndPlan)(request);
  }

  await record(office, '2024-06-03 09:00', [ask('begin', setUp, system)]);
  await record(postmaster, '2024-06-03 09:00', [ask('begin', { type: 'open' }, system)]);
  const draft = { type: 'draft', draft: findingDraft(), campaign, measures: ['m1'] };
  await record(finding, '2024-06-03 09:00', [ask('begin', draft, system)]);
  await record(measure, '2024-06-03 09:00', [ask('begin', { type: 'draft', draft: measureDraft(), campaign }, system)]);
  return {
    ledger,
    rules: rules as RuleBook,
    woken,
    recordAndPlan,
    record,
    /** The campaign is issued, and finding and measure have taken the message. */
    async issue(when: string) {
      const command = { type: 'issue', document: '区委办〔2024〕12号', approvers: ['区委常委会'] };
      await record(office, when, [ask('issue', command, system), ask('release', { type: 'release' }, system)]);
      await record(finding, when);
      await record(measure, when);
    },
    changeDirectory: (when: string, changed: Directory) =>
      record(office, when, [ask(`directory ${when}`, { type: 'changeDirectory', directory: changed }, system)]),
    events: async (stream = measure) => (await timeline(ledger.db, stream)).map(({ type }) => type),
  };
}

export type OpenRecord = Awaited<ReturnType<typeof openRecord>>;

/** A command under an id; `at`: the stepped clock's hour. */
export function ask(id: string, command: object, actor: Actor, at: string | null = null): Envelope {
  return { id, actor, command: command as { type: string }, at: at === null ? null : instant(at) };
}
