import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { CodedError } from '../../domain/errors.ts';
import type { Found } from '../../ledger/append.ts';
import { chainHash } from '../../ledger/hash.ts';
import type { Ledger } from '../../ledger/open.ts';
import { timeline } from '../../ledger/queries/timeline.ts';
import { campaign, event, nine, notice, record, request, write } from './given.ts';
import { onStores } from './stores.ts';

const stream = 'measure/xiangcheng-2024/3-1';
const neighbour = 'measure/xiangcheng-2024/3-2';

onStores(['memory', 'folder', 'postgres'], (ledger) => {
  it('numbers events from 1 and chains their hashes', async () => {
    const answer = await record(ledger(), stream, [
      event('MeasureIssued', { to: '住建局' }),
      event('MeasureAcknowledged'),
    ]);

    const [first, second] = answer.events;
    expect(first).toMatchObject({ stream, seq: 1, type: 'MeasureIssued', at: nine, payload: { to: '住建局' } });
    expect(second).toMatchObject({ seq: 2, actor: { person: 'wang', roles: ['liaison'] } });
    const actor = JSON.stringify(first!.actor);
    const payload = '{"to":"住建局"}';
    expect(first!.hash).toBe(chainHash('', { stream, seq: 1, type: 'MeasureIssued', at: nine, actor, payload }));
    expect(second!.hash).toBe(
      chainHash(first!.hash, { stream, seq: 2, type: 'MeasureAcknowledged', at: nine, actor, payload: '{}' }),
    );
    expect(await timeline(ledger().db, stream)).toEqual(answer.events);
  });

  it('keeps the state, the agenda and whether it is archived', async () => {
    await record(ledger(), stream, [event('MeasureIssued')], {
      state: { phase: 'issued', n: [1, 2] },
      nextAt: nine + 1,
    });

    const found = await look(ledger(), stream);
    expect(found).toMatchObject({ seq: 1, state: { phase: 'issued', n: [1, 2] }, nextAt: nine + 1, archived: false });

    await record(ledger(), stream, [event('MeasureArchived')], { archived: true });
    const answer = await record(ledger(), stream, [event('NoteAdded')]);
    expect(answer).toMatchObject({ archived: true, nextAt: null });
  });

  it('answers a caller who is behind with what the ledger has, and writes nothing', async () => {
    const recorded = await record(ledger(), stream, [event('MeasureIssued'), event('MeasureAcknowledged')]);

    let found: Found | undefined;
    const answer = await ledger().append(
      request(
        stream,
        (what) => {
          found = what;
          return null;
        },
        { expectedSeq: 1 },
      ),
    );
    expect(found).toMatchObject({ seq: 2, state: { after: 'MeasureAcknowledged' }, ahead: [recorded.events[1]] });
    expect(answer.events).toEqual([recorded.events[1]]);
    expect(await timeline(ledger().db, stream)).toHaveLength(2);
  });

  it('puts new events after those the caller did not know', async () => {
    await record(ledger(), stream, [event('MeasureIssued')]);

    const answer = await ledger().append(request(stream, () => write([event('MeasureAcknowledged')])));
    expect(answer.events.map(({ seq, type }) => [seq, type])).toEqual([
      [1, 'MeasureIssued'],
      [2, 'MeasureAcknowledged'],
    ]);
  });

  it('answers a recorded command from its record when it comes again', async () => {
    const commandIds = ['c1'];
    await ledger().append(
      request(stream, () => write([event('MeasureIssued')], { answers: { c1: { ok: true } } }), { commandIds }),
    );

    let found: Found | undefined;
    const again = await ledger().append(
      request(
        stream,
        (what) => {
          found = what;
          return null;
        },
        { expectedSeq: 1, commandIds: ['c1', 'c2'] },
      ),
    );
    expect(found!.answered).toEqual({ c1: { ok: true } });
    expect(again).toMatchObject({ events: [], answers: { c1: { ok: true } } });
  });

  it('answers old and new commands together', async () => {
    await record(ledger(), stream, [event('MeasureIssued')], { answers: { c1: { ok: 1 } } });
    const answer = await ledger().append(
      request(stream, () => write([event('NoteAdded')], { answers: { c2: { ok: 2 } } }), { commandIds: ['c1', 'c2'] }),
    );
    expect(answer.answers).toEqual({ c1: { ok: 1 }, c2: { ok: 2 } });
  });

  it('changes state and agenda without an event', async () => {
    await record(ledger(), stream, [event('MeasureIssued')]);
    const answer = await record(ledger(), stream, [], { state: { phase: 'issued' }, nextAt: nine });

    expect(answer).toMatchObject({ nextAt: nine });
    expect(await look(ledger(), stream)).toMatchObject({ seq: 1, state: { phase: 'issued' } });
  });

  it('a decision that throws fails alone', async () => {
    const broken = ledger().append(
      request(stream, () => {
        throw new Error('no such rung');
      }),
    );
    const healthy = record(ledger(), neighbour, [event('MeasureIssued')]);

    await expect(broken).rejects.toThrow('no such rung');
    expect((await healthy).events).toHaveLength(1);
    expect(await streams(ledger())).toEqual([neighbour]);
  });

  it('a caller who knows more than the ledger is stopped, alone', async () => {
    const broken = ledger().append(request(stream, () => write([event('MeasureIssued')]), { expectedSeq: 7 }));
    const healthy = record(ledger(), neighbour, [event('MeasureIssued')]);

    await expect(broken).rejects.toMatchObject({ code: 'stream-gap', facts: { stream, expected: 7, found: 0 } });
    await healthy;
    expect(await streams(ledger())).toEqual([neighbour]);
  });

  it.each([
    ['a NUL character in the state', { state: { text: 'a\u0000b' } }],
    ['half a surrogate pair in the state', { state: { text: '\ud83d' } }],
    ['a NUL character in an answer', { answers: { c1: { text: '\u0000' } } }],
    ['an instant that is no number', { events: [event('MeasureIssued', {}, Number.NaN)] }],
    ['half a millisecond', { nextAt: 0.5 }],
  ])('%s is refused, and only that request fails', async (_, more) => {
    const broken = record(ledger(), stream, [event('MeasureIssued')], more);
    const healthy = [neighbour, 'finding/xiangcheng-2024/3'].map((other) => record(ledger(), other, [event('Issued')]));

    await expect(broken).rejects.toMatchObject({ code: 'not-recordable', facts: { stream } });
    for (const answer of await Promise.all(healthy)) expect(answer.events).toHaveLength(1);
    expect(await streams(ledger())).toEqual(['finding/xiangcheng-2024/3', neighbour]);
  });

  it('an answer recorded twice fails alone', async () => {
    await record(ledger(), stream, [event('MeasureIssued')], { answers: { c1: {} } });
    const broken = record(ledger(), stream, [event('NoteAdded')], { answers: { c1: {} } });
    const healthy = record(ledger(), neighbour, [event('MeasureIssued')]);

    await expect(broken).rejects.toThrow(/unique/);
    await healthy;
    expect(await timeline(ledger().db, stream)).toHaveLength(1);
  });

  it('any text in a payload comes back as it was, and so does its hash', async () => {
    const payload = { text: 'a\u0000b \ud83d "’\\u0041" 销号' };
    const { events } = await record(ledger(), stream, [event('ReportFiled', payload)]);

    expect(events[0]!.payload).toEqual(payload);
    expect(await timeline(ledger().db, stream)).toEqual(events);
  });

  it('a message or notice of an event that is not there is refused', async () => {
    await expect(record(ledger(), stream, [], { notices: [{ ...notice('due'), event: 0 }] })).rejects.toThrow(
      RangeError,
    );
    expect(await streams(ledger())).toEqual([]);
  });

  it('a decision to write nothing leaves no trace', async () => {
    const answer = await ledger().append(request(stream, () => null));

    expect(answer).toEqual({ events: [], answers: {}, nextAt: null, archived: false, woken: [] });
    expect(await streams(ledger())).toEqual([]);
  });

  it('requests for one stream are decided one after the other, each once', async () => {
    let decisions = 0;
    const answers = await Promise.all(
      ['First', 'Second', 'Third'].map((type) =>
        ledger().append(
          request(stream, () => {
            decisions++;
            return write([event(type)]);
          }),
        ),
      ),
    );
    expect(answers.map(({ events }) => events.at(-1)!.type)).toEqual(['First', 'Second', 'Third']);
    expect(answers[2]!.events).toHaveLength(3);
    expect(decisions).toBe(3);
  });

  it('those who wait together share a transaction', async () => {
    const names = Array.from({ length: 250 }, (_, i) => `measure/xiangcheng-2024/${i}`);
    await Promise.all(names.map((name) => record(ledger(), name, [event('MeasureIssued')])));

    const { rows } = await sql<{ n: number }>`select count(distinct xmin::text) as n from event`.execute(ledger().db);
    expect(rows[0]!.n).toBe(2);
  });

  it('prepare reads in the same transaction before the decision, also writes after it', async () => {
    await record(ledger(), neighbour, [event('MeasureIssued')]);
    let seen = 0;
    const [answer] = await Promise.all([
      ledger().append({
        ...request(stream, () =>
          write([event('DigestComposed', { seen })], {
            also: async (tx) => {
              await tx.updateTable('stream').set({ next_at: 5 }).where('id', '=', neighbour).execute();
            },
          }),
        ),
        prepare: async (tx, found) => {
          expect(found.seq).toBe(0);
          seen = (await tx.selectFrom('event').selectAll().execute()).length;
        },
      }),
      record(ledger(), 'finding/xiangcheng-2024/3', [event('FindingIssued')]),
    ]);
    expect(answer!.events[0]!.payload).toEqual({ seen: 1 });
    expect(await look(ledger(), neighbour)).toMatchObject({ nextAt: 5 });
  });

  it('what also throws takes back its own write and nobody else’s', async () => {
    const broken = record(ledger(), stream, [event('DigestComposed')], {
      also: async () => {
        throw new CodedError('overtaken');
      },
    });
    const healthy = record(ledger(), neighbour, [event('MeasureIssued')]);

    await expect(broken).rejects.toMatchObject({ code: 'overtaken' });
    await healthy;
    expect(await streams(ledger())).toEqual([neighbour]);
  });

  it('raises notices under their event and takes them back by their basis', async () => {
    await record(ledger(), stream, [event('Issued'), event('Reminded')], {
      notices: [
        { ...notice('due:2024-09-30'), event: 1 },
        { ...notice('due:2024-10-31'), event: 1 },
        { ...notice('task'), event: 0 },
      ],
    });
    await record(ledger(), stream, [event('DueChanged')], {
      voidNotices: [{ basisPrefix: 'due:', reason: '时限已调整' }],
      notices: [{ ...notice('due:2024-12-31'), event: 0 }],
    });

    const rows = await ledger().db.selectFrom('notice').selectAll().orderBy('id').execute();
    expect(rows.map(({ id, basis, state, reason }) => [id, basis, state, reason])).toEqual([
      [`${stream}#1#0`, 'task', 'waiting', null],
      [`${stream}#2#0`, 'due:2024-09-30', 'void', '时限已调整'],
      [`${stream}#2#1`, 'due:2024-10-31', 'void', '时限已调整'],
      [`${stream}#3#0`, 'due:2024-12-31', 'waiting', null],
    ]);
    expect(rows[0]).toMatchObject({ campaign, stream, ...notice('task'), raised_at: nine });
  });

  it('takes back only waiting notices of its own stream', async () => {
    for (const name of [stream, neighbour]) {
      await record(ledger(), name, [event('Reminded')], { notices: [{ ...notice('due'), event: 0 }] });
    }
    await ledger().db.updateTable('notice').set({ state: 'staged' }).where('stream', '=', stream).execute();
    await record(ledger(), stream, [event('Closed')], { voidNotices: [{ basisPrefix: '', reason: '已销号' }] });

    const rows = await ledger().db.selectFrom('notice').select(['stream', 'state']).orderBy('stream').execute();
    expect(rows.map(({ state }) => state)).toEqual(['staged', 'waiting']);
  });
});

async function look(ledger: Ledger, of: string): Promise<Found> {
  let found: Found | undefined;
  await ledger.append(
    request(of, (what) => {
      found = what;
      return null;
    }),
  );
  return found!;
}

async function streams({ db }: Ledger): Promise<string[]> {
  return (await db.selectFrom('stream').select('id').orderBy('id').execute()).map(({ id }) => id);
}
