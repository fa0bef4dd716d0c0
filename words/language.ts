export const languages = ['zh-CN', 'en'] as const;
export type Language = (typeof languages)[number];

/** Fills `{name}` in a sentence of the catalogue with `facts.name`; a missing fact stays visible as `{name}`. */
export function fill(sentence: string, facts: Record<string, string | number>): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => (name in facts ? String(facts[name]) : whole));
}
