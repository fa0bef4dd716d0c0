import { fill } from '../../words/language.ts';
import { unitWords } from '../../words/unit.ts';
import type { View } from '../campaign/view.ts';
import type { Wrong } from './fields.ts';

/** Where on the page something is to be put right. */
export function anchorOf({ field, measure, part }: Wrong): string {
  if (field === 'choice') return `item.${measure}`;
  return field === 'counts' ? `count.${part}.${measure}` : `${field}.${measure}`;
}

/** What is to be put right, in a sentence. */
export function sayWrong({ field, what }: Wrong, view: View, no: string): string {
  const words = unitWords[view.language];
  return fill(words.wrong[what], { no, field: words.field[field], choice: words.field.choice });
}
