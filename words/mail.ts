import { mailWords as en } from './en/mail.ts';
import type { Language } from './language.ts';
import type { MailWords } from './shapes/mail.ts';
import { mailWords as zh } from './zh-CN/mail.ts';

export const mailWords: Record<Language, MailWords> = { 'zh-CN': zh, en };
