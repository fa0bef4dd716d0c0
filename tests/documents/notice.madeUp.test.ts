import { describe, expect, test } from 'vitest';
import { readNotice } from '../../documents/in/notice/notice.ts';
import { madeUp } from './notices/made-up.ts';

describe('made-up notices, read as their annotations say', () => {
  test.each(madeUp)('%s', (_, { text, findings, measures, more }, { doubts, stated, frame, headings }) => {
    const notice = readNotice(text);
    const all = notice.findings.flatMap((finding) => finding.measures);
    expect(notice.findings.map(({ line }) => line)).toEqual(findings);
    expect(all.map(({ line }) => line)).toEqual(measures);
    const lines = text.split('\n');
    for (const line of more) expect(all.some((one) => one.text.includes(lines[line - 1]!.slice(1)))).toBe(true);
    expect(notice.doubts.map(({ line, code }) => `${line} ${code}`)).toEqual(doubts);
    if (frame) expect(notice).toMatchObject(frame);
    if (stated) expect(notice.stated).toMatchObject(stated);
    for (const [line, said] of Object.entries(headings ?? {})) {
      const { no, section, title } = notice.findings.find((one) => one.line === Number(line))!;
      expect(`${no}|${section}|${title}`).toBe(said);
    }
  });
});
