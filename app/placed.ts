import type { ListRow } from '../documents/in/lists/row.ts';
import type { Settings } from '../domain/plan/settings.ts';

/**
 * The settings of a campaign that is to be set up, its special plans and teams with the findings whose rows name them in
 * 方案 and 专班, by name or id.
 */
export function placed(settings: Settings, rows: ListRow[]): Settings {
  const { plans, teams } = settings;
  const joined = <T extends { id: string; name: string; findings: string[] }>(one: T, column: 'plan' | 'team'): T => {
    const mine = rows.flatMap(({ draft, ...row }) =>
      draft && (row[column] === one.id || row[column] === one.name) ? [draft.finding] : [],
    );
    return { ...one, findings: [...new Set([...one.findings, ...mine])] };
  };
  return {
    ...settings,
    ...(plans ? { plans: plans.map((one) => joined(one, 'plan')) } : {}),
    ...(teams ? { teams: teams.map((one) => joined(one, 'team')) } : {}),
  };
}
