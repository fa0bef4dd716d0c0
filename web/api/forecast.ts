import type { ForecastAnswer } from '../../client/api.ts';
import { nextWorkday } from '../../domain/calendar/calendar.ts';
import { addDays, type Day } from '../../domain/calendar/day.ts';
import { dayOf, instantAt } from '../../domain/calendar/zone.ts';
import { CodedError } from '../../domain/errors.ts';
import type { FindingState } from '../../domain/finding/state.ts';
import { forecastOf } from '../../domain/forecast/forecast.ts';
import type { Entity, World } from '../../domain/forecast/world.ts';
import type { MeasureState } from '../../domain/measure/state.ts';
import type { Notice } from '../../domain/notice/notice.ts';
import { streamOf } from '../../workflows/contract.ts';
import type { ReadyDeps } from './deps.ts';
import { nowOf, rulesOf } from './rules.ts';

export type ForecastQuery = {
  days: number;
  person?: string;
  /** For a campaign not issued yet: when it is going to be; left out, the next workday. */
  issuedOn?: Day;
  /** `12-3:2024-10-31`: what changes if this measure gets this date. */
  extend?: string;
};

/**
 * Who is going to be mailed what and when if nobody acts.
 * @throws CodedError `unknown-id`, `unknown-person`, and what an extension or the issue would be refused with
 */
export async function forecast(deps: ReadyDeps, campaign: string, query: ForecastQuery): Promise<ForecastAnswer> {
  const rules = await rulesOf(deps, campaign);
  const now = await nowOf(deps, rules);
  const { calendar } = deps.contextAt(rules, now);
  const world = await readWorld(deps, campaign);
  const tomorrow = nextWorkday(calendar, addDays(dayOf(now, calendar.zone), 1));
  const issuedAt = instantAt(query.issuedOn ?? tomorrow, '10:00', calendar.zone);
  const { days, person, extend } = query;
  const answer = forecastOf({ world, calendar, now, days, person, issuedAt, extend });
  if ('code' in answer) throw new CodedError(answer.code, answer.facts);
  return { campaign, zone: calendar.zone, ...answer };
}

async function readWorld({ ledger: { db } }: ReadyDeps, campaign: string): Promise<World> {
  const rows = await db
    .selectFrom('stream')
    .select(['id', 'kind', 'seq', 'state', 'next_at'])
    .where('campaign', '=', campaign)
    .where('seq', '>', 0)
    .orderBy('id')
    .execute();
  const entities = <S>(kind: string): Entity<S>[] =>
    rows
      .filter((row) => row.kind === kind)
      .map(({ id, seq, state, next_at }) => ({ stream: id, seq, state: state as S, nextAt: next_at }));
  const notices = await db
    .selectFrom('notice')
    .select(['id', 'stream', 'role', 'letter', 'block', 'basis', 'due', 'facts', 'window_at'])
    .where('campaign', '=', campaign)
    .where('state', '=', 'waiting')
    .execute();
  return {
    campaign: entities<World['campaign']['state']>('campaign').find(
      ({ stream }) => stream === streamOf.campaign(campaign),
    )!,
    findings: entities<FindingState>('finding'),
    measures: entities<MeasureState>('measure'),
    waiting: notices.map(({ id, stream, role, facts, window_at, ...notice }) => ({
      ...{ id, stream },
      notice: { ...notice, to: role as Notice['to'], facts: facts as Notice['facts'], windowAt: window_at },
    })),
  };
}
