import { newZip } from './newZip.ts';

/** A paper in the shape of GB/T 9704: its title, a line below it, and paragraphs, some of them headings. */
export type Paper = { title: string; below: string; paragraphs: { text: string; heading?: boolean }[] };

/** The type area is 156 by 225 mm on A4; 22 lines of 28 characters. In twentieths of a point. */
const page = { width: 11906, height: 16838, top: 2098, bottom: 1984, left: 1588, right: 1474 };
const line = 579;
const faces = { title: 'FZXiaoBiaoSong-B05S', heading: 'SimHei', body: 'FangSong_GB2312' };
/** In half points: 二号 for the title, 三号 for everything else. */
const sizes = { title: 44, body: 32 };

const main = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const packages = 'http://schemas.openxmlformats.org/package/2006';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** The paper as a Word file: what is printed from it looks like the office's own. */
export function paperDocx({ title, below, paragraphs }: Paper): Buffer {
  const body = [
    paragraph(title, { face: faces.title, size: sizes.title, centred: true }),
    paragraph(below, { face: faces.body, size: sizes.body, centred: true }),
    ...paragraphs.map(({ text, heading }) =>
      paragraph(text, { face: heading ? faces.heading : faces.body, size: sizes.body, keeps: heading === true }),
    ),
  ].join('');
  const { width, height, ...margins } = page;
  const margin = Object.entries(margins).map(([side, value]) => `w:${side}="${value}"`);
  const section = `<w:sectPr><w:pgSz w:w="${width}" w:h="${height}"/><w:pgMar ${margin.join(' ')} w:header="851" w:footer="1417" w:gutter="0"/></w:sectPr>`;
  const type = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
  return newZip(
    new Map([
      [
        '[Content_Types].xml',
        `${declaration}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="${type}"/></Types>`,
      ],
      [
        '_rels/.rels',
        `${declaration}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="word/document.xml"/></Relationships>`,
      ],
      [
        'word/document.xml',
        `${declaration}<w:document xmlns:w="${main}"><w:body>${body}${section}</w:body></w:document>`,
      ],
    ]),
  );
}

type Shape = { face: string; size: number; centred?: boolean; keeps?: boolean };

function paragraph(text: string, { face, size, centred = false, keeps = false }: Shape): string {
  const lie = centred ? '<w:jc w:val="center"/>' : '<w:ind w:firstLineChars="200" w:firstLine="640"/>';
  const spacing = `<w:spacing w:line="${line}" w:lineRule="exact"/>`;
  const properties = `<w:pPr>${keeps ? '<w:keepNext/>' : ''}${spacing}${centred ? lie : ''}${centred ? '' : lie}</w:pPr>`;
  const fonts = `<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="${face}"/>`;
  const run = `<w:rPr>${fonts}<w:sz w:val="${size}"/><w:szCs w:val="${size}"/></w:rPr>`;
  return `<w:p>${properties}<w:r>${run}<w:t xml:space="preserve">${escaped(text)}</w:t></w:r></w:p>`;
}

/** Signs that XML cannot hold are left out. */
function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
