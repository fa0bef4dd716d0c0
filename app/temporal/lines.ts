import { temporalLines as en } from '../../words/en/errors.temporal.ts';
import { fill, type Language } from '../../words/language.ts';
import { temporalLines as zh } from '../../words/zh-CN/errors.temporal.ts';

const catalogue = { 'zh-CN': zh, en };

/** Words one of the lines shown while Temporal is being found and started. */
export function lines(language: Language = 'zh-CN') {
  return (line: keyof typeof zh, facts: Record<string, string | number> = {}) => fill(catalogue[language][line], facts);
}
