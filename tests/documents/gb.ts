/** GB18030 of the common two-byte signs, got from the decoder itself; Node writes none. */
const bytesOf = new Map<string, Buffer>();
for (let high = 0xa1; high <= 0xf7; high += 1)
  for (let low = 0xa1; low <= 0xfe; low += 1) {
    const bytes = Buffer.from([high, low]);
    bytesOf.set(new TextDecoder('gb18030').decode(bytes), bytes);
  }

/** A text as Chinese Windows saves it. */
export function gb(text: string): Buffer {
  return Buffer.concat([...text].map((sign) => bytesOf.get(sign) ?? Buffer.from(sign)));
}
