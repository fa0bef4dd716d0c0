import { closeSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** A mail that a server has taken, as it goes into the file. */
export type Accepted = { campaign: string; id: string; response: string; at: number };

/**
 * The mails of this machine that a server took and the ledger does not know of yet. A line in a file is written at once
 * and outlives the process that wrote it: who goes on after a kill records these mails and does not send them again.
 */
export type AcceptedLog = {
  /** Writes it down; when this returns, a kill of the process no longer loses it. */
  add(one: Accepted): void;
  /** What the ledger does not know of a campaign: left by a process that died, or by a write that failed. */
  of(campaign: string): Accepted[];
  /** The ledger knows them. */
  recorded(ids: string[]): void;
  close(): void;
};

/** @param file made when missing, with its folder. */
export function openAcceptedLog(file: string): AcceptedLog {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const fd = openSync(file, 'a', 0o600);
  const open = new Map(linesOf(readFileSync(file, 'utf8')).map((one) => [one.id, one]));
  return {
    add(one) {
      open.set(one.id, one);
      try {
        writeSync(fd, `\n${JSON.stringify(one)}`);
      } catch {
        // A disk that is full costs the safety net and not the mail: the ledger is told all the same.
      }
    },
    of: (campaign) => [...open.values()].filter((one) => one.campaign === campaign),
    recorded(ids) {
      for (const id of ids) open.delete(id);
      if (open.size === 0) ftruncateSync(fd);
    },
    close: () => closeSync(fd),
  };
}

/** A kill may have cut the last line, and a disk that was full any other. */
function linesOf(text: string): Accepted[] {
  return text.split('\n').flatMap((line) => {
    try {
      const one = JSON.parse(line) as Partial<Accepted> | null;
      return typeof one?.id === 'string' && typeof one.campaign === 'string' ? [one as Accepted] : [];
    } catch {
      return [];
    }
  });
}
