import { CancellationScope, isCancellation, sleep } from '@temporalio/workflow';
import type { Instant } from '../domain/calendar/day.ts';

/** Shorter waits than this are not worth a timer, and none can spin (DESIGN.md: a wait that is already true). */
const leastWait = 1_000;

/**
 * One open timer whose hour can move. It is only replaced by an earlier one: an alarm that rings too early finds nothing
 * due and is set again, which is cheaper than cancelling a timer at each command.
 */
export class Alarm {
  rang = false;
  private at: Instant | null = null;
  private scope: CancellationScope | null = null;

  set(at: Instant | null): void {
    if (at === null || (this.at !== null && this.at <= at)) return;
    this.scope?.cancel();
    this.at = at;
    const scope = new CancellationScope();
    this.scope = scope;
    scope
      .run(() => sleep(Math.max(at - Date.now(), leastWait)))
      .then(() => {
        this.at = null;
        this.rang = true;
      })
      .catch((error) => {
        if (!isCancellation(error)) throw error;
      });
  }
}
