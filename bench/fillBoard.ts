import { type RawBuilder, sql } from 'kysely';
import { type DomainEvent, toStored } from '../activities/event.ts';
import { findingKind, measureKind, type Rulebook } from '../activities/kinds.ts';
import { createRecorder } from '../activities/record.ts';
import { contextAt, createRuleBook } from '../activities/rules.ts';
import { type Actor, system } from '../domain/actor.ts';
import { addDays, type Instant } from '../domain/calendar/day.ts';
import { instantAt } from '../domain/calendar/zone.ts';
import type { Context } from '../domain/context.ts';
import type { Lists, MeasureDraft } from '../domain/plan/lists.ts';
import type { AppendRequest } from '../ledger/append.ts';
import type { Ledger } from '../ledger/open.ts';
import { streamOf } from '../workflows/contract.ts';
import { cast, madeUpCampaign, madeUpLists } from './made-up.ts';
import { receivers } from './reminderFanout.ts';

const zone = 'Asia/Shanghai';
const issued = instantAt('2024-08-05', '10:00', zone);
const acted = instantAt('2024-09-02', '10:00', zone);

/** The campaign, the hour its board is looked at, and who looks. */
export const filled = {
  campaign: 'board',
  now: instantAt('2024-11-04', '09:30', zone),
  address: `${cast.office.person}@bench.example.com`,
};
const { campaign } = filled;

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

/**
 * Records a campaign of so many measures, and a third as many findings, by its own rules, without the engine that would wait
 * for it: each stream in one append. So many persons more stand in its directory, to write to.
 */
export async function fillBoard(ledger: Ledger, count: number, others: number): Promise<void> {
  const { settings, policy } = madeUpCampaign(campaign, 'real');
  const { directory, findings, measures } = listsOf(count, others);
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

/**
 * Makes a campaign of so many times as many items out of one that was recorded: a hundred thousand recorded one by one take
 * a quarter of an hour. What a board reads is there of each, the counts of all; the chains of the copies hold nothing.
 */
export async function multiplyBoard(ledger: Ledger, times: number): Promise<void> {
  const copies = sql`generate_series(1, ${times - 1}::int) k`;
  await ledger.transaction(async (tx) => {
    for (const kind of ['finding', 'measure'] as const) {
      const prefix = `${kind}/${campaign}/`;
      const under = kind === 'measure' ? sql`|| jsonb_build_object('finding', k || (s.state ->> 'finding'))` : sql``;
      await sql`
        insert into event (stream, seq, type, at, actor, payload, hash)
        select ${prefix} || k || substr(e.stream, ${prefix.length + 1}), e.seq, e.type, e.at, e.actor, e.payload, e.hash
        from event e cross join ${copies} where e.stream like ${`${prefix}%`}
      `.execute(tx);
      await sql`
        insert into stream (id, campaign, kind, seq, head, state, next_at, archived)
        select ${prefix} || k || substr(s.id, ${prefix.length + 1}), s.campaign, s.kind, s.seq, s.head,
          s.state || jsonb_build_object('id', k || (s.state ->> 'id'), 'no', k || (s.state ->> 'no')) ${under},
          s.next_at, s.archived
        from stream s cross join ${copies} where s.kind = ${kind} and s.campaign = ${campaign}
      `.execute(tx);
      const columns = await sql<{ name: string }>`
        select column_name as name from information_schema.columns where table_name = ${kind} order by ordinal_position
      `.execute(tx);
      const changed: Record<string, RawBuilder<unknown>> = {
        id: sql`k || r.id`,
        finding: sql`k || r.finding`,
        no: sql`k || r.no`,
        stream: sql`${prefix} || k || r.id`,
        place: sql`'03' || lpad(k::text, 3, '0') || ' ' || r.place`,
      };
      const names = columns.rows.map(({ name }) => name);
      await sql`
        insert into ${sql.table(kind)} (${sql.join(names.map((name) => sql.ref(name)))})
        select ${sql.join(names.map((name) => changed[name] ?? sql.ref(`r.${name}`)))}
        from ${sql.table(kind)} r cross join ${copies} where r.campaign = ${campaign}
      `.execute(tx);
    }
    await sql`update board_count set n = n * ${times} where campaign = ${campaign}`.execute(tx);
  });
}
