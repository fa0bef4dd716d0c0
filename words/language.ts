export const languages = ['zh-CN', 'en'] as const;
export type Language = (typeof languages)[number];

/**
 * Fills `{name}` in a sentence of the catalogue with `facts.name`, and `{name|day|days}` with the word that goes with so
 * many; a missing fact stays visible as `{name}`.
 */
export function fill(sentence: string, facts: Record<string, string | number>): string {
  return sentence.replace(
    /\{(\w+)(?:\|([^|{}]*)\|([^|{}]*))?\}/g,
    (whole, name: string, one?: string, many?: string) => {
      if (!(name in facts)) return whole;
      return one === undefined ? String(facts[name]) : (Number(facts[name]) === 1 ? one : many)!;
    },
  );
}
