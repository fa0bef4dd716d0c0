import { crc32, inflateRawSync } from 'node:zlib';
import { CodedError } from '../../domain/errors.ts';

const megabyte = 2 ** 20;
/** The largest file that is opened, and the most that may be unpacked of it. */
export const limits = { file: 20 * megabyte, inflated: 200 * megabyte };

const signatures = { compoundFile: 0xe011cfd0, directoryEntry: 0x02014b50, localEntry: 0x04034b50 };
type Entry = {
  name: string;
  encrypted: boolean;
  method: number;
  crc: number;
  packed: number;
  inflated: number;
  at: number;
};

/** The parts of a zip by name; a part is unpacked when it is asked for. */
export type Zip = { names: string[]; part(name: string): Buffer | null };

/**
 * Opens a zip in memory (xlsx and docx are zips). All parts together unpack to `limits.inflated` at most, whatever the
 * zip says of itself. Nothing is written anywhere.
 * @throws CodedError `file-too-large`, `file-damaged`, `file-encrypted`, `file-inflates-too-much`
 */
export function openZip(bytes: Buffer): Zip {
  guardSize(bytes.length);
  if (isCompoundFile(bytes)) throw new CodedError('file-encrypted');
  const entries = readDirectory(bytes);
  if (entries.some(({ encrypted }) => encrypted)) throw new CodedError('file-encrypted');
  const declared = entries.reduce((sum, { inflated }) => sum + inflated, 0);
  if (declared > limits.inflated) throw inflatesTooMuch(declared);
  // Names of parts are the same whatever their case.
  const byName = new Map(entries.map((entry) => [entry.name.toLowerCase(), entry]));
  let left = limits.inflated;
  return {
    names: entries.map(({ name }) => name),
    part(name) {
      const entry = byName.get(name.toLowerCase());
      if (!entry) return null;
      const part = unpack(bytes, entry, left);
      left -= part.length;
      return part;
    },
  };
}

/** An old .xls, .doc, or anything with a password. */
export function isCompoundFile(bytes: Buffer): boolean {
  return bytes.length >= 4 && bytes.readUInt32LE(0) === signatures.compoundFile;
}

/** @throws CodedError `file-too-large` */
export function guardSize(size: number): void {
  if (size > limits.file)
    throw new CodedError('file-too-large', { size: inMegabytes(size), limit: inMegabytes(limits.file) });
}

/** The zip's central directory; a zip64 size reads as 4 GB and is refused with the bombs. */
function readDirectory(bytes: Buffer): Entry[] {
  const end = bytes.lastIndexOf(Buffer.from('504b0506', 'hex'));
  if (end === -1 || end + 22 > bytes.length) throw new CodedError('file-damaged');
  const count = bytes.readUInt16LE(end + 10);
  const entries: Entry[] = [];
  for (let at = bytes.readUInt32LE(end + 16), i = 0; i < count; i += 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== signatures.directoryEntry)
      throw new CodedError('file-damaged');
    const nameEnd = at + 46 + bytes.readUInt16LE(at + 28);
    entries.push({
      name: bytes
        .toString('utf8', at + 46, nameEnd)
        .replaceAll('\\', '/')
        .replace(/^\/+/, ''),
      encrypted: (bytes.readUInt16LE(at + 8) & 1) === 1,
      method: bytes.readUInt16LE(at + 10),
      crc: bytes.readUInt32LE(at + 16),
      packed: bytes.readUInt32LE(at + 20),
      inflated: bytes.readUInt32LE(at + 24),
      at: bytes.readUInt32LE(at + 42),
    });
    at = nameEnd + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

function unpack(bytes: Buffer, { at, method, packed, crc }: Entry, left: number): Buffer {
  if (at + 30 > bytes.length || bytes.readUInt32LE(at) !== signatures.localEntry) throw new CodedError('file-damaged');
  const from = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
  if (from + packed > bytes.length) throw new CodedError('file-damaged');
  const data = bytes.subarray(from, from + packed);
  const part = method === 0 ? data : inflate(data, method, left);
  if (part.length > left) throw inflatesTooMuch(limits.inflated + 1);
  if (crc32(part) !== crc) throw new CodedError('file-damaged');
  return part;
}

function inflate(data: Buffer, method: number, left: number): Buffer {
  if (method !== 8) throw new CodedError('file-damaged');
  try {
    return inflateRawSync(data, { maxOutputLength: Math.max(left, 1) });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw inflatesTooMuch(limits.inflated + 1);
    throw new CodedError('file-damaged', {}, { cause });
  }
}

function inflatesTooMuch(size: number): CodedError {
  return new CodedError('file-inflates-too-much', { size: inMegabytes(size), limit: inMegabytes(limits.inflated) });
}

function inMegabytes(bytes: number): number {
  return Math.ceil(bytes / megabyte);
}
