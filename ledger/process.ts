import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/**
 * A process, told apart from a later one under the same pid by when it began. `began` is null where the system does not
 * say (Windows): then the pid alone has to do.
 */
export type ProcessMark = { pid: number; began: string | null };

/** The mark of a process that runs now. */
export async function processMark(pid: number): Promise<ProcessMark> {
  return { pid, began: await beginOf(pid) };
}

/** Whether that very process still runs. A dead one nobody has buried yet (a zombie) does not. */
export async function isRunning({ pid, began }: ProcessMark): Promise<boolean> {
  if (!exists(pid)) return false;
  const now = await beginOf(pid);
  // When the system will not say (another user's process, no `ps`), better too careful than two owners.
  return now === null || began === null ? exists(pid) : now === began;
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, as somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function beginOf(pid: number): Promise<string | null> {
  if (process.platform === 'linux') return beginOnLinux(pid);
  if (process.platform === 'win32') return null;
  return beginByPs(pid);
}

/** Clock ticks since boot, and which boot; 'zombie' for one that has ended. */
async function beginOnLinux(pid: number): Promise<string | null> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8');
    // The second field is the program's name in parentheses and may hold blanks and parentheses itself.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state, began] = [fields[0], fields[19]];
    return state === 'Z' || state === 'X' ? 'zombie' : `${boot.trim()} ${began}`;
  } catch {
    return null;
  }
}

async function beginByPs(pid: number): Promise<string | null> {
  try {
    const { stdout } = await promisify(execFile)('ps', ['-o', 'lstart=', '-p', String(pid)], {
      env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
    });
    return stdout.trim() || null;
  } catch {
    return null;
  }
}
