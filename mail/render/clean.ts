// Control characters, line and paragraph separators; and what turns the reading direction or is not seen at all.
const breaks = /[\p{Cc}\u2028\u2029]+/gu;
const unseen = /[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|\p{Cs}/gu;

/** One line of plain text: breaks become blanks, what hides or reorders text is taken out. No header can be injected past it. */
export function plain(text: string): string {
  return text.replace(unseen, '').replace(breaks, ' ').trim();
}

/** The same value with every text in it plain. */
export function clean<T>(value: T): T {
  if (typeof value === 'string') return plain(value) as T;
  if (Array.isArray(value)) return value.map(clean) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, clean(one)])) as T;
}
