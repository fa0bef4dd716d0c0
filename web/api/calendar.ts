import { z } from 'zod';
import type { AddYearAnswer, AddYearRequest, MovedMeasure } from '../../client/api.ts';
import type { CalendarYear } from '../../domain/calendar/calendar.ts';
import { isDay } from '../../domain/calendar/day.ts';
import { refuse } from '../../domain/campaign/authority.ts';
import type { CampaignState } from '../../domain/campaign/state.ts';
import { CodedError } from '../../domain/errors.ts';
import { movesOf } from '../../domain/measure/moves.ts';
import type { MeasureState } from '../../domain/measure/state.ts';
import { campaigns } from '../../ledger/queries/board.ts';
import { keepYear, readYears } from '../../ledger/queries/calendarYears.ts';
import { streamOf } from '../../workflows/contract.ts';
import { actorFor, runningEngine, send } from './act.ts';
import type { ApiDeps } from './deps.ts';
import { rulesIfAny } from './rules.ts';

const days = z.record(z.string().refine(isDay), z.string().min(1));
export const addYearSchema: z.ZodType<AddYearRequest> = z.strictObject({
  id: z.string().trim().min(1).max(100),
  year: z.string().regex(/^\d{4}$/),
  days: z.strictObject({ source: z.string().min(1).max(500), off: days, work: days }),
  as: z.string().trim().min(1).max(500).exactOptional(),
  confirm: z.boolean(),
});

/**
 * Takes a year's holiday notice into the installation, and has every real campaign count its dates anew. Where running
 * measures move, nothing is done until a person confirms it; all that moves is answered either way.
 * @throws CodedError `calendar-needs-person`, `not-running`, and why a campaign refuses
 */
export async function addYear(deps: ApiDeps, request: AddYearRequest): Promise<AddYearAnswer> {
  const { id, year, days, as, confirm } = request;
  const { db } = deps.ledger;
  const running = await runningCampaigns(deps);
  const behind = running.filter((state) => !isSame(state.years[year], days));
  const moved: MovedMeasure[] = [];
  for (const state of behind)
    moved.push(...(await movedIn(deps, state, { ...state, years: { ...state.years, [year]: days } })));
  const known = isSame((await readYears(db))[year], days);
  const answer = { year, moved, campaigns: behind.map((state) => state.id) };
  if (moved.length > 0 && !confirm) return { ...answer, added: false, same: false };
  if (known && behind.length === 0) return { ...answer, added: false, same: true };

  if (behind.length > 0 && as === undefined) throw new CodedError('calendar-needs-person', { count: behind.length });
  if (behind.length > 0) runningEngine(deps);
  const command = { type: 'replan' as const, years: { [year]: days }, reason: days.source };
  // All must let him before anything is kept or the first is told.
  const told = behind.map((state) => {
    const actor = actorFor(state, as!);
    const no = refuse(state, command, actor);
    if (no) throw new CodedError(no.code, no.facts);
    return { state, actor };
  });
  await keepYear(db, year, days, as ?? '', deps.now());
  for (const { state, actor } of told) {
    await send(deps, streamOf.campaign(state.id), `${id}:${state.id}`.slice(0, 100), actor, command);
  }
  return { ...answer, added: true, same: false };
}

async function runningCampaigns(deps: ApiDeps): Promise<CampaignState[]> {
  const all: CampaignState[] = [];
  for (const { id, clock } of await campaigns(deps.ledger.db)) {
    const state = clock === 'real' ? await rulesIfAny(deps, id) : null;
    if (state) all.push(state);
  }
  return all;
}

/** The running measures whose days are others under other rules of their campaign. */
export async function movedIn(
  { ledger: { db }, contextAt, now }: ApiDeps,
  state: CampaignState,
  after: CampaignState,
): Promise<MovedMeasure[]> {
  const rows = await db
    .selectFrom('stream')
    .select('state')
    .where('campaign', '=', state.id)
    .where('kind', '=', 'measure')
    .where('archived', '=', false)
    .orderBy('id')
    .execute();
  const at = now();
  return rows.flatMap((row) => {
    const measure = row.state as MeasureState | null;
    if (!measure) return [];
    const moves = movesOf(measure, contextAt(state, at, measure.finding), contextAt(after, at, measure.finding));
    if (moves.length === 0) return [];
    const { id, no, title, leadUnit } = measure;
    const unit = state.directory.units.find((one) => one.id === leadUnit)?.name ?? leadUnit;
    return [{ campaign: state.id, id, no, title, unit, moves }];
  });
}

function isSame(one: CalendarYear | undefined, other: CalendarYear): boolean {
  const sorted = (list: Record<string, string>) => Object.entries(list).sort();
  const plain = ({ source, off, work }: CalendarYear) => JSON.stringify([source, sorted(off), sorted(work)]);
  return one !== undefined && plain(one) === plain(other);
}
