import type { Mention } from './mention.ts';

/**
 * What a mention does in its clause: `due` names the end; `plain` may do so, if it lies ahead; `start` names a beginning,
 * `startLimit` the last day to begin, `done` what has happened, `aside` something else than the end: an effect, a share,
 * a later check, a date given up.
 */
export type Role = 'due' | 'plain' | 'start' | 'startLimit' | 'done' | 'aside';

/** A mention's role, and what else its clause tells. */
export type Judged = {
  role: Role;
  completes: boolean;
  bare: boolean;
  movedTo: boolean;
  about: boolean;
  /** 自 or 从 stands before it. */
  from: boolean;
  planned: boolean;
  labelled: boolean;
  /** The word of completion follows at once: “9月完成验收”, not “9月,区委召开……”. */
  direct: boolean;
};

const completion =
  /完成|完工|竣工|交付|投用|投运|投产|投入使用|通车|销号|到位|建成|办结|整改|实现|达到|清零|清退|消除|解决|落实|见底|收官|结束|建立|健全|制定|修订|编制|出台|印发|报送|上线|启用|开放|移交|验收|办理|达标|整治|拆除|化解|收回|追缴|补齐|配齐/;
const direct = new RegExp(`^[^,:]{0,6}?(?:${completion.source})`);
const starting = /^.{0,10}?(?:开始|启动|开工|动工|进场|进驻|开建|奠基|破土|实施)/;
const plan =
  /计划|预计|拟于|拟在|拟|将于|将在|将|力争|确保|争取|务必|必须|应于|应在|应当|须于|须在|须|预期|拟定|定于|要求|目标|要在|要于|需于|需在/g;
const done = /已(?!知)|截至目前|目前|以来|至今|累计|曾于|曾/g;
/** Perfective 了: what is told has happened. */
const perfective = /^[^,;。]{0,10}?(?<!为|除|罢)了(?![解结断却然不得])/;
/** A time that lies behind by its very name. */
const behind = /^(?:去年|上年|前年|上个?月|上个?季度|上个?周)/;
const limitLabel =
  /(?:最迟|至迟|不迟于|不晚于|不超过|期限|时限|限期|时间|日期|截止(?=:)|节点|到期日?)(?:为|到|于|至|在|是|:|\))*$/;
const startLabel = /(?:开工|启动|开始|进场|起始|不早于)(?:时间|日期)?(?:为|于|:)*$/;
/** What follows a date that does not end the work: an effect, a check afterwards, a share of it, a ban. */
const asides =
  /^[^,;。]{0,12}?(?:(?:取得|见|显现|初见|形成).{0,8}?(?:成效|效果|实效)|阶段性|回头看|复查|巩固提升|评估)|^[^,;。]{0,6}?完成(?!率)[^,;。]{0,6}?(?<!\d)\d{1,2}(?:\.\d+)?%|^[^,;。]{0,6}?(?:不得|禁止|严禁|停止|不再|暂停)/;
/** A date given up, or one that is only allowed. */
const former =
  /(?:原|原定|原计划|原定于|原为|(?:可|允许|申请|最多|最长)(?:以|再|适当|酌情)?(?:延期|延长|顺延|推迟|延后)[至到]?)$/;
const moved = /(?:延期|延长|顺延|推迟|延后|提前|改为|调整为|调整|变更为|变更)(?:至|到|为|于)?$/;
const filler =
  /[\s,;。.、:()“”"'!-]|完成时限|整改时限|完成时间|整改期限|取得明显成效时限|整改落实到位时限|时限|期限|日期|时间|截止|截至|到期|全部|全面|整改|落实|到位|完成|办结|销号|任务|基本|并|且|为|于|在|至|到|底|内|前|第?一?阶段|※/g;

/** A clause is looked at so many characters to each side. */
const reach = 200;

/** Reads a mention's clause in the folded text; `isBare` says that the text holds little besides its dates. */
export function judge(text: string, mention: Mention, isBare: boolean): Judged {
  const { from, to } = mention;
  const head = headOf(text.slice(Math.max(0, from - reach), from));
  const tail = tailOf(text.slice(to, to + reach));
  const clause: Clause = {
    completes: completion.test(tail) || completion.test(head),
    bare: isBare,
    movedTo: moved.test(head),
    about: /^(?:前后|左右|上下)/.test(tail),
    planned: lastIndex(plan, head) >= 0 && lastIndex(plan, head) > lastIndex(done, head),
    labelled: limitLabel.test(head),
    from: /(?:^|[^来源])(?:自|从)$/.test(head),
    direct: direct.test(tail),
  };
  const toldDone = perfective.test(tail) || behind.test(text.slice(from, to)) || sinceThen(head, tail);
  const role = toldDone && !clause.planned && !clause.labelled ? 'done' : roleOf(mention, head, tail, clause);
  return { role, ...clause };
}

type Clause = Omit<Judged, 'role'>;

function roleOf(
  mention: Mention,
  head: string,
  tail: string,
  { bare, movedTo, planned, labelled, from }: Clause,
): Role {
  const reports = lastIndex(done, head) >= 0 || /^(?:以来|至今)|^[^,;。]{0,10}?已(?!知)/.test(tail);
  if (reports && !labelled && !planned) return 'done';
  if (former.test(head)) return 'aside';
  if (movedTo) return 'due';
  if (/截[至止]到?$/.test(head)) return 'plain';
  if (asides.test(tail)) return 'aside';
  const starts =
    starting.test(tail) && !completion.test(starting.exec(tail)![0]) && !/^.{0,10}?(?:完成|到位)/.test(tail);
  if (mention.limit || labelled) return starts ? 'startLimit' : 'due';
  if (mention.begins || /^日?起/.test(tail) || from || startLabel.test(head)) return 'start';
  if (starts && !/完成|完工|竣工|建成|到位/.test(tail.split('、')[0]!)) return 'start';
  return bare || planned ? 'due' : 'plain';
}

/** “自2月16日成功举办以来” */
function sinceThen(head: string, tail: string): boolean {
  return /(?:自|从)$/.test(head) && /以来/.test(tail);
}

/** What stands in the clause before a mention. */
function headOf(before: string): string {
  return before.slice(Math.max(...[...',;。!?'].map((mark) => before.lastIndexOf(mark))) + 1);
}

/** What follows to the clause's end; a mention that stands alone before a comma (“12月底,完成……”) speaks of the next one. */
function tailOf(after: string): string {
  const offset = /^[,:]/.test(after) ? 1 : 0;
  const end = after.slice(offset).search(/[,;。!?]/);
  return end < 0 ? after : after.slice(0, offset + end);
}

/** A cell of a deadline column: nothing but what the mentions claim, labels and words of completion. */
export function isBareCell(text: string, claimed: { from: number; to: number }[]): boolean {
  const chars = [...text];
  for (const { from, to } of claimed) chars.fill('', from, to);
  return chars.join('').replace(filler, '') === '';
}

function lastIndex(pattern: RegExp, text: string): number {
  return [...text.matchAll(pattern)].at(-1)?.index ?? -1;
}
