import { halfWidth } from '../halfWidth.ts';

/** A spelling without what nobody means by it: width and blanks. */
export function spelling(text: string): string {
  return halfWidth(text).replace(/\s/g, '');
}

/** What a finding or measure says, whatever number is printed before it: lists number the same thing differently. */
export function wording(text: string): string {
  return (
    spelling(text).replace(/^(?:\(?(?:\d{1,3}|[一二三四五六七八九十]{1,3})(?:[)、]|\.(?!\d))|[①-⑳])+/, '') ||
    spelling(text)
  );
}

/** Several names in one cell: 、 , ; / or line breaks between them, 等 after the last. */
export function splitNames(text: string): string[] {
  return text
    .split(/[、,\uff0c;\uff1b/\n]/)
    .map((part) =>
      part.trim().replace(/(?:等(?:\d+个|[一二三四五六七八九十]+个|有关|相关)?(?:单位|部门)?|等等)[。.]?$/, ''),
    )
    .map((part) => part.trim().replace(/[。.]$/, ''))
    .filter((part) => part !== '');
}

/** The units of a cell: who leads, who takes part, and whether the cell itself says who leads. */
export type NamedUnits = { lead: string[]; others: string[]; said: boolean };

const leads = /^(?:牵头|主要|主责|首要)(?:责任)?(?:单位|部门)?$/;
const helps = /^(?:配合|参与|协办|协同|协助|责任|参加)(?:责任)?(?:单位|部门)?$/;

/** `牵头单位：甲局；配合单位：乙局`, `甲局（牵头）、乙局`, or names alone, of which the first leads. */
export function splitUnits(text: string): NamedUnits {
  const lead: string[] = [];
  const others: string[] = [];
  let said = false;
  let to = lead;
  const labelled = halfWidth(text).replace(/([\u4e00-\u9fff]{2,8}):/g, (whole, label: string) =>
    leads.test(label) || helps.test(label) ? `\n\u0001${label}\n` : whole,
  );
  for (const part of splitNames(labelled)) {
    if (part.startsWith('\u0001')) {
      said = true;
      to = leads.test(part.slice(1)) ? lead : others;
      continue;
    }
    const [, name, mark] = /^(.*)\((牵头|主责|牵头单位|配合|参与|配合单位|参与单位)\)$/.exec(halfWidth(part)) ?? [];
    if (name && mark) {
      said = true;
      (/牵头|主责/.test(mark) ? lead : others).push(name.trim());
    } else to.push(part);
  }
  if (!said) return { lead, others, said };
  // Where one is marked as leading, those without a mark take part.
  const marked = /\((?:牵头|主责|牵头单位)\)/.test(halfWidth(text));
  if (!marked) return { lead, others, said };
  const led = splitNames(text).flatMap(
    (part) => /^(.*)\((?:牵头|主责|牵头单位)\)$/.exec(halfWidth(part))?.[1]?.trim() ?? [],
  );
  return { lead: led, others: [...lead.filter((name) => !led.includes(name)), ...others], said: true };
}

/** Known names most like this one, best first, at most three; none that shares too little with it. */
export function nearest(name: string, known: Iterable<string>): string[] {
  const wanted = spelling(name);
  const scored = [...new Set(known)].map((one) => ({ one, score: likeness(wanted, spelling(one)) }));
  return scored
    .filter(({ score }) => score >= 0.4)
    .sort((a, b) => b.score - a.score || (a.one < b.one ? -1 : 1))
    .slice(0, 3)
    .map(({ one }) => one);
}

/** The share of signs that two names have in common in the same order, 0 to 1; a short form of the other counts more. */
function likeness(a: string, b: string): number {
  if (a.length === 0 || b.length === 0 || a.length > 200 || b.length > 200) return 0;
  let row = new Array<number>(b.length + 1).fill(0);
  for (const sign of a) {
    const next = [0];
    for (let j = 1; j <= b.length; j += 1)
      next[j] = sign === b[j - 1] ? row[j - 1]! + 1 : Math.max(row[j]!, next[j - 1]!);
    row = next;
  }
  const common = row[b.length]!;
  const short = Math.min(a.length, b.length);
  return Math.max((2 * common) / (a.length + b.length), common === short && short > 2 ? 0.8 : 0);
}
