import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { type DeliveryEntry, recordDeliveries } from '../../ledger/deliveryRecord.ts';
import { deliveryEntries } from '../../ledger/queries/deliveryEntries.ts';
import { verify } from '../../ledger/verify.ts';
import { onStores } from './stores.ts';

const entry = (mail: string): DeliveryEntry => ({ at: 1, what: 'accepted', mail, facts: { response: '250 ok' } });

onStores(['memory', 'postgres'], (ledger) => {
  it('one chain for each campaign, whoever writes at the same time', async () => {
    const { db } = ledger();
    const writers = Array.from({ length: 8 }, (_, n) =>
      recordDeliveries(db, n % 2 ? 'one' : 'two', [entry(`${n} a`), entry(`${n} b`)]),
    );
    await Promise.all(writers);
    expect((await deliveryEntries(db, 'one', undefined)).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(await verify(ledger())).toMatchObject({ deliveries: 16, broken: null });
  });

  it('who keeps the head and was overtaken chains anew', async () => {
    const { db } = ledger();
    const heads = new Map();
    await recordDeliveries(db, 'one', [entry('a')], [], heads);
    await recordDeliveries(db, 'one', [entry('b')]);
    await recordDeliveries(db, 'one', [entry('c')], [], heads);
    expect((await deliveryEntries(db, 'one', undefined)).map(({ mail }) => mail)).toEqual(['a', 'b', 'c']);
    expect((await verify(ledger())).broken).toBeNull();
  });

  it.each([
    ['a changed answer', "update delivery set facts = '{}' where seq = 2", { seq: 2, why: 'hash' }],
    ['a missing entry', 'delete from delivery where seq = 2', { seq: 2, why: 'gap' }],
    ['a cut end', 'delete from delivery where seq = 3', { seq: 3, why: 'cut' }],
    ['another end', "update delivery_head set hash = ''", { seq: 3, why: 'head' }],
  ])('%s is found', async (_, change, broken) => {
    const { db } = ledger();
    await recordDeliveries(db, 'one', [entry('a'), entry('b'), entry('c')]);
    await sql.raw(change).execute(db);
    expect((await verify(ledger())).broken).toEqual({ stream: 'delivery/one', ...broken });
  });

  it('whatever a server says can be kept', async () => {
    const { db } = ledger();
    const response = 'nul \0, half \ud800, quoted \\u0000, "';
    await recordDeliveries(db, 'one', [{ ...entry('a'), facts: { response } }]);
    const [kept] = await deliveryEntries(db, 'one', undefined);
    expect(JSON.parse(kept!.facts)).toEqual({ response: 'nul , half \ufffd, quoted \\u0000, "' });
    expect((await verify(ledger())).broken).toBeNull();
  });
});
