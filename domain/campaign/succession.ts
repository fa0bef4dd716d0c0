import type { PersonId, UnitId } from '../plan/directory.ts';
import { type DirectoryChange, successionOf } from '../plan/directoryChange.ts';
import type { Address } from '../plan/recipient.ts';
import type { CampaignState, Round } from './state.ts';

/**
 * The campaign after a unit has gone into another, or a person's posts to another: teams, errands that are not finished,
 * letters that are not released and what a round still waits for are the successor's. What was done before stays as it was.
 */
export function succeeded(state: CampaignState, change: DirectoryChange): CampaignState {
  const succession = successionOf(change);
  if (!succession) return state;
  const { from, to } = succession;
  const kind = change.kind === 'merge' ? 'unit' : 'person';
  const other = (owner: Address): Address => (owner === `${kind}:${from}` ? `${kind}:${to}` : owner);
  const { errands, letters, rounds } = state;
  return {
    ...withTeams(state, change),
    ...(errands ? { errands: each(errands, (errand) => ({ ...errand, owner: other(errand.owner) })) } : {}),
    ...(letters
      ? { letters: each(letters, (letter) => (letter.unit === from ? { ...letter, unit: to } : letter)) }
      : {}),
    ...(rounds ? { rounds: each(rounds, (round) => awaited(round, from, to)) } : {}),
  };
}

/** Whoever takes over a post takes over the teams of his predecessor. */
function withTeams(state: CampaignState, change: DirectoryChange): CampaignState {
  const { teams } = state.settings;
  if (change.kind !== 'replace' || !teams) return state;
  const named = state.directory.persons.find(({ id }) => id === change.of)?.name;
  const other = (said: string) => (said === change.of || said === named ? change.by : said);
  const after = teams.map((team) => ({ ...team, head: other(team.head), liaison: other(team.liaison) }));
  return { ...state, settings: { ...state.settings, teams: after } };
}

/** What has been consolidated or signed is done under the old name. */
function awaited(round: Round, from: UnitId | PersonId, to: UnitId | PersonId): Round {
  const all = (ids: string[], done: object) => [...new Set(ids.map((id) => (id === from && !(id in done) ? to : id)))];
  return { ...round, units: all(round.units, round.consolidated), leaders: all(round.leaders, round.signed) };
}

function each<T>(entries: Record<string, T>, after: (one: T) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(entries).map(([id, one]) => [id, after(one)]));
}
