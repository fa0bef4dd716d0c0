/**
 * A number in [0, 1) that depends on nothing but its arguments: the same seed deals the same hand on every machine.
 * Two 32-bit lanes of FNV-1a, each closed by murmur3's finalizer, give the 53 bits of a double;
 * no node:crypto, because the workflow sandbox has none.
 */
export function hash01(seed: string, ...parts: (string | number)[]): number {
  // Length before text, so that ('ab', 'c') and ('a', 'bc') differ.
  const text = [seed, ...parts].map((part) => `${String(part).length}:${part}`).join('');
  const high = lane(text, 0x811c9dc5);
  const low = lane(text, 0x9747b28c);
  return ((high >>> 5) * 2 ** 26 + (low >>> 6)) / 2 ** 53;
}

/** The element of `list` that the hash points at. */
export function pick<T>(list: readonly [T, ...T[]], seed: string, ...parts: (string | number)[]): T {
  return list[Math.floor(hash01(seed, ...parts) * list.length)] as T;
}

function lane(text: string, start: number): number {
  let hash = start;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
