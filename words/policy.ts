import { policyWords as en } from './en/policy.ts';
import type { Language } from './language.ts';
import { policyWords as zh } from './zh-CN/policy.ts';

export type PolicyWords = typeof zh;

export const policyWords: Record<Language, PolicyWords> = { 'zh-CN': zh, en };
