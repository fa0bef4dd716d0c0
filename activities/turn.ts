import { randomUUID } from 'node:crypto';
import { sleep } from '@temporalio/activity';
import type { Kysely } from 'kysely';
import type { Tables } from '../ledger/tables.ts';
import { endTurn, takeTurn } from '../ledger/turn.ts';

/** Shorter than the heartbeat's time-out (`workflows/postmaster.ts`): who is taken for dead has lost it, or soon does. */
const turnMs = 6_000;
const askEveryMs = 500;

/**
 * One sender at a time for a campaign's outbox. Temporal starts a second one when it has not heard of the first for a
 * while, which may be its own fault; without this both would send what lies taken in the first one's hands.
 */
export class Turn {
  readonly #db: Kysely<Tables>;
  readonly #campaign: string;
  readonly #holder = randomUUID();
  /** By the clock that nobody sets. */
  #until = 0;

  private constructor(db: Kysely<Tables>, campaign: string) {
    this.#db = db;
    this.#campaign = campaign;
  }

  /** Waits until nobody else has it. @throws CancelledFailure when the activity is stopped meanwhile. */
  static async of(db: Kysely<Tables>, campaign: string): Promise<Turn> {
    const turn = new Turn(db, campaign);
    while (!(await turn.keep())) await sleep(askEveryMs);
    return turn;
  }

  /** Is it still ours, for certain? */
  get isMine(): boolean {
    return performance.now() < this.#until;
  }

  /** Takes it, or has it for as long again; false: another one has it. */
  async keep(): Promise<boolean> {
    const asked = performance.now();
    const isOurs = await takeTurn(this.#db, this.#campaign, this.#holder, turnMs);
    this.#until = isOurs ? asked + turnMs : 0;
    return isOurs;
  }

  end(): Promise<void> {
    return endTurn(this.#db, this.#campaign, this.#holder);
  }
}
