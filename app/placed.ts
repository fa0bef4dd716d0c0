import { splitNames } from '../documents/in/lists/names.ts';
import type { ListRow } from '../documents/in/lists/row.ts';
import { planOf } from '../domain/plan/plan.ts';
import type { Settings } from '../domain/plan/settings.ts';

/**
 * The settings of a campaign that is to be set up, its special plans and teams with the findings whose rows name them in
 * 方案 and 专班, by name or id.
 */
export function placed(settings: Settings, rows: ListRow[]): Settings {
  const { plans, teams } = settings;
  const joined = <T extends { id: string; name: string; findings: string[] }>(one: T, column: 'plan' | 'team'): T => {
    const mine = rows.flatMap(({ draft, ...row }) =>
      draft && (row[column] === one.id || row[column] === one.name || names(row[column]).includes(one.name))
        ? [draft.finding]
        : [],
    );
    return { ...one, findings: [...new Set([...one.findings, ...mine])] };
  };
  return {
    ...settings,
    ...(plans ? { plans: plans.map((one) => joined(one, 'plan')) } : {}),
    ...(teams ? { teams: teams.map((one) => joined(one, 'team')) } : {}),
  };
}

/** A finding whose row names another plan, or another team, than the campaign has it in. */
export type Placing = { finding: string; column: 'plan' | 'team'; said: string; now: string };

/** What the rows of lists say of plans and teams otherwise than the campaign; an import does not move findings itself. */
export function placings({ plans = [], teams = [] }: Pick<Settings, 'plans' | 'teams'>, rows: ListRow[]): Placing[] {
  const found = rows.flatMap(({ draft, plan, team }): Placing[] => {
    if (!draft) return [];
    const { finding } = draft;
    const now = plans.find(({ id }) => id === planOf(finding, plans))?.name ?? '';
    const mine = teams.flatMap(({ name, findings }) => (findings.includes(finding) ? [name] : []));
    const moved = plan !== null && plan !== now ? [{ finding, column: 'plan' as const, said: plan, now }] : [];
    const seen = names(team).filter((name) => !mine.includes(name));
    return [...moved, ...seen.map((said) => ({ finding, column: 'team' as const, said, now: mine.join('、') }))];
  });
  return [...new Map(found.map((one) => [JSON.stringify(one), one])).values()].filter(({ column, said }) =>
    (column === 'plan' ? plans : teams).some(({ name }) => name === said),
  );
}

/** A finding may belong to several teams. */
function names(cell: string | null): string[] {
  return cell === null ? [] : splitNames(cell);
}
