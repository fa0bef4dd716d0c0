import type { Facts } from '../../domain/errors.ts';
import { fill } from '../../words/language.ts';
import type { Ways } from '../../words/shapes/mail.ts';

/** A sentence with its blanks filled; no blank follows a full-width bracket. */
export function filled(sentence: string, facts: Facts): string {
  return fill(sentence, facts).replaceAll('） ', '）');
}

/** The first way all of whose blanks have a fact, filled; the last one where none has. */
export function say(ways: Ways, facts: Facts, longest = Number.POSITIVE_INFINITY): string {
  const known = ways.filter((way) => blanksOf(way).every((name) => name in facts));
  const said = known.map((way) => filled(way, facts));
  return said.find((text) => text.length <= longest) ?? said.at(-1) ?? filled(ways.at(-1)!, facts);
}

/** The names of a sentence's blanks. */
function blanksOf(sentence: string): string[] {
  return [...sentence.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!);
}
