import type { Rule } from './rules.ts';
import { findAll, number, regex } from './text.ts';

/** Words about time that set no day. */
export type Undated = {
  from: number;
  to: number;
  kind: 'recurring' | 'immediate' | 'continuing' | 'longTerm' | 'conditional' | 'none';
  rule: Rule;
};

const times = `(?:(?:至少|不少于|开展|组织|召开)?${number}[次轮]|[一两]轮)?`;

/** Each family's words, the first that claims a stretch of text keeps it. */
const sources: { kind: Undated['kind']; rule: Rule; pattern: string }[] = [
  {
    kind: 'recurring',
    rule: 'recurring',
    pattern:
      `每(?:隔)?(?:${number}|两|半)?个?(?:工作日|日(?!益)|天|周|星期|旬|月|季度|季|年|学期)度?` +
      `(?:第?${number}(?:个工作日|月(?:底|末|${number}日)?|[日号])?(?![次轮课场篇期])|[一二三四五六日天](?![次轮课场篇期])|初|中旬|上旬|下旬|[年月]?底|[年月]?末|[上下]半年|第?[一二三四]季度|(?:元旦|春节|清明|五一|端午|中秋|国庆)节?)?` +
      `(?:[、和及](?:第?${number}(?:月(?:底|末|${number}日)?|[日号]|季度)|[上下]半年))*(?:前|之前|以前|内)?${times}`,
  },
  { kind: 'recurring', rule: 'recurring', pattern: '每逢[^,;。]{1,10}?(?:之前|前|期间|后|时)' },
  {
    kind: 'recurring',
    rule: 'recurring',
    pattern:
      '(?:按|逐)(?:日|周|旬|月|季度|季|半年|年)度?(?![龄级限份代])(?!(?:稳步|持续|大幅)?(?:增长|增加|递增|上升|攀升|提高|提升|扩大|改善|减少|递减|下降|降低))',
  },
  {
    kind: 'immediate',
    rule: 'immediate',
    pattern:
      '立行立改|立查立改|立整立改|即知即改|即行即改|即查即改|边查边改|边整边改|立说立行|马上就?(?:[办改]|整改)|(?:立即|即时|当即|立刻)(?:整改|落实|办理|改正|纠正|完成|执行|停止|到位)?',
  },
  {
    kind: 'longTerm',
    rule: 'long-term',
    pattern:
      '长期(?:坚持|整改|推进|落实|执行|任务|抓好|抓|保持|实施|有效|持续)|坚持长期|常态长效(?=$|[,;)]|推进|坚持|开展|落实)|久久为功|^长期$|(?<=[,;(])长期(?=$|[,;)])',
  },
  {
    kind: 'conditional',
    rule: 'conditional',
    pattern:
      '(?<!参)[与随](?!着)[^,;。]{1,20}?(?:同步|一并|同期)(?:通车|开工|竣工|实施|推进|投用|建设|完成|交付|开放|启用)?|' +
      '(?<![接招对期看等优亟善相款])待(?!遇|办|岗|业|客|机|命|查|续)[^,;。]{1,20}?(?:后|时|再|批复|批准|明确|确定|同意)|' +
      '[^,;。\\d※]{0,6}?(?:批复|批准|审批|审批通过|获批|立项|资金到位|土地到位|条件成熟|条件具备|具备条件|论证通过)(?:完成|同意|通过|下达)?(?:之?后|以后|时(?![限间长效]))|' +
      '(?<![重巡忽漠检注轻正珍监直审])视[^,;。]{1,12}?(?:情况|进度|进展|条件)|(?:条件成熟|具备条件)(?:时|后)',
  },
  {
    kind: 'continuing',
    rule: 'continuing',
    pattern:
      '持续(?:推进|深化|加强|用力|整改|抓好|开展|做好|落实|巩固|跟踪|强化|优化|跟进|攻坚|实施|完善|提升|进行|坚持|发力)|(?<![^,;。(])持续(?=$|[,;)])|常抓不懈|滚动推进|有序推进|稳步推进|压茬推进|常态化(?:开展|推进|坚持|落实|抓)',
  },
  {
    kind: 'none',
    rule: 'vague',
    pattern:
      '近期|近日|尽快|适时|择机|抓紧|尽早|早日|及早|短期内|(?<!前)一段时间|下一步|今后|逐步|不久|限期(?!内)|按期|如期|按时|(?:两会|汛期|开学|入冬|供暖季?|采暖季|雨季|换届|高考|中考)(?:开始|结束|来临)?之?[前后]',
  },
];

const families = sources.map((family) => ({ ...family, pattern: regex(family.pattern) }));

/** The words without a date in this text, in the order they stand. */
export function findUndated(text: string): Undated[] {
  const claimed: Undated[] = [];
  for (const { kind, rule, pattern } of families)
    for (const { from, to } of findAll(pattern, text))
      if (!claimed.some((other) => from < other.to && other.from < to)) claimed.push({ from, to, kind, rule });
  return claimed.sort((a, b) => a.from - b.from);
}
