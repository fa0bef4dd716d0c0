import { isDeepStrictEqual } from 'node:util';
import { startCampaign } from '../client/campaign.ts';
import { type Actor, system } from '../domain/actor.ts';
import { addMonths, type Day } from '../domain/calendar/day.ts';
import type { MeasureCommand } from '../domain/measure/commands.ts';
import type { MeasureDraft } from '../domain/plan/lists.ts';
import { streamOf } from '../workflows/contract.ts';
import { act, issue, release } from './act.ts';
import { CompressedTime } from './compressed.ts';
import { countEvents, runsOf } from './history.ts';
import { cast, madeUpCampaign, madeUpLists } from './made-up.ts';
import { sample } from './pairs.ts';
import type { Settings } from './settings.ts';
import { type Crew, enter, type Ground } from './stage.ts';

const begin = '2024-09-02';
const { liaison, principal, leader, office } = cast;

const changes: Partial<MeasureDraft> = {
  leadUnit: cast.unit,
  effectDue: { text: '2025-06-30', day: '2025-06-30', why: 'bench' },
  milestones: ['2024-12-31', '2025-02-28', '2025-03-31', '2025-05-30'].map((day) => ({ day, text: day })),
};
const evidence = ['sha256:made-up'];

/** The year's twenty commands beside its reports: each when it is due by a real calendar, none too late for a ladder. */
const script: [day: Day, time: string, actor: Actor, command: MeasureCommand][] = [
  ['2024-09-04', '10:00', liaison, { type: 'acknowledge' }],
  ['2024-10-15', '10:00', liaison, { type: 'meetMilestone', index: 0 }],
  ['2024-11-12', '10:00', liaison, { type: 'meetMilestone', index: 1 }],
  ['2024-12-10', '10:00', liaison, { type: 'claimEffect', evidence }],
  ['2024-12-12', '10:00', leader, { type: 'confirmEffect' }],
  ['2024-12-13', '10:00', office, { type: 'confirmEffect' }],
  ['2025-01-14', '10:00', liaison, { type: 'meetMilestone', index: 2 }],
  ['2025-02-11', '10:00', liaison, { type: 'meetMilestone', index: 3 }],
  ['2025-04-08', '10:00', liaison, { type: 'requestExtension', to: '2026-12-31', reason: 'tender', progress: 'half' }],
  ['2025-04-10', '10:00', leader, { type: 'grantExtension' }],
  ['2025-05-13', '10:00', office, { type: 'suspend', reason: 'flood' }],
  ['2025-05-15', '10:00', office, { type: 'resume' }],
  ['2025-08-27', '10:00', liaison, { type: 'submit', evidence }],
  ['2025-08-27', '16:00', principal, { type: 'approve' }],
  ['2025-08-28', '10:00', leader, { type: 'return', reason: 'one site is missing' }],
  ['2025-08-29', '10:00', liaison, { type: 'submit', evidence }],
  ['2025-08-29', '16:00', principal, { type: 'approve' }],
  ['2025-08-30', '10:00', leader, { type: 'approve' }],
  ['2025-08-31', '10:00', office, { type: 'approve' }],
  ['2025-09-01', '10:00', office, { type: 'close' }],
];

type Year = { reminders: number; reports: number; commands: number };

/**
 * The history of a measure's year: each month a request and a chase (24 reminders), a report once it is chased (12), and
 * the commands of the script (20), by real timers on compressed time (`compressed.ts`). Counts the events of all its
 * runs, and the most workflow tasks that ever have to be replayed at once.
 */
export async function measureYear(ground: Ground, { year }: Settings) {
  const time = new CompressedTime(begin, year.msPerDay);
  const end = addMonths(begin, year.months);
  const acts = script.filter(([day]) => day < end);
  const reports: Promise<void>[] = [];
  const crew: Crew = await enter(ground, {
    around: (activities) =>
      time.around({
        ...activities,
        recordAndPlan: async (request) => {
          const answer = await activities.recordAndPlan(request);
          const chased = answer.events.some((event) => 'rung' in event && event.rung === 'chase');
          // One that is refused came too late: then this year is not as planned, and is not counted.
          if (chased) reports.push(report(crew, request.stream, reports.length).catch(() => undefined));
          return answer;
        },
      }),
  });
  const campaign = 'year';
  const streams = Array.from({ length: year.measures }, (_, i) => streamOf.measure(campaign, `m${i}`));
  try {
    await startCampaign(crew.engine, madeUpCampaign(campaign, 'real'), madeUpLists(1, year.measures, changes), null);
    await crew.begun(campaign, 3 + year.measures);
    await act(crew, streamOf.campaign(campaign), 'issue', system, issue);
    await act(crew, streamOf.campaign(campaign), 'release', system, release);
    for (const [n, [day, hour, actor, command]] of acts.entries()) {
      await time.until(day, hour);
      await Promise.all(streams.map((stream) => act(crew, stream, `act-${n}`, actor, command)));
    }
    await time.until(end);
    await Promise.all(reports);
    const planned: Year = { reminders: 2 * year.months, reports: year.months, commands: acts.length };
    const years = await Promise.all(streams.map((stream) => yearOf(crew, stream)));
    // Where this machine was too slow for the fast clock, another rung came before its act: another year than is stated.
    const asPlanned = streams.filter((_, i) => isDeepStrictEqual(years[i], planned));
    if (asPlanned.length === 0) throw new Error(`no year went as planned: ${JSON.stringify({ planned, years })}`);
    const histories = await Promise.all(asPlanned.map((stream) => runsOf(crew.client, stream)));
    const events = sample(histories.map((runs) => runs.reduce((sum, run) => sum + run.events, 0)));
    const tasks = sample(histories.map((runs) => Math.max(...runs.map((run) => run.replayed))));
    return {
      eventsPerMeasureYear: {
        value: events.median,
        values: events.values,
        ...planned,
        asPlanned: asPlanned.length,
        runs: histories,
      },
      replayTasksPerMeasureYear: { value: Math.max(...tasks.values), values: tasks.values },
    };
  } finally {
    await Promise.all(reports);
    await crew.leave();
  }
}

/** A little later than the chase: the mail has to be read. */
async function report(crew: Crew, stream: string, n: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 50));
  await act(crew, stream, `report-${n}`, liaison, { type: 'report', progress: 'As planned.', next: 'Go on.' });
}

async function yearOf({ ledger }: Crew, stream: string): Promise<Year> {
  const counts = await countEvents(ledger, stream);
  const { n } = await ledger.db
    .selectFrom('command')
    .select((is) => is.fn.countAll<number>().as('n'))
    .where('stream', '=', stream)
    .where('id', 'like', 'act-%')
    .executeTakeFirstOrThrow();
  return { reminders: counts.RungReached ?? 0, reports: counts.Reported ?? 0, commands: Number(n) };
}
