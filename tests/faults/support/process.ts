import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

type Line = Record<string, unknown>;

/** A child process that says what it does in lines of JSON. */
export type Child = {
  process: ChildProcess;
  lines: Line[];
  /** The first line, said before or later, that fits; fails when the process ends without it. */
  said(fits: (line: Line) => boolean): Promise<Line>;
  /** Tells it a line. */
  tell(line: object): void;
  /** kill -9, and gone. */
  kill(): Promise<void>;
  /** How it ended: its exit code, or the signal that killed it. */
  ended: Promise<number | string>;
};

const running = new Set<ChildProcess>();

/** Ends what a test left running. */
export async function killAll(): Promise<void> {
  for (const child of running) child.kill('SIGKILL');
  await Promise.all([...running].map((child) => once(child, 'close')));
}

export function run(script: string, order: object, env: NodeJS.ProcessEnv = {}): Child {
  const { TEMPORAL_ADDRESS: _, DATABASE_URL: __, XIAOHAO_INBOX: ___, ...rest } = process.env;
  const child = spawn(process.execPath, [script, JSON.stringify(order)], {
    env: { ...rest, TZ: 'UTC', NODE_OPTIONS: '', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  running.add(child);
  const lines: Line[] = [];
  const waiting = new Set<{ fits(line: Line): boolean; found(line: Line): void; lost(error: Error): void }>();
  let complaint = '';
  child.stderr.on('data', (text) => {
    complaint = (complaint + text).slice(-4_000);
  });
  child.stdin.on('error', () => undefined);
  createInterface({ input: child.stdout }).on('line', (text) => {
    if (!text.startsWith('{')) return; // the SDK's own log
    const line = JSON.parse(text) as Line;
    lines.push(line);
    for (const one of waiting) if (one.fits(line) && waiting.delete(one)) one.found(line);
  });
  const ended = once(child, 'close').then(([code, signal]) => {
    running.delete(child);
    for (const one of waiting) one.lost(new Error(`the process ended (${code ?? signal}):\n${complaint}`));
    return (code ?? signal) as number | string;
  });
  return {
    process: child,
    lines,
    ended,
    said: (fits) => {
      const line = lines.find(fits);
      if (line) return Promise.resolve(line);
      return new Promise((found, lost) => waiting.add({ fits, found, lost }));
    },
    tell: (line) => void child.stdin.write(`${JSON.stringify(line)}\n`),
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
