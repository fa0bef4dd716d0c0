import { crc32, deflateRawSync } from 'node:zlib';

/** A cell of a made workbook: a text, a number, or what offices' programs write besides. */
export type Made =
  | string
  | number
  | null
  | { serial: number; format: string }
  | { formula: string; value?: string | number }
  | { error: string }
  | { rich: string[]; reading?: string };

export type MadeSheet = { name: string; rows: Made[][]; merges?: string[]; hiddenRows?: number[]; hidden?: boolean };
export type Part = { name: string; bytes: Buffer };

const types = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

/** The parts of a workbook as Excel writes them: shared texts, styles, merges, hidden rows. */
export function parts(sheets: MadeSheet[], { since1904 = false, prefix = '' } = {}): Part[] {
  const strings: string[] = [];
  const formats: string[] = [];
  const p = prefix && `${prefix}:`;
  const xmlns = prefix ? `xmlns:${prefix}="${main}"` : `xmlns="${main}"`;
  const written = sheets.map((sheet) => sheetXml(sheet, strings, formats, p, xmlns));
  const links = [
    ...sheets.map(
      (_, i) => `<Relationship Id="r${i + 1}" Type="${types}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`,
    ),
    `<Relationship Id="rs" Type="${types}/sharedStrings" Target="sharedStrings.xml"/>`,
    `<Relationship Id="rt" Type="${types}/styles" Target="/xl/styles.xml"/>`,
  ];
  const list = sheets.map(
    ({ name, hidden }, i) =>
      `<${p}sheet name="${escaped(name)}" sheetId="${i + 1}"${hidden ? ' state="hidden"' : ''} q:id="r${i + 1}"/>`,
  );
  const book = `<${p}workbook ${xmlns} xmlns:q="${types}"><${p}workbookPr date1904="${since1904 ? 1 : 0}"/><${p}sheets>${list.join('')}</${p}sheets></${p}workbook>`;
  const codes = formats.map((code, i) => `<numFmt numFmtId="${200 + i}" formatCode="${escaped(code)}"/>`);
  const styles = `<styleSheet xmlns="${main}"><numFmts>${codes.join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${formats.map((_, i) => `<xf numFmtId="${200 + i}"/>`).join('')}</cellXfs></styleSheet>`;
  return [
    part(
      '_rels/.rels',
      `<Relationships><Relationship Id="r" Type="${types}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ),
    part('xl/workbook.xml', book),
    part('xl/_rels/workbook.xml.rels', `<Relationships>${links.join('')}</Relationships>`),
    part('xl/styles.xml', styles),
    part('xl/sharedStrings.xml', `<sst xmlns="${main}">${strings.join('')}</sst>`),
    ...written.map((xml, i) => part(`xl/worksheets/sheet${i + 1}.xml`, xml)),
  ];
}

/** A workbook of these sheets. */
export function xlsx(sheets: MadeSheet[], more = {}): Buffer {
  return zip(parts(sheets, more));
}

export function part(name: string, xml: string): Part {
  return { name, bytes: Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n${xml}`) };
}

/** A zip of these parts; `claim`: what it says of a part's size instead of the truth. */
export function zip(all: Part[], claim?: number): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, bytes } of all) {
    const title = Buffer.from(name);
    const packed = deflateRawSync(bytes);
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    const facts = Buffer.alloc(22);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(8, 4);
    facts.writeUInt32LE(crc32(bytes), 10);
    facts.writeUInt32LE(packed.length, 14);
    facts.writeUInt32LE(claim ?? bytes.length, 18);
    facts.copy(head, 4);
    head.writeUInt16LE(title.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    facts.copy(entry, 6);
    entry.writeUInt16LE(title.length, 28);
    entry.writeUInt32LE(at, 42);
    bodies.push(head, title, packed);
    directory.push(entry, title);
    at += head.length + title.length + packed.length;
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(all.length, 8);
  end.writeUInt16LE(all.length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...bodies, ...directory, end]);
}

function sheetXml(
  { rows, merges = [], hiddenRows = [] }: MadeSheet,
  strings: string[],
  formats: string[],
  p: string,
  xmlns: string,
) {
  const body = rows.map((cells, i) => {
    const hidden = hiddenRows.includes(i + 1) ? ' hidden="1"' : '';
    const made = cells.map((cell, j) => cellXml(cell, `${letters(j)}${i + 1}`, strings, formats, p));
    return `<${p}row r="${i + 1}"${hidden}>${made.join('')}</${p}row>`;
  });
  const merged = merges.map((ref) => `<${p}mergeCell ref="${ref}"/>`).join('');
  const merge = merged && `<${p}mergeCells>${merged}</${p}mergeCells>`;
  return `<${p}worksheet ${xmlns}><${p}sheetData>${body.join('')}</${p}sheetData>${merge}</${p}worksheet>`;
}

function cellXml(cell: Made, r: string, strings: string[], formats: string[], p: string): string {
  if (cell === null) return '';
  const value = (v: string | number) => `<${p}v>${escaped(String(v))}</${p}v>`;
  if (typeof cell === 'number') return `<${p}c r="${r}">${value(cell)}</${p}c>`;
  if (typeof cell === 'string' || 'rich' in cell) {
    const runs = typeof cell === 'string' ? textXml(cell) : cell.rich.map((run) => `<r>${textXml(run)}</r>`).join('');
    const reading = typeof cell !== 'string' && cell.reading ? `<rPh sb="0" eb="1">${textXml(cell.reading)}</rPh>` : '';
    strings.push(`<si>${runs}${reading}</si>`);
    return `<${p}c r="${r}" t="s">${value(strings.length - 1)}</${p}c>`;
  }
  if ('error' in cell) return `<${p}c r="${r}" t="e"><${p}f>VLOOKUP(A1,B:C,2,0)</${p}f>${value(cell.error)}</${p}c>`;
  if ('serial' in cell) {
    const known = formats.indexOf(cell.format);
    if (known < 0) formats.push(cell.format);
    return `<${p}c r="${r}" s="${(known < 0 ? formats.length - 1 : known) + 1}">${value(cell.serial)}</${p}c>`;
  }
  const type = typeof cell.value === 'string' ? ' t="str"' : '';
  const saved = cell.value === undefined ? '' : value(cell.value);
  return `<${p}c r="${r}"${type}><${p}f>${escaped(cell.formula)}</${p}f>${saved}</${p}c>`;
}

function textXml(text: string): string {
  return `<t xml:space="preserve">${escaped(text)}</t>`;
}

function letters(column: number): string {
  return column < 26 ? String.fromCharCode(65 + column) : letters(Math.floor(column / 26) - 1) + letters(column % 26);
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
