import type { ledgerErrors as chinese } from '../zh-CN/errors.ledger.ts';

/** What can go wrong with the ledger, its verification and the ownership of the data folder. */
export const ledgerErrors: Record<keyof typeof chinese, string> = {
  'stream-gap':
    'The ledger of “{stream}” ends at event {found}, but the engine already knows event {expected}: an older backup may have been put in place. Stop working, restore the latest ledger, then start again.',
  'chain-broken':
    'Event {seq} of “{stream}” is not what was recorded ({why}): it was changed or is missing. Keep everything as it is and compare with a backup; what stands before it can still be trusted.',
  'not-recordable':
    'Something for “{stream}” cannot be stored ({why}), and nothing of it was recorded. Remove invisible control characters or invalid numbers and send it again.',
  'ledger-unreachable':
    'The ledger database “{where}” cannot be reached: {why}. Check that it is running and that DATABASE_URL and permissions are right; work goes on by itself afterwards, nothing recorded is lost.',
  'disk-full':
    'There is no room left at “{where}”: {why}. Nothing of this was kept. Make room on that disk; work goes on by itself afterwards, and what was refused can be sent again.',
  'data-newer':
    'A newer release has used this data (schema {found}, this one knows up to {known}). Run the newer release; to go back, restore the backup from before the upgrade.',
  'data-owned':
    'The data folder “{folder}” is in use by another process ({pid}). Work through that one, or stop it first; two processes on one folder would lose data.',
};
