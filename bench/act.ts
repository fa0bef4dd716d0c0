import type { Actor } from '../domain/actor.ts';
import type { Instant } from '../domain/calendar/day.ts';
import type { CampaignCommand } from '../domain/campaign/commands.ts';
import type { MeasureCommand } from '../domain/measure/commands.ts';
import type { Crew } from './stage.ts';

export const issue: CampaignCommand = { type: 'issue', document: 'No. 1', approvers: ['committee'] };
export const release: CampaignCommand = { type: 'release' };

/** Has somebody act. @throws when he is refused: then something else was measured than was meant. */
export async function act(
  { engine }: Crew,
  stream: string,
  id: string,
  actor: Actor,
  command: MeasureCommand | CampaignCommand,
  at: Instant | null = null,
): Promise<void> {
  const answer = await engine.act(stream, { id, actor, command, at });
  if ('refusal' in answer) throw new Error(`${stream} ${command.type}: ${JSON.stringify(answer.refusal)}`);
}
