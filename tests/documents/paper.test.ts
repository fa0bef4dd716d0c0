import { expect, test } from 'vitest';
import { readNoticeLines } from '../../documents/in/notice/file.ts';
import { openZip } from '../../documents/in/zip.ts';
import { type Paper, paperDocx } from '../../documents/out/paper.ts';

const paper: Paper = {
  title: '青禾区委巡察整改情况公开清单',
  below: '截至 2024-10-12',
  paragraphs: [
    { heading: true, text: '1. 关于“城市管理短板较多”问题的整改' },
    { text: '（1）清理 52 处 <消防> 通道 & 复核\u0007（已完成）' },
  ],
};

test('a paper as a Word file says what it says, in its order, with nothing a program would read as its own', () => {
  const bytes = paperDocx(paper);
  const lines = readNoticeLines(bytes).map((line) => JSON.stringify(line));
  const expected = [
    paper.title,
    paper.below,
    paper.paragraphs[0]!.text,
    '（1）清理 52 处 <消防> 通道 & 复核（已完成）',
  ];
  expect(lines).toHaveLength(expected.length);
  for (const [n, text] of expected.entries()) expect(lines[n]).toContain(JSON.stringify(text).slice(1, -1));
});

test('its type area is that of the standard, and it is the same file every time', () => {
  const { names, part } = openZip(paperDocx(paper));
  expect(names).toEqual(['[Content_Types].xml', '_rels/.rels', 'word/document.xml']);
  const xml = part('word/document.xml')!.toString();
  const number = (name: string) => Number(new RegExp(`w:${name}="(\\d+)"`).exec(xml)![1]);
  const mm = (twips: number) => Math.round((twips / 1440) * 25.4);
  expect(mm(number('w') - number('left') - number('right'))).toBe(156);
  expect(mm(number('h') - number('top') - number('bottom'))).toBe(225);
  expect(paperDocx(paper)).toEqual(paperDocx(paper));
});
