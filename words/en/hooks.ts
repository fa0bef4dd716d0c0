import type { hookWords as zh } from '../zh-CN/hooks.ts';

export const hookWords: typeof zh = {
  head: '[xiaohao] {day}: {n} measures want something done:',
  more: 'and {n} more; sign in to see them.',
};
