import { timelineWords as en } from './en/timeline.ts';
import type { Language } from './language.ts';
import type { TimelineWords } from './shapes/timeline.ts';
import { timelineWords as zh } from './zh-CN/timeline.ts';

export const timelineWords: Record<Language, TimelineWords> = { 'zh-CN': zh, en };
