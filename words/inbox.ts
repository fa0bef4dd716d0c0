import { inboxWords as en } from './en/inbox.ts';
import type { Language } from './language.ts';
import type { InboxWords } from './shapes/inbox.ts';
import { inboxWords as zh } from './zh-CN/inbox.ts';

export const inboxWords: Record<Language, InboxWords> = { 'zh-CN': zh, en };
