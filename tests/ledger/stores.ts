import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe } from 'vitest';
import { type Ledger, openLedger } from '../../ledger/open.ts';
import { createDatabase, startPostgres } from '../support/postgres.ts';

/** Opens a ledger of one kind; what it needed besides goes with `clean`. */
type Store = () => Promise<{ ledger: Ledger; clean(): Promise<void> }>;

const memory: Store = async () => ({ ledger: await openLedger(), clean: async () => undefined });

const folder: Store = async () => {
  const path = await mkdtemp(join(tmpdir(), 'xiaohao-ledger-'));
  return { ledger: await openLedger({ folder: path }), clean: () => rm(path, { recursive: true }) };
};

const postgres: Store = async () => {
  const server = await startPostgres();
  return { ledger: await openLedger({ url: await createDatabase(server) }), clean: server.stop };
};

const stores = { memory, folder, postgres };

/** Runs the suite on each of these stores; every test begins with empty tables. */
export function onStores(names: (keyof typeof stores)[], suite: (ledger: () => Ledger) => void): void {
  describe.each(names)('on %s', (name) => {
    let open: Awaited<ReturnType<Store>>;
    beforeAll(async () => {
      open = await stores[name]();
    });
    beforeEach(() => empty(open.ledger));
    afterAll(async () => {
      await open?.ledger.close();
      await open?.clean();
    });
    suite(() => open.ledger);
  });
}

async function empty({ db }: Ledger): Promise<void> {
  await sql`truncate stream, event, command, message, notice, mail, mail_notice, measure, finding, campaign, rehearsal,
    act, delivery, delivery_head, delivery_finding restart identity`.execute(db);
}
