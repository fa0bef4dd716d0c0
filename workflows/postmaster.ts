import { proxyActivities } from '@temporalio/workflow';
import { evolve, type PostmasterState } from '../domain/postmaster/postmaster.ts';
import type { EntityActivities, EntityInput } from './contract.ts';
import { entity } from './entity.ts';

/**
 * A window of ten thousand mails takes minutes, one whose server is away a working day; a silent sender is found out by its
 * heartbeat, in time for another to go on within a quarter of a minute.
 */
const { deliver } = proxyActivities<EntityActivities>({
  startToCloseTimeout: '1d',
  heartbeatTimeout: '10s',
  retry: { initialInterval: '1s', maximumInterval: '1m' },
});

/** Composes a campaign's digests before each send window and sees them delivered at it. */
export function postmaster(input: EntityInput): Promise<void> {
  const perform = async ({ campaign, composed, delivered }: PostmasterState, now: number) =>
    composed !== null && composed !== delivered && composed <= now
      ? { windowAt: composed, ...(await deliver({ campaign, windowAt: composed, now })) }
      : null;
  return entity<PostmasterState>({ evolve, refuse: () => null, phase: () => 'open', perform }, input);
}
