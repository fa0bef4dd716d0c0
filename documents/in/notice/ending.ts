import { type Doubt, doubt } from './doubt.ts';
import type { Levels } from './levels.ts';
import type { Paragraph } from './paragraphs.ts';
import { isOutlook } from './titles.ts';

const invitation = /^(?:热忱|诚挚)?欢迎.*(?:监督|意见|建议)|^联系(?:电话|方式|人)/;
const signature = /^(?:中共)?[^,，。；;]{2,30}(?:委员会|党组|党工委|党委|工委|纪委)$/;
const date = /^[\d〇零一二三四五六七八九]{4}年[\d一二三四五六七八九十]{1,2}月[\d一二三四五六七八九十]{1,3}日$/;
/** What a site puts below its articles. */
const furniture =
  /^(?:上一篇|下一篇|相关(?:链接|阅读|新闻|附件|推荐)|分享(?:到|至)|【?(?:打印|关闭|收藏)|版权所有|主办单位|承办单位|网站标识码|网站地图|责任编辑|(?:信息)?来源[:：]|扫一扫|返回顶部|免责声明|原文链接|附件[:：]|TOP$|.{0,8}ICP备|.{0,8}公网安备|Copyright)/i;
const outlook = /^(?:下一步|今后|接下来)/;

/** The reporting paragraphs without what follows them: next steps, the invitation to comment, the signature. */
export function cutEnding(part: Paragraph[], { measures }: Levels): { body: Paragraph[]; doubts: Doubt[] } {
  const last = part.findLastIndex(({ heading }) => heading !== null);
  const closing = part.findIndex(
    (one, i) =>
      i > last &&
      (isOutlook(one) ||
        [invitation, signature, date, furniture].some((shape) => shape.test(one.text.replace(/\s/g, '')))),
  );
  const body = closing === -1 ? part : part.slice(0, closing);

  const end = body.findLastIndex(
    ({ mark, heading }) => heading !== null || (mark !== null && measures.has(mark.style)),
  );
  // Straight behind a heading the rest is that finding's own measure.
  const own = end >= 0 && body[end]!.heading !== null ? 1 : partsOf(body.slice(end + 1));
  const rest = body.slice(end + 1 + own);
  const foreign = rest.some(({ mark, text }) => (own !== 1 && mark !== null) || outlook.test(text));
  if (end < 0 || !foreign) return { body, doubts: [] };
  return { body: body.slice(0, end + 1 + own), doubts: [doubt(rest[0]!.line, 'notice-end-guessed')] };
}

/** How many paragraphs right behind a measure are numbered as its parts. */
function partsOf(rest: Paragraph[]): number {
  const first = rest.findIndex(({ mark }) => !mark || !/circle|bracket|decimal/i.test(mark.style));
  return first === -1 ? rest.length : first;
}
