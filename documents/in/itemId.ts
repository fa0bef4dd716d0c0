import { hash01 } from '../../domain/seed.ts';

/** A number from the lists as an id of a stream: itself where it is plain ASCII, else a hash that stays the same. */
export function itemId(prefix: string, no: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(no)) return no;
  const hash = Math.floor(hash01('item', prefix, no) * 2 ** 50);
  return `${prefix}-${hash.toString(36).padStart(10, '0')}`;
}
