import { castWords as en } from './en/cast.ts';
import type { Language } from './language.ts';
import type { CastWords } from './shapes/cast.ts';
import { castWords as zh } from './zh-CN/cast.ts';

export const castWords: Record<Language, CastWords> = { 'zh-CN': zh, en };
