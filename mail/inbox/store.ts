import { createHash } from 'node:crypto';
import { open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makeRooms, nameOf, namesIn, roomsOf } from './folder.ts';

/** Writes mails into a folder; only one process may. */
export type Store = { keep(mail: Buffer): Promise<string> };

/** Opens the folder for writing; what a killed process left half written was never acknowledged and goes. */
export async function openStore(folder: string): Promise<Store> {
  const rooms = roomsOf(folder);
  await makeRooms(folder);
  for (const left of await readdir(rooms.tmp)) await rm(join(rooms.tmp, left), { force: true });
  let last = Number((await namesIn(folder)).at(-1)?.slice(0, 12) ?? 0);

  return {
    /** Resolves with the mail's name when it would survive a power cut: bytes first, then the name. */
    async keep(mail) {
      last += 1;
      const name = nameOf(last, createHash('sha256').update(mail).digest('hex'));
      await writeThrough(join(rooms.tmp, name), mail);
      await rename(join(rooms.tmp, name), join(rooms.new, name));
      await syncFolder(rooms.new);
      return name;
    },
  };
}

async function writeThrough(path: string, bytes: Buffer): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A new name is safe only when its folder is; Windows cannot open a folder and needs not. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
