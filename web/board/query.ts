import { addDays, type Day, endOfMonth, weekdayOf } from '../../domain/calendar/day.ts';
import { lights } from '../../domain/measure/light.ts';
import { kinds } from '../../domain/plan/lists.ts';
import { type BoardFilter, type Sort, sorts } from '../../ledger/queries/boardPage.ts';
import { may } from '../access/may.ts';
import type { View } from '../campaign/view.ts';
import { pageOf } from '../frame/path.ts';

const pasts = ['unit', 'leader', 'office', 'higherLevel'] as const;
export type Past = (typeof pasts)[number];

/** Past whose limits somebody may ask: who may not know of a leader's time is not told of the office's alone either. */
export function pastsFor({ who }: View): readonly Past[] {
  return may(who, { to: 'seeLeaderTime', leaders: [] }) ? pasts : ['unit', 'higherLevel'];
}
export const dues = ['past', 'week', 'month'] as const;

/** What the address of a board asks for, as text; '' where it does not ask. */
export type BoardQuery = {
  q: string;
  unit: string;
  leader: string;
  category: string;
  light: string;
  kind: string;
  due: string;
  past: string;
  sort: Sort;
  page: number;
};

/** The query of an address; what is not known in it does not matter. */
export function readQuery(asked: (name: string) => string | undefined, view: View): BoardQuery {
  const oneOf = <T extends string>(name: string, known: readonly T[]) => known.find((one) => one === asked(name));
  return {
    q: (asked('q') ?? '').trim().slice(0, 100),
    unit: asked('unit') ?? '',
    leader: asked('leader') ?? '',
    category: asked('category') ?? '',
    light: oneOf('light', lights) ?? '',
    kind: oneOf('kind', kinds) ?? '',
    due: oneOf('due', dues) ?? '',
    past: oneOf('past', pastsFor(view)) ?? '',
    sort: oneOf('sort', sorts) ?? 'urgent',
    page: pageOf(asked('page')),
  };
}

/** The query as it stands in an address: only what is asked for. */
export function writeQuery({ sort, page, ...asked }: BoardQuery): Record<string, string | number> {
  return { ...asked, sort: sort === 'urgent' ? '' : sort, page: page > 1 ? page : '' };
}

/** Does it leave anything out? */
export function isFiltered({ sort: _, page: __, ...asked }: BoardQuery): boolean {
  return Object.values(asked).some((value) => value !== '');
}

/** The measures it means, as of the view's day. */
export function filterOf(query: BoardQuery, { campaign, day }: View): BoardFilter {
  const { q, due } = query;
  const units = campaign.directory.units.filter(({ name }) => name.includes(q)).map(({ id }) => id);
  const filter: Record<string, unknown> = {};
  for (const name of ['unit', 'leader', 'category', 'light', 'kind', 'past'] as const)
    if (query[name]) filter[name] = query[name];
  return {
    ...filter,
    ...(q ? { search: { text: q, units } } : {}),
    ...(due ? { due: spanOf(due as (typeof dues)[number], day) } : {}),
  };
}

function spanOf(due: (typeof dues)[number], day: Day): { from: Day | null; to: Day } {
  if (due === 'past') return { from: null, to: addDays(day, -1) };
  return { from: day, to: due === 'week' ? addDays(day, 7 - weekdayOf(day)) : endOfMonth(day) };
}
