import { type Doubt, doubt } from './doubt.ts';
import type { Levels } from './levels.ts';
import type { Paragraph } from './paragraphs.ts';

const invitation = /^(?:热忱|诚挚)?欢迎.*(?:监督|意见|建议)|^联系(?:电话|方式)/;
const signature = /^中共.{2,30}(?:委员会|党组|工委|纪委)$/;
const date = /^\d{4}年\d{1,2}月\d{1,2}日$/;
const outlook = /^(?:下一步|今后|接下来)/;

/** The reporting paragraphs without what follows them: next steps, the invitation to comment, the signature. */
export function cutEnding(part: Paragraph[], { measures }: Levels): { body: Paragraph[]; doubts: Doubt[] } {
  const last = part.findLastIndex(({ heading }) => heading !== null);
  const closing = part.findIndex(
    ({ text }, i) => i > last && [invitation, signature, date].some((shape) => shape.test(text)),
  );
  const body = closing === -1 ? part : part.slice(0, closing);

  const end = body.findLastIndex(
    ({ mark, heading }) => heading !== null || (mark !== null && measures.has(mark.style)),
  );
  const rest = body.slice(end + 1);
  // Straight behind a heading the rest is that finding's own measure.
  const afterMeasure = end >= 0 && body[end]!.heading === null;
  const foreign = rest.some(({ mark, text }) => mark !== null || outlook.test(text));
  if (!afterMeasure || !foreign) return { body, doubts: [] };
  return { body: body.slice(0, end + 1), doubts: [doubt(rest[0]!.line, 'notice-end-guessed')] };
}
