import { appendFileSync } from 'node:fs';

/** Where the faults fall; another place each run, and said, so that a failure can be had again. */
export const seed = process.env.FAULTS_SEED || String(Date.now());

export const isLong = process.env.FAULTS === 'long';

/** Says what a fault came to; the long run prints all of it once more at its end. */
export function figure(name: string, figures: object): void {
  const line = JSON.stringify({ name, ...figures });
  console.log(`FAULTS_SEED=${seed} ${line}`);
  if (process.env.FAULTS_FIGURES) appendFileSync(process.env.FAULTS_FIGURES, `${line}\n`);
}
