import { describe, expect, test } from 'vitest';
import { readNoticeLines } from '../../documents/in/notice/file.ts';
import { readNotice } from '../../documents/in/notice/notice.ts';
import { docxOf, outline, paragraph as p, zipOf } from './notices/docx.ts';

const opening = '2024年1月8日至3月1日，市委第三巡察组对青禾区开展了巡察，3月28日反馈了意见。';
const read = (bytes: Buffer) => readNotice(readNoticeLines(bytes));
const shape = (bytes: Buffer) =>
  read(bytes).findings.map(({ line, no, title, section, measures }) => [
    `${line} ${no} ${title} | ${section}`,
    ...measures.map((one) => `${one.line} ${one.mark}${one.text}`),
  ]);
const refusal = (bytes: Buffer) => {
  try {
    readNoticeLines(bytes);
  } catch (error) {
    return (error as { code?: string }).code;
  }
  return 'read';
};

test('a .docx whose headings are items of a list: Word’s numbers are written out, empty paragraphs counted', () => {
  const body = [
    p(opening),
    p(''),
    p('整改落实情况', '1:0'),
    p('学习方面', '1:1'),
    p('关于“记录不全”问题的整改', '1:2'),
    p('补齐记录。', '1:3'),
    p('专人保管。', '1:3'),
    p('关于“走形式”问题的整改', '1:2'),
    p('每月抽查 & 通报。'),
    p('作风方面', '1:1'),
    p('关于“会多”问题的整改', '2:2'),
    '<w:p><w:r><w:t>(1)合并会议。</w:t></w:r><w:del><w:r><w:delText>删去的话。</w:delText></w:r></w:del></w:p>',
    '<w:tbl><w:tr><w:tc><w:p><w:r><w:t>(2)限定时长。</w:t><w:br/><w:t>(3)少发文件。</w:t></w:r></w:p></w:tc></w:tr></w:tbl>',
    p('下一步打算', '1:0'),
    p('常抓不懈。'),
    p('中共青禾区委员会'),
    p('2024年9月30日'),
  ];
  expect(shape(docxOf(body, outline))).toEqual([
    ['5 1 记录不全 | 整改落实情况 / 学习方面', '6 (1)补齐记录。', '7 (2)专人保管。'],
    ['8 2 走形式 | 整改落实情况 / 学习方面', '9 每月抽查 & 通报。'],
    ['11 1 会多 | 整改落实情况 / 作风方面', '12 (1)合并会议。', '13 (2)限定时长。', '13 (3)少发文件。'],
  ]);
  expect(read(docxOf(body, outline))).toMatchObject({ noticeOn: '2024-09-30', place: '青禾区', doubts: [] });
});

const page = `<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<title>青禾区整改情况通报_某网站</title><script>document.write("1.关于“假”问题的整改")</script></head><body>
<nav><ul><li>首页</li><li>政务公开</li></ul></nav><header>青禾区门户</header>
<div class="content"><h1>中共青禾区委关于巡察整改情况的通报</h1>
<p>${opening}</p><p>&nbsp;</p>
<ol><li><b>关于“路灯</b>不亮”问题的整改<br>（1）修好路灯。<br/>（2）每周巡查。</li>
<li>关于“井盖松动”问题的整改<p>更换井盖四十&#x5957;，城区先行。</p></li></ol>
<p>中共青禾区委员会<p>2024年9月30日
</div><footer>版权所有 ICP备00000000号</footer></body></html>`;

test('a saved page in GB18030: menus and scripts are no text, lines within a paragraph are, lists are numbered', () => {
  const bytes = encodeGb18030(page);
  expect(shape(bytes)).toEqual([
    ['4 1 路灯不亮 | ', '5 （1）修好路灯。', '6 （2）每周巡查。'],
    ['7 2 井盖松动 | ', '8 更换井盖四十套，城区先行。'],
  ]);
  expect(read(bytes)).toMatchObject({
    ...{ title: '中共青禾区委关于巡察整改情况的通报', feedbackOn: '2024-03-28', noticeOn: '2024-09-30', doubts: [] },
  });
  expect(shape(Buffer.from(page))).toEqual(shape(bytes));
});

test('a text in UTF-16 with its mark is read, and characters lost in another encoding are a doubt', () => {
  const text = `${opening}\n1.关于“路灯不亮”问题的整改。\n修好路灯。\n2024年9月30日`;
  const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
  expect(shape(wide)).toEqual([['2 1 路灯不亮 | ', '3 修好路灯。']]);
  const torn = Buffer.from(text.replace('路灯。', '路\uFFFD。'));
  expect(read(torn).doubts.map(({ line, code }) => `${line} ${code}`)).toEqual(['3 notice-characters-lost']);
});

describe('what is no notice is refused by its bytes', () => {
  test.each([
    ['a PDF', Buffer.from('%PDF-1.7\n'), 'notice-format'],
    ['a rich text', Buffer.from('{\\rtf1\\ansi}'), 'notice-format'],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d', 'hex'), 'notice-format'],
    ['a workbook', zipOf({ 'xl/workbook.xml': '<workbook/>' }), 'notice-format'],
    ['an old .doc', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'file-encrypted'],
    ['half a .docx', docxOf([p(opening)]).subarray(0, 200), 'file-damaged'],
    ['a zip bomb', zipOf({ 'word/document.xml': Buffer.alloc(2 ** 28) }), 'file-inflates-too-much'],
    ['21 MB', Buffer.alloc(21 * 2 ** 20, 0x61), 'file-too-large'],
  ])('%s: %s', (_, bytes, code) => {
    expect(refusal(bytes)).toBe(code);
  });
});

test('entities of a document type are not resolved, nothing outside is looked at', () => {
  const evil = `<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y "yyyy">]><w:document xmlns:w="w"><w:body>
<w:p><w:r><w:t>&x;&y;</w:t></w:r></w:p></w:body></w:document>`;
  const bytes = zipOf({ 'word/document.xml': evil });
  const text = refusal(bytes) === 'read' ? readNoticeLines(bytes).map((one) => one.text) : [];
  expect(text.join('')).not.toMatch(/root|yyyy/);
});

/** GB18030 by way of the decoder: Node writes none. Two bytes a character are enough for these texts. */
function encodeGb18030(text: string): Buffer {
  const decoder = new TextDecoder('gb18030');
  const bytes = new Map<string, number[]>();
  for (let high = 0x81; high <= 0xfe; high += 1)
    for (let low = 0x40; low <= 0xfe; low += 1)
      if (low !== 0x7f) bytes.set(decoder.decode(new Uint8Array([high, low])), [high, low]);
  return Buffer.from(
    [...text].flatMap((char) => (char.charCodeAt(0) < 0x80 ? [char.charCodeAt(0)] : bytes.get(char)!)),
  );
}
