import type { AcceptedLog } from '../../mail/acceptedLog.ts';

/** For tests in which no process dies. */
export const noAcceptedLog: AcceptedLog = {
  add: () => undefined,
  of: () => [],
  recorded: () => undefined,
  close: () => undefined,
};
