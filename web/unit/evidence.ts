import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { Kysely } from 'kysely';
import type { Instant } from '../../domain/calendar/day.ts';
import { CodedError } from '../../domain/errors.ts';
import { isFull, messageOf } from '../../ledger/failure.ts';
import type { EvidenceRow } from '../../ledger/tables/access.ts';
import type { Tables } from '../../ledger/tables.ts';

const megabyte = 1024 * 1024;
export const largestFile = 20;
const unitQuota = 500;

/** What is taken, by its first bytes; a name can say anything. */
const kinds: { type: string; at?: number; bytes: string; names: RegExp }[] = [
  { type: 'application/pdf', bytes: '255044462d', names: /\.pdf$/i },
  { type: 'image/jpeg', bytes: 'ffd8ff', names: /\.jpe?g$/i },
  { type: 'image/png', bytes: '89504e470d0a1a0a', names: /\.png$/i },
  { type: 'video/mp4', at: 4, bytes: '66747970', names: /\.(mp4|mov|heic)$/i },
  { type: 'application/zip', bytes: '504b0304', names: /\.(docx|xlsx|pptx|ofd)$/i },
  { type: 'application/x-ole-storage', bytes: 'd0cf11e0a1b11ae1', names: /\.(doc|xls|ppt|wps|et)$/i },
];

type Handed = { campaign: string; measure: string; unit: string; person: string; at: Instant };

/**
 * Keeps a file under its hash, whole or not at all, and writes down for which measure it was handed in; answers its hash.
 * @throws CodedError `file-kind`, `file-over-limit`, `files-over-quota`, `disk-full`
 */
export async function keepEvidence(
  db: Kysely<Tables>,
  folder: string,
  file: File,
  { unit, ...handed }: Handed,
): Promise<string> {
  if (file.size > largestFile * megabyte) throw new CodedError('file-over-limit', { limit: largestFile });
  const bytes = Buffer.from(await file.arrayBuffer());
  const name = cleanName(file.name);
  const type = kindOf(bytes, name);
  if (!type) throw new CodedError('file-kind', { file: name });
  const { used } = await db
    .selectFrom('evidence')
    .innerJoin('measure', (join) =>
      join.onRef('measure.campaign', '=', 'evidence.campaign').onRef('measure.id', '=', 'evidence.measure'),
    )
    .select((is) => is.fn.coalesce(is.fn.sum<number>('size'), is.lit(0)).as('used'))
    .where('evidence.campaign', '=', handed.campaign)
    .where('measure.lead_unit', '=', unit)
    .executeTakeFirstOrThrow();
  if (Number(used) + bytes.length > unitQuota * megabyte)
    throw new CodedError('files-over-quota', { limit: unitQuota });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  await keep(pathOf(folder, sha256), bytes);
  await db
    .insertInto('evidence')
    .values({ ...handed, sha256, name, type, size: bytes.length })
    .onConflict((conflict) => conflict.columns(['campaign', 'measure', 'sha256']).doNothing())
    .execute();
  return sha256;
}

/** The files handed in for some measures, oldest first. */
export async function evidenceOf(db: Kysely<Tables>, campaign: string, measures: string[]): Promise<EvidenceRow[]> {
  if (measures.length === 0) return [];
  return db
    .selectFrom('evidence')
    .selectAll()
    .where('campaign', '=', campaign)
    .where('measure', 'in', measures)
    .orderBy('at')
    .orderBy('sha256')
    .execute();
}

/** A file as a download, never as a page: whatever is in it runs nowhere. Null where it is not. */
export async function sendEvidence(folder: string, { sha256, name }: EvidenceRow): Promise<Response | null> {
  const path = pathOf(folder, sha256);
  const size = await stat(path).then(
    (found) => found.size,
    () => null,
  );
  if (size === null) return null;
  return new Response(Readable.toWeb(createReadStream(path)) as ReadableStream, {
    headers: {
      'Content-Type': 'application/octet-stream',
      'Content-Length': String(size),
      'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
      'Content-Security-Policy': "default-src 'none'; sandbox",
    },
  });
}

function kindOf(bytes: Buffer, name: string): string | null {
  const found = kinds.find(({ bytes: first, at = 0, names }) => {
    return bytes.subarray(at, at + first.length / 2).toString('hex') === first && names.test(name);
  });
  return found?.type ?? null;
}

/** A name to be shown and to be downloaded under; nothing is ever stored under it. */
function cleanName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? '';
  const plain = last.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '').trim();
  const dot = plain.lastIndexOf('.');
  return plain.length > 120 && dot > 0 ? plain.slice(0, 110) + plain.slice(dot).slice(0, 10) : plain.slice(0, 120);
}

async function keep(path: string, bytes: Buffer): Promise<void> {
  if (await stat(path).catch(() => null)) return;
  const where = join(path, '..');
  const draft = `${path}.${randomUUID().slice(0, 8)}`;
  try {
    await mkdir(where, { recursive: true, mode: 0o700 });
    const file = await open(draft, 'wx', 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw isFull(error) ? new CodedError('disk-full', { where, why: messageOf(error) }, { cause: error }) : error;
  }
}

function pathOf(folder: string, sha256: string): string {
  return join(folder, sha256.slice(0, 2), sha256);
}
