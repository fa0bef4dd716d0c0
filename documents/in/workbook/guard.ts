import { CodedError } from '../../../domain/errors.ts';

const megabyte = 2 ** 20;
/** The largest workbook that is opened, and the most it may claim to hold once unpacked. */
export const limits = { file: 20 * megabyte, inflated: 200 * megabyte };

const signatures = { compoundFile: 0xe011cfd0, endOfDirectory: 0x06054b50, directoryEntry: 0x02014b50 };

/**
 * Refuses what should not even be opened: too large, old .xls or password-protected (both are compound files), no zip,
 * or a zip that says itself that it is a bomb. One that lies about it is for the child process that will do the parsing.
 */
export function guardWorkbook(bytes: Buffer): void {
  guardSize(bytes.length);
  if (bytes.length >= 4 && bytes.readUInt32LE(0) === signatures.compoundFile) throw new CodedError('file-encrypted');
  const { inflated, encrypted } = readDirectory(bytes);
  if (encrypted) throw new CodedError('file-encrypted');
  if (inflated > limits.inflated)
    throw new CodedError('file-inflates-too-much', {
      size: inMegabytes(inflated),
      limit: inMegabytes(limits.inflated),
    });
}

export function guardSize(size: number): void {
  if (size > limits.file)
    throw new CodedError('file-too-large', { size: inMegabytes(size), limit: inMegabytes(limits.file) });
}

/** Adds up what the zip's central directory declares; a zip64 size reads as 4 GB and is refused with the rest. */
function readDirectory(bytes: Buffer): { inflated: number; encrypted: boolean } {
  const end = bytes.lastIndexOf(Buffer.from('504b0506', 'hex'));
  if (end === -1 || end + 22 > bytes.length) throw new CodedError('file-damaged');
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  let inflated = 0;
  let encrypted = false;
  for (let i = 0; i < count; i += 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== signatures.directoryEntry)
      throw new CodedError('file-damaged');
    encrypted ||= (bytes.readUInt16LE(at + 8) & 1) === 1;
    inflated += bytes.readUInt32LE(at + 24);
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return { inflated, encrypted };
}

function inMegabytes(bytes: number): number {
  return Math.ceil(bytes / megabyte);
}
