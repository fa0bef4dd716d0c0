import { randomUUID } from 'node:crypto';
import { vi } from 'vitest';
import { startCampaign } from '../../client/campaign.ts';
import { type Actor, system } from '../../domain/actor.ts';
import type { Instant } from '../../domain/calendar/day.ts';
import type { MeasureCommand } from '../../domain/measure/commands.ts';
import type { MeasureState } from '../../domain/measure/state.ts';
import { composeAt } from '../../domain/notice/window.ts';
import type { Directory } from '../../domain/plan/directory.ts';
import type { FindingDraft, MeasureDraft } from '../../domain/plan/lists.ts';
import type { Policy } from '../../domain/plan/policy.ts';
import { standard } from '../../domain/plan/presets.ts';
import type { StoredEvent } from '../../ledger/append.ts';
import { timeline } from '../../ledger/queries/timeline.ts';
import { type Answer, positionQuery, streamOf } from '../../workflows/contract.ts';
import { as, directory as everybody, findingDraft, instant, issue, measureDraft } from '../support/domain.ts';
import type { TestEngine } from '../support/engine.ts';

/** A campaign's year is hundreds of ticks: seconds alone, a minute beside others on a small machine. */
vi.setConfig({ testTimeout: 150_000 });

export type StageOptions = {
  findings?: Partial<FindingDraft>[];
  measures?: Partial<MeasureDraft>[];
  directory?: Directory;
  policy?: Policy;
  clock?: 'stepped' | 'real';
  /** The stepped clock's first hour; the feedback date is its day. */
  begin?: string;
};

/** A campaign on a real Temporal server, its clock moved by hand: every tick and every act is a real update. */
export class Stage {
  readonly id: string;
  readonly measure: string;
  readonly finding: string;
  readonly campaign: string;
  readonly postmaster: string;
  private readonly t: TestEngine;
  private readonly policy: Policy;
  private now: Instant;

  private constructor(t: TestEngine, policy: Policy, begin: Instant) {
    this.t = t;
    this.policy = policy;
    this.now = begin;
    this.id = t.campaign();
    this.measure = streamOf.measure(this.id, 'm1');
    this.finding = streamOf.finding(this.id, 'f1');
    this.campaign = streamOf.campaign(this.id);
    this.postmaster = streamOf.postmaster(this.id);
  }

  /** Starts a campaign of one finding and one measure, unless told otherwise, and waits until all have begun. */
  static async open(t: TestEngine, options: StageOptions = {}): Promise<Stage> {
    const { findings = [{}], measures = [{}], directory = everybody, policy = standard, clock = 'stepped' } = options;
    const begin = options.begin ?? '2024-06-03 09:00';
    const stage = new Stage(t, policy, clock === 'real' ? Date.now() : instant(begin));
    const settings = {
      id: stage.id,
      name: '巡察整改',
      feedbackOn: clock === 'real' ? new Date().toISOString().slice(0, 10) : begin.slice(0, 10),
      concentratedMonths: 3,
      zone: 'Asia/Shanghai',
      language: 'zh-CN' as const,
      office: { name: '区委整改办', replyTo: 'office@example.test' },
    };
    const lists = { directory, findings: findings.map(findingDraft), measures: measures.map(measureDraft) };
    await startCampaign(t.engine, { settings, clock, policy }, lists, clock === 'real' ? null : stage.now);
    await until(async () => (await stage.begun()) === 2 + findings.length + measures.length);
    return stage;
  }

  /** The stream of another measure than the first. */
  measureOf(id: string): string {
    return streamOf.measure(this.id, id);
  }

  /** A person's command under a fresh id, at `when`, everything before it having happened. */
  async act(when: string, command: MeasureCommand, actor: Actor, stream = this.measure): Promise<Answer> {
    await this.runTo(when);
    return this.send({ command, actor, stream });
  }

  /** The same, and a refusal fails the test. Answers the events it brought about. */
  async do(when: string, command: MeasureCommand, actor: Actor, stream = this.measure): Promise<string[]> {
    const answer = await this.act(when, command, actor, stream);
    if ('refusal' in answer) throw new Error(`${command.type} refused: ${JSON.stringify(answer.refusal)}`);
    return answer.events;
  }

  send(ask: { command: { type: string }; actor: Actor; stream?: string; id?: string }): Promise<Answer> {
    const { command, actor, stream = this.measure, id = randomUUID() } = ask;
    return this.t.engine.act(stream, { id, actor, command, at: this.now });
  }

  /** The campaign is issued, and with it every finding and measure. */
  async issue(when: string): Promise<void> {
    await this.runTo(when);
    await this.send({ command: issue, actor: system, stream: this.campaign });
    await this.send({ command: { type: 'release' }, actor: system, stream: this.campaign });
    await this.settle();
  }

  /** Moves the clock to `when`: all that falls due on the way happens at its own hour, each window's mails go out. */
  async runTo(when: string): Promise<void> {
    const end = instant(when);
    for (;;) {
      await this.settle();
      const [due, mail] = await Promise.all([this.due(), this.nextMail()]);
      const next = Math.min(mail ?? Number.POSITIVE_INFINITY, ...due.map(({ nextAt }) => nextAt));
      if (next > end) break;
      const now = due.filter(({ nextAt }) => nextAt === next).map(({ id }) => id);
      await Promise.all(
        [...now, ...(mail === next ? [this.postmaster] : [])].map((id) => this.t.engine.tick(id, next)),
      );
    }
    this.now = Math.max(this.now, end);
  }

  /** Every message that waits is taken, and those it gives rise to. */
  async settle(): Promise<void> {
    for (;;) {
      const waiting = await this.messages();
      if (waiting.length === 0) return;
      await Promise.all(
        waiting.map(({ id, at, archived }) => this.t.engine.tick(id, Number(at), archived ? 'stepped' : undefined)),
      );
    }
  }

  events(stream = this.measure): Promise<StoredEvent[]> {
    return timeline(this.t.ledger.db, stream);
  }

  /** What has happened, by name, without the rungs of time. */
  async story(stream = this.measure): Promise<string[]> {
    const quiet = ['RungReached', 'CycleOpened'];
    return (await this.events(stream)).map(({ type }) => type).filter((type) => !quiet.includes(type));
  }

  async state<S = MeasureState>(stream = this.measure): Promise<S> {
    const row = await this.t.ledger.db
      .selectFrom('stream')
      .select('state')
      .where('id', '=', stream)
      .executeTakeFirstOrThrow();
    return row.state as S;
  }

  /** Where the workflow itself believes it is. */
  position(stream = this.measure) {
    return this.t.client.workflow.getHandle(stream).query(positionQuery);
  }

  /** The mails of the inbox for one person, oldest first, as text. */
  async mailsTo(person: string): Promise<{ subject: string; text: string }[]> {
    const inbox = await this.t.inbox();
    const { mails } = await inbox.list({ to: `${person}@example.test`, limit: 1_000 });
    const all = await Promise.all(mails.reverse().map(({ name }) => inbox.read(name)));
    return all.map((mail) => ({ subject: mail!.subject, text: mail!.text }));
  }

  /** From the unit's submission through all three steps of the standard policy to 销号, all on one day. */
  async submitAndClose(day: string): Promise<void> {
    await this.do(`${day} 10:00`, { type: 'submit', evidence: ['sha256:a'] }, as.liaison);
    await this.do(`${day} 11:00`, { type: 'approve' }, as.principal);
    await this.do(`${day} 12:00`, { type: 'approve' }, as.leader);
    await this.do(`${day} 14:00`, { type: 'approve' }, as.coordinator);
    await this.do(`${day} 15:00`, { type: 'close' }, as.coordinator);
  }

  private async begun(): Promise<number> {
    const rows = await this.t.ledger.db
      .selectFrom('stream')
      .select('id')
      .where('campaign', '=', this.id)
      .where('seq', '>', 0)
      .execute();
    return rows.length;
  }

  private messages() {
    return this.t.ledger.db
      .selectFrom('message')
      .innerJoin('stream', 'stream.id', 'message.to_stream')
      .select((is) => ['to_stream as id', 'archived', is.fn.max('message.at').as('at')])
      .where('message.campaign', '=', this.id)
      .where('taken_at_seq', 'is', null)
      .groupBy(['to_stream', 'archived'])
      .execute();
  }

  /** The streams that wait for an hour; the postmaster's windows count only when somebody is to be told something. */
  private async due(): Promise<{ id: string; nextAt: Instant }[]> {
    const rows = await this.t.ledger.db
      .selectFrom('stream')
      .select(['id', 'next_at'])
      .where('campaign', '=', this.id)
      .where('kind', '!=', 'postmaster')
      .where('next_at', 'is not', null)
      .execute();
    return rows.map(({ id, next_at }) => ({ id, nextAt: next_at! }));
  }

  /** When the postmaster has work next: an outbox to empty, or a notice whose window is to be composed. */
  private async nextMail(): Promise<Instant | null> {
    const { db } = this.t.ledger;
    const outbox = await db
      .selectFrom('mail')
      .select('window_at')
      .where('campaign', '=', this.id)
      .where('state', '=', 'staged')
      .orderBy('window_at')
      .executeTakeFirst();
    if (outbox) return outbox.window_at;
    const notice = await db
      .selectFrom('notice')
      .select('window_at')
      .where('campaign', '=', this.id)
      .where('state', '=', 'waiting')
      .orderBy('window_at')
      .executeTakeFirst();
    return notice ? composeAt(notice.window_at, this.policy.window) : null;
  }
}

/** Waits for what happens outside of our hands. */
export async function until(isSo: () => Promise<boolean>, atMost = 30_000): Promise<void> {
  const end = Date.now() + atMost;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error('waited in vain');
    await new Promise((done) => setTimeout(done, 25));
  }
}
