import { crc32, deflateRawSync } from 'node:zlib';
import { CodedError } from '../../domain/errors.ts';

const signatures = { local: 0x04034b50, entry: 0x02014b50, end: 0x06054b50 };
const deflated = 8;
/** Sizes stand after the data: here they always stand before it. */
const sizesBehind = 1 << 3;

/**
 * A zip with other bytes in some of its parts; every other part stays as it is packed, in its place.
 * @param bytes a zip that `openZip` opens
 * @throws CodedError `file-damaged`
 */
export function replaceParts(bytes: Buffer, parts: ReadonlyMap<string, Buffer>): Buffer {
  const end = bytes.lastIndexOf(Buffer.from('504b0506', 'hex'));
  if (end === -1) throw new CodedError('file-damaged');
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = bytes.readUInt32LE(end + 16);
  let offset = 0;
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    const entry = Buffer.from(bytes.subarray(at, at + 46));
    const name = bytes.subarray(at + 46, at + 46 + entry.readUInt16LE(28));
    const part = parts.get(name.toString('utf8').replaceAll('\\', '/').replace(/^\/+/, ''));
    const data = part ? deflateRawSync(part) : packed(bytes, entry);
    if (part) {
      entry.writeUInt16LE(deflated, 10);
      entry.writeUInt32LE(crc32(part), 16);
      entry.writeUInt32LE(data.length, 20);
      entry.writeUInt32LE(part.length, 24);
    }
    at += 46 + name.length + entry.readUInt16LE(30) + entry.readUInt16LE(32);
    entry.writeUInt16LE(entry.readUInt16LE(8) & ~sizesBehind, 8);
    entry.writeUInt32LE(0, 30);
    entry.writeUInt32LE(offset, 42);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(signatures.local, 0);
    // Version, flags, method, time, check sum, sizes and the name's length stand in both in the same order.
    entry.copy(local, 4, 6, 30);
    bodies.push(local, name, data);
    directory.push(entry, name);
    offset += local.length + name.length + data.length;
  }
  const list = Buffer.concat(directory);
  const last = Buffer.alloc(22);
  last.writeUInt32LE(signatures.end, 0);
  last.writeUInt16LE(directory.length / 2, 8);
  last.writeUInt16LE(directory.length / 2, 10);
  last.writeUInt32LE(list.length, 12);
  last.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, list, last]);
}

function packed(bytes: Buffer, entry: Buffer): Buffer {
  const at = entry.readUInt32LE(42);
  const from = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
  return bytes.subarray(from, from + entry.readUInt32LE(20));
}
