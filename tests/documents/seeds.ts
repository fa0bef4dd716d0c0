import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The published notices that tests read where they are at hand: SEEDS_DIR, else ../shared/seeds beside the project. */
const folder = process.env.SEEDS_DIR ?? fileURLToPath(new URL('../../../shared/seeds', import.meta.url));

export const seedsAreHere = existsSync(folder);

export function readSeed(number: string): string {
  const name = readdirSync(folder).find((file) => file.startsWith(`${number}_`));
  if (name === undefined) throw new Error(`no seed ${number} in ${folder}`);
  return readFileSync(join(folder, name), 'utf8');
}
