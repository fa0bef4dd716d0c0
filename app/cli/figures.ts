import type { CampaignState } from '../../domain/campaign/state.ts';
import type { Count } from '../../domain/figures/count.ts';
import type { Statement } from '../../domain/figures/statement.ts';
import { fill } from '../../words/language.ts';
import { streamOf } from '../../workflows/contract.ts';
import { withApi } from '../reach.ts';
import type { Commands } from './commands.ts';
import type { Desk } from './desk.ts';

type Options = { campaign: string; asOf?: string; plan?: string };

/** `figures`: what a notice states of a campaign, as of any day, from the record. */
export function addFigures({ desk, add }: Commands): void {
  const { option, command } = desk.words;
  add<Options>('figures', command.figures, async (_, { campaign, asOf, plan }) => {
    const asked = { ...(asOf ? { asOf } : {}), ...(plan ? { plan } : {}) };
    const [statement, view] = await withApi(desk.config(), 'read', (api) =>
      Promise.all([api.figures(campaign, asked), api.stream(streamOf.campaign(campaign))]),
    );
    return { document: statement, lines: linesOf(statement, view.state as CampaignState, desk) };
  })
    .requiredOption('--campaign <id>', option.campaign)
    .option('--as-of <date>', option.asOf)
    .option('--plan <id>', option.plan);
}

function linesOf(statement: Statement, { settings }: CampaignState, { words }: Desk): string[] {
  const { figures } = words;
  const { findings, measures, effect } = statement.internal;
  const line = (name: string, { findings, measures }: Count) =>
    fill(figures.line, { ...percent(measures), name, findings: findings.total, findingsDone: findings.done });
  const group = (title: string, counts: Record<string, Count>) => [
    title,
    ...Object.entries(counts).map(([key, counted]) => line(statement.names[key] ?? (key || figures.none), counted)),
  ];
  return [
    fill(figures.head, { name: settings.name, asOf: statement.asOf }),
    fill(figures.findings, findings),
    fill(figures.measures, percent(measures)),
    fill(figures.effect, { ...effect, periodEnd: statement.periodEnd }),
    fill(figures.late, statement.lateByHolder),
    line(figures.public, statement.public),
    ...group(figures.byPlan, statement.byPlan),
    ...group(figures.byCategory, statement.byCategory),
    ...group(figures.byUnit, statement.byUnit),
    ...group(figures.byLeader, statement.byLeader),
    ...statement.quantities.map(({ unit, total, done, rate }) =>
      fill(figures.quantity, { unit, total, done, rate: rate === null ? '–' : rate.toFixed(1) }),
    ),
    ...(settings.teams ? group(figures.byTeam, statement.byTeam) : []),
  ];
}

/** A rate with its one decimal, also where that is nought. */
function percent(measures: Count['measures']): Record<string, string | number> {
  return { ...measures, rate: measures.rate === null ? '–' : measures.rate.toFixed(1) };
}
