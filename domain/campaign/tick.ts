import { system } from '../actor.ts';
import { lastWorkdayOfMonth, nextWorkday } from '../calendar/calendar.ts';
import { addMonths, type Day, type Instant } from '../calendar/day.ts';
import type { Context } from '../context.ts';
import { tell } from '../notice/tell.ts';
import { wakeFor, windowOn } from '../notice/window.ts';
import type { CampaignEvent } from './events.ts';
import { evolve } from './evolve.ts';
import type { CampaignFacts } from './facts.ts';
import type { Figures } from './figures.ts';
import type { CampaignState } from './state.ts';

export type CampaignItem = { at: Instant; kind: 'bulletin'; period: string } | { at: Instant; kind: 'periodEnd' };

/** What comes next, earliest first: each month's bulletin for the committee, and the end of the concentrated period. */
export function agenda(state: CampaignState, context: Context): CampaignItem[] {
  if (state.phase !== 'issued' || state.bulletin === null) return [];
  const items: CampaignItem[] = [];
  let period = addMonths(`${state.bulletin}-01`, 1).slice(0, 7);
  for (;;) {
    // Months slept through are not made up one by one: the last of them stands for all (one catch-up).
    const later = addMonths(`${period}-01`, 1).slice(0, 7);
    if (wake(lastWorkdayOfMonth(context.calendar, `${later}-01`), later, context) > context.now) break;
    period = later;
  }
  items.push({
    kind: 'bulletin',
    period,
    at: wake(lastWorkdayOfMonth(context.calendar, `${period}-01`), period, context),
  });
  if (!state.periodEnded) {
    const end = nextWorkday(context.calendar, addMonths(state.settings.feedbackOn, state.settings.concentratedMonths));
    items.push({ kind: 'periodEnd', at: wake(end, 'periodEnd', context) });
  }
  return items.sort((a, b) => a.at - b.at);
}

function wake(day: Day, what: string, { policy, calendar }: Context): Instant {
  return wakeFor(windowOn(day, policy.window, calendar.zone), policy.window, 'campaign', what);
}

/** Everything time has brought about by `context.now`. */
export function tick(state: CampaignState, context: Context, { figures, heads }: CampaignFacts): CampaignEvent[] {
  const events: CampaignEvent[] = [];
  let current = state;
  for (;;) {
    const item = agenda(current, context)[0];
    if (!item || item.at > context.now) return events;
    const base = { at: context.now, by: system.person };
    const facts = countsOf(figures);
    const happened: CampaignEvent[] =
      item.kind === 'bulletin'
        ? [
            {
              ...base,
              type: 'BulletinDue',
              period: item.period,
              figures,
              notices: tell(context, 'bulletin', 'info', `bulletin:${item.period}`, ['leadingGroup', 'office'], {
                ...facts,
                period: item.period,
              }),
            },
            { ...base, type: 'HeadsRecorded', heads, notices: [] },
          ]
        : [
            {
              ...base,
              type: 'PeriodEnded',
              figures,
              notices: tell(context, 'bulletin', 'info', 'period-end', ['leadingGroup', 'office'], {
                ...facts,
              }),
            },
          ];
    for (const event of happened) current = evolve(current, event);
    events.push(...happened);
  }
}

function countsOf({ findings, measures }: Figures) {
  return {
    findings: findings.total,
    findingsClosed: findings.closed,
    measures: measures.total,
    closed: measures.closed,
    late: measures.late,
  };
}
