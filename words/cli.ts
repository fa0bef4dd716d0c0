import { cliAnswers as enAnswers } from './en/cli.answers.ts';
import { cliCall as enCall } from './en/cli.call.ts';
import { cliRecord as enRecord } from './en/cli.record.ts';
import type { Language } from './language.ts';
import { cliAnswers } from './zh-CN/cli.answers.ts';
import { cliCall } from './zh-CN/cli.call.ts';
import { cliRecord } from './zh-CN/cli.record.ts';

const zh = { ...cliCall, ...cliAnswers, ...cliRecord };

/** All the words of the command line. */
export type CliWords = typeof zh;

export const cliWords: Record<Language, CliWords> = { 'zh-CN': zh, en: { ...enCall, ...enAnswers, ...enRecord } };
