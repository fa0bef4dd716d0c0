import { crc32, deflateRawSync } from 'node:zlib';

/** The day of every part: a file's bytes depend on what it says, not on when it was made. 1980-01-01. */
const firstDay = 0x21;

/** A zip of these parts, in their order. */
export function newZip(parts: ReadonlyMap<string, string>): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [part, text] of parts) {
    const name = Buffer.from(part);
    const bytes = Buffer.from(text);
    const data = deflateRawSync(bytes);
    // Version 2.0, names in UTF-8, deflated, time, day, check sum, sizes, length of the name, nothing more.
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x0800, 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt16LE(firstDay, 8);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(bytes.length, 18);
    common.writeUInt16LE(name.length, 22);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('504b01021400', 'hex'), common, rest, name);
    bodies.push(Buffer.from('504b0304', 'hex'), common, name, data);
    offset += 4 + common.length + name.length + data.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.size, 8);
  end.writeUInt16LE(parts.size, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, list, end]);
}
