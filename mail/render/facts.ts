import type { Digest, DigestItem } from '../../domain/digest/digest.ts';
import type { Facts } from '../../domain/errors.ts';
import { lightWords } from '../../words/lights.ts';
import { mailWords } from '../../words/mail.ts';
import type { MailWords } from '../../words/shapes/mail.ts';
import { dateFacts, sayPeriod } from './dates.ts';

/** All that may fill the blanks of an item's sentence, worded, as far as the item's secrecy lets it be said. */
export function factsOf(item: DigestItem, digest: Digest): Facts {
  const words = mailWords[digest.language];
  const facts: Facts = {};
  for (const [name, value] of Object.entries(item.facts)) {
    if (value !== '') Object.assign(facts, spoken(name, value, item, digest, words));
  }
  if (item.due) Object.assign(facts, dateFacts('due', item.due.day, digest.day, words), distance(item.due.days));
  return { ...facts, ...subjectOf(item) };
}

/** What the item is about, without what its secrecy hides. */
function subjectOf({ subject, secrecy }: DigestItem): Facts {
  if (!subject) return {};
  return secrecy === 'number' ? { no: subject.no } : subject;
}

function distance(days: number): Facts {
  if (days === 0) return {};
  return days > 0 ? { left: days } : { late: -days };
}

function spoken(name: string, value: string | number, item: DigestItem, digest: Digest, words: MailWords): Facts {
  if (typeof value === 'number') return { [name]: value };
  const date = dateFacts(name, value, digest.day, words);
  if (date) return date;
  if (name === 'period') {
    const period = sayPeriod(value, words);
    return { period: period?.full ?? value, ...(period && { report: period.kind }) };
  }
  const coded = sayCode(name, value, digest, words);
  // Free text is somebody's reason: the strictest levels of secrecy never let it out (PAGES.md, section 3).
  return coded !== null || item.secrecy === 'full' ? { [name]: coded ?? value } : {};
}

/** The word of a code, or of several with commas between them; null where one is not in the catalogue. */
function sayCode(name: string, value: string, digest: Digest, words: MailWords): string | null {
  const table: Record<string, string> | undefined =
    name === 'was' ? lightWords[digest.language] : words.codes[name as keyof MailWords['codes']];
  const parts = table ? value.split(',').map((code) => table[code.trim()]) : [undefined];
  return parts.every((part) => part !== undefined) ? parts.join(words.and) : null;
}
