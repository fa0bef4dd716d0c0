import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Maildir's two rooms: a mail is written in `tmp` and stands in `new` only when it is whole. */
export function roomsOf(folder: string): { tmp: string; new: string } {
  return { tmp: join(folder, 'tmp'), new: join(folder, 'new') };
}

export async function makeRooms(folder: string): Promise<void> {
  const rooms = roomsOf(folder);
  await mkdir(rooms.tmp, { recursive: true });
  await mkdir(rooms.new, { recursive: true });
}

/** Names of the mails in the order they came. */
export async function namesIn(folder: string): Promise<string[]> {
  const names = await readdir(roomsOf(folder).new);
  return names.filter((name) => isName(name)).sort();
}

/** Is this the name of a mail, and not a way out of the folder? */
export function isName(name: string): boolean {
  return /^\d{12}-[0-9a-f]{12}\.eml$/.test(name);
}

/** The name of the `n`th mail: sorted by arrival, and unlike any other by its content. */
export function nameOf(n: number, digest: string): string {
  return `${String(n).padStart(12, '0')}-${digest.slice(0, 12)}.eml`;
}
