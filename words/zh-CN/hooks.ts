/** 群机器人说的话。 */
export const hookWords = {
  head: '【销号】{day} 有 {n} 条措施待办：',
  more: '另有 {n} 条，请登录查看。',
  only: '【销号】有新的待办，请登录查看。',
  others: '还有事项须登录查看。',
};
