import { type KyselyPlugin, type RootOperationNode, TableNode } from 'kysely';
import type { Engine } from '../../../client/engine.ts';
import type { Ledger } from '../../../ledger/open.ts';

/**
 * Where in a rehearsal's driver a process kills itself, and the how-manyeth time it comes there.
 * `start`: an entity has been started. `act`: an act was answered. `mark`: acts were answered and are about to be marked.
 * `tick`: a tick was answered. `composed`, `delivered`: a window's mails are written, are sent. `plan`: reactions are
 * about to be written. `clock`: they are written and the clock is about to move.
 */
export type Strike = { point: Point; count: number };
export type Point = 'start' | 'act' | 'mark' | 'tick' | 'composed' | 'delivered' | 'plan' | 'clock';

type Parts = { engine: Engine; ledger: Pick<Ledger, 'db' | 'transaction'> };

/** The same engine and ledger, but with a kill -9 from within at the point named. */
export function strikesAt(strike: Strike | null, { engine, ledger }: Parts): Parts {
  let left = strike?.count ?? 0;
  const pass = (point: Point) => {
    if (point === strike?.point && --left === 0) process.kill(process.pid, 'SIGKILL');
  };
  let mails = 0;
  return {
    engine: {
      ...engine,
      async start(...args) {
        await engine.start(...args);
        pass('start');
      },
      async act(...args) {
        const answer = await engine.act(...args);
        pass('act');
        return answer;
      },
      async tick(...args) {
        const answer = await engine.tick(...args);
        const [stream] = args;
        if (!stream.startsWith('postmaster/')) pass('tick');
        else pass(mails++ % 2 === 0 ? 'composed' : 'delivered');
        return answer;
      },
    },
    ledger: { ...ledger, db: ledger.db.withPlugin(watching(pass)) },
  };
}

/** Passes a point just before a statement that the driver's store sends. */
function watching(pass: (point: Point) => void): KyselyPlugin {
  return {
    transformQuery({ node }) {
      const table = tableOf(node);
      if (table === 'update act') pass('mark');
      if (table === 'insert act') pass('plan');
      if (table === 'update rehearsal') pass('clock');
      return node;
    },
    transformResult: async ({ result }) => result,
  };
}

function tableOf(node: RootOperationNode): string | null {
  if (node.kind === 'UpdateQueryNode' && node.table && TableNode.is(node.table))
    return `update ${node.table.table.identifier.name}`;
  if (node.kind === 'InsertQueryNode') return `insert ${node.into?.table.identifier.name}`;
  return null;
}
