import { unitWords as en } from './en/unit.ts';
import type { Language } from './language.ts';
import { unitWords as zh } from './zh-CN/unit.ts';

/** The words of a unit's page. */
export type UnitWords = typeof zh;

export const unitWords: Record<Language, UnitWords> = { 'zh-CN': zh, en };
