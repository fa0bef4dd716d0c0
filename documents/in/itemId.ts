import { hash01 } from '../../domain/seed.ts';

/** A number from the lists as an id of a stream: itself where it is plain ASCII, else a hash that stays the same. */
export function itemId(prefix: string, no: string): string {
  return /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(no) ? no : madeId(prefix, no);
}

/** An id made of what the item says: the same words give the same id, wherever they stand. */
export function madeId(prefix: string, ...parts: string[]): string {
  const hash = Math.floor(hash01('item', prefix, ...parts) * 2 ** 50);
  return `${prefix}-${hash.toString(36).padStart(10, '0')}`;
}

/** Is this an id that was made, and no number that anybody counts by? */
export function isMade(no: string): boolean {
  return /^[fm]-[0-9a-z]{10}$/.test(no);
}
