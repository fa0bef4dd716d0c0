import { open } from 'node:fs/promises';

const step = 16_384;
const most = 1_100_000;

/** The headers of a stored mail in their order, unfolded; only so much of the file is read as they take. */
export async function headersOf(path: string): Promise<[name: string, value: string][]> {
  const file = await open(path, 'r');
  try {
    let head = '';
    for (let at = 0; at < most; at += step) {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(step), 0, step, at);
      head += buffer.toString('latin1', 0, bytesRead);
      const end = head.indexOf('\r\n\r\n', Math.max(0, at - 3));
      if (end >= 0) return split(head.slice(0, end));
      if (bytesRead < step) break;
    }
    return split(head);
  } finally {
    await file.close();
  }
}

function split(head: string): [string, string][] {
  const text = Buffer.from(head, 'latin1').toString('utf8');
  return text
    .replace(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/)
    .map((line): [string, string] => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    })
    .filter(([name]) => name !== '');
}
