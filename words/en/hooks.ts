import type { hookWords as zh } from '../zh-CN/hooks.ts';

export const hookWords: typeof zh = {
  head: '[xiaohao] {day}: {n} measures want something done:',
  more: 'and {n} more; sign in to see them.',
  only: '[xiaohao] Something wants to be done; sign in to see it.',
  others: 'There is more to be seen after signing in.',
};
