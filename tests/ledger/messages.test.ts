import { expect, it } from 'vitest';
import type { TakenMessage } from '../../ledger/append.ts';
import type { Ledger } from '../../ledger/open.ts';
import { streamsWithMessages } from '../../ledger/queries/streamsWithMessages.ts';
import { campaign, event, nine, record, request, write } from './given.ts';
import { onStores } from './stores.ts';

const finding = 'finding/xiangcheng-2024/3';
const a = 'measure/xiangcheng-2024/3-1';
const b = 'measure/xiangcheng-2024/3-2';

onStores(['memory', 'postgres'], (ledger) => {
  it('messages are taken in the order (at, from, seq, n), whenever they were written', async () => {
    const say = (from: string, at: number, ...texts: string[]) =>
      record(ledger(), from, [event('MeasureClosed', {}, at)], {
        messages: texts.map((text) => ({ to: finding, body: { text }, event: 0 })),
      });
    await say(b, nine + 1, 'last');
    await say(b, nine, 'third');
    const answer = await say(a, nine, 'first', 'second');

    expect(answer.woken).toEqual([finding]);
    expect((await take(ledger(), finding)).map(({ body }) => body)).toEqual([
      { text: 'first' },
      { text: 'second' },
      { text: 'third' },
      { text: 'last' },
    ]);
  });

  it('senders are ordered byte by byte, whatever the server’s locale', async () => {
    for (const sender of ['measure/x/a', 'measure/x/B', 'measure/x/1-1', 'measure/x/10']) {
      await record(ledger(), sender, [event('MeasureClosed')], { messages: [{ to: finding, body: {}, event: 0 }] });
    }
    const order = (await take(ledger(), finding)).map(({ from }) => from);
    expect(order).toEqual(['measure/x/1-1', 'measure/x/10', 'measure/x/B', 'measure/x/a']);
  });

  it('a message is taken once, and only when something was written', async () => {
    await record(ledger(), a, [event('MeasureClosed')], {
      messages: [{ to: finding, body: { measure: '3-1' }, event: 0 }],
    });

    expect(await streamsWithMessages(ledger().db, campaign)).toEqual([finding]);
    expect(await take(ledger(), finding, null)).toHaveLength(1);
    const [message] = await take(ledger(), finding);
    expect(message).toEqual({ id: 1, from: a, fromSeq: 1, n: 0, at: nine, body: { measure: '3-1' } });
    expect(await take(ledger(), finding)).toEqual([]);
    expect(await streamsWithMessages(ledger().db, campaign)).toEqual([]);
    const row = await ledger().db.selectFrom('message').selectAll().executeTakeFirstOrThrow();
    expect(row.taken_at_seq).toBe(1);
  });

  it('a message of a write that fails is not sent', async () => {
    const messages = [{ to: finding, body: {}, event: 0 }];
    await expect(record(ledger(), a, [event('Closed')], { messages, state: { text: '\u0000' } })).rejects.toThrow();
    expect(await take(ledger(), finding)).toEqual([]);
  });

  it('a message to all measures reaches each that has begun in this campaign and is not archived', async () => {
    const office = 'campaign/xiangcheng-2024';
    await record(ledger(), a, [event('MeasureIssued')]);
    await record(ledger(), 'measure/xiangcheng-2024/3-3', [event('MeasureArchived')], { archived: true });
    await record(ledger(), 'measure/changshu/1', [event('MeasureIssued')], {}, 'changshu');
    await record(ledger(), finding, [event('FindingIssued')]);

    // b begins in the same transaction, c is only asked about.
    const [answer] = await Promise.all([
      record(ledger(), office, [event('PolicyChanged')], {
        messages: [
          { to: 'measures', body: { policy: 2 }, event: 0 },
          { to: a, body: { policy: 'to you' }, event: 0 },
        ],
      }),
      record(ledger(), b, [event('MeasureIssued')]),
      take(ledger(), 'measure/xiangcheng-2024/3-4', null),
    ]);

    expect(answer.woken.toSorted()).toEqual([a, b]);
    expect((await take(ledger(), a)).map(({ n, body }) => [n, body])).toEqual([
      [0, { policy: 2 }],
      [1, { policy: 'to you' }],
    ]);
    expect(await take(ledger(), b)).toHaveLength(1);
    expect(await take(ledger(), finding)).toEqual([]);
  });

  it('nobody waits for an archived stream to take its messages', async () => {
    await record(ledger(), finding, [event('FindingArchived')], { archived: true });
    await record(ledger(), a, [event('MeasureClosed')], { messages: [{ to: finding, body: {}, event: 0 }] });
    expect(await streamsWithMessages(ledger().db, campaign)).toEqual([]);
  });
});

async function take(ledger: Ledger, stream: string, decision: 'take' | null = 'take'): Promise<TakenMessage[]> {
  let messages: TakenMessage[] = [];
  await ledger.append(
    request(stream, (found) => {
      messages = found.messages;
      return decision && write(messages.length > 0 ? [event('MessagesTaken')] : []);
    }),
  );
  return messages;
}
