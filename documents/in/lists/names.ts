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
  const named: { name: string; says: 'lead' | 'help' | null }[] = [];
  let label: 'lead' | 'help' | null = null;
  const lines = text.replace(/([\u4e00-\u9fff]{2,8})[:\uff1a]/g, '\n$1:\n');
  for (const part of splitNames(lines)) {
    const post = part.endsWith(':') ? sayingOf(part.slice(0, -1)) : null;
    if (post) label = post;
    else {
      const [, name = part, mark = ''] = /^(.+)[(\uff08]([^()\uff08\uff09]+)[)\uff09]$/.exec(part) ?? [];
      const says = sayingOf(mark);
      named.push({ name: says ? name.trim() : part, says: says ?? label });
    }
  }
  const said = named.some(({ says }) => says !== null);
  // Where one is said to lead, those of whom nothing is said take part.
  const isLead = ({ says }: { says: string | null }) => (said ? says === 'lead' : true);
  const namesOf = (some: typeof named) => some.map(({ name }) => name);
  return { lead: namesOf(named.filter(isLead)), others: namesOf(named.filter((one) => !isLead(one))), said };
}

function sayingOf(post: string): 'lead' | 'help' | null {
  return leads.test(post) ? 'lead' : helps.test(post) ? 'help' : null;
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

/** What tells units apart: their names without the signs most of them share. */
function telling(name: string): string {
  return name.replace(/[省市区县镇乡局委办]/g, '');
}

/** The share of signs that two names have in common in the same order, 0 to 1; a short form of the other counts more. */
function likeness(one: string, other: string): number {
  const short = [telling(one), telling(other)];
  const [a = '', b = ''] = short.every((name) => name.length > 1) ? short : [one, other];
  if (a === '' || b === '' || a.length > 200 || b.length > 200) return 0;
  let row = new Array<number>(b.length + 1).fill(0);
  for (const sign of a) {
    const next = [0];
    for (let j = 1; j <= b.length; j += 1)
      next[j] = sign === b[j - 1] ? row[j - 1]! + 1 : Math.max(row[j]!, next[j - 1]!);
    row = next;
  }
  const common = row[b.length]!;
  const shorter = Math.min(a.length, b.length);
  return Math.max((2 * common) / (a.length + b.length), common === shorter && shorter > 1 ? 0.8 : 0);
}
