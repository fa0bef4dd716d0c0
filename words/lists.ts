import { listWords as en } from './en/lists.ts';
import { fill, type Language } from './language.ts';
import { listWords as zh } from './zh-CN/lists.ts';

/** What is said about the lists while they are read. */
export type ListWords = typeof zh;

export const listWords: Record<Language, ListWords> = { 'zh-CN': zh, en };

/** A question to the person who handed the lists in. */
export function sayQuestion(
  language: Language,
  kind: keyof ListWords['question'],
  facts: Record<string, string | number>,
): string {
  return fill(listWords[language].question[kind], facts);
}
