import type { Instant } from '../domain/calendar/day.ts';
import { instantAt } from '../domain/calendar/zone.ts';
import type { EntityActivities } from '../workflows/contract.ts';

const day = 86_400_000;

/**
 * A campaign's time told by a fast clock: a day of its calendar passes in `msPerDay`. Workflows know instants only and
 * wait for them with real timers; here each `now` they ask with becomes the campaign's, each `wakeAt` they are answered
 * becomes ours. So the domain sees workdays and months, under the default policy, and Temporal sees a wait of seconds.
 * What a workflow does beside waiting must not read the campaign's instants: a postmaster does, measures do not.
 */
export class CompressedTime {
  /** Set by the first who asks: opening a ledger takes seconds, which are days here. */
  private begun: Instant | null = null;
  private readonly from: Instant;
  private readonly factor: number;

  constructor(fromDay: string, msPerDay: number) {
    this.from = instantAt(fromDay, '10:00', 'Asia/Shanghai');
    this.factor = day / msPerDay;
  }

  toCampaign(wall: Instant): Instant {
    this.begun ??= wall;
    return this.from + Math.round((wall - this.begun) * this.factor);
  }

  /** Rounded up: who wakes by it does not wake too early. */
  toWall(instant: Instant): Instant {
    this.begun ??= Date.now();
    return this.begun + Math.ceil((instant - this.from) / this.factor);
  }

  /** Waits for an hour of the campaign's calendar. */
  async until(text: string, time = '12:00'): Promise<void> {
    const wait = this.toWall(instantAt(text, time, 'Asia/Shanghai')) - Date.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
  }

  around(activities: EntityActivities): EntityActivities {
    return {
      ...activities,
      recordAndPlan: async (request) => {
        const answer = await activities.recordAndPlan({ ...request, now: this.toCampaign(request.now) });
        return { ...answer, wakeAt: answer.wakeAt === null ? null : this.toWall(answer.wakeAt) };
      },
    };
  }
}
