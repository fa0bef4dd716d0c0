import type { TeamAnswer } from '../../client/api.ts';
import { CodedError } from '../../domain/errors.ts';
import { findings, measures } from '../../ledger/queries/board.ts';
import type { ApiDeps } from './deps.ts';
import { rulesOf } from './rules.ts';

/** What a team (专班) sees: its findings, each with its measures. @throws CodedError `unknown-id` */
export async function teamOf(deps: ApiDeps, campaign: string, id: string): Promise<TeamAnswer> {
  const { settings } = await rulesOf(deps, campaign);
  const team = settings.teams?.find((one) => one.id === id || one.name === id);
  if (!team) throw new CodedError('unknown-id', { id });
  const mine = (await findings(deps.ledger.db, campaign)).filter((finding) => team.findings.includes(finding.id));
  const all = await Promise.all(mine.map((one) => measures(deps.ledger.db, campaign, { finding: one.id })));
  return {
    team,
    findings: mine.map(({ id: finding, no, title, phase }, n) => ({
      ...{ id: finding, no, title, phase },
      measures: all[n]!.map((one) => ({ id: one.id, no: one.no, phase: one.phase })),
    })),
  };
}
