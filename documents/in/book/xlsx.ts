import { CodedError } from '../../../domain/errors.ts';
import { readXml } from '../xml.ts';
import { openZip, type Zip } from '../zip.ts';
import type { Sheet } from './book.ts';
import { type Shown, shownBy } from './dates.ts';
import { type Look, readSheet } from './sheet.ts';

type Link = { id: string; type: string; part: string };

/**
 * The sheets of an .xlsx, hidden ones too, in their order. Formulas are never run: the value that was saved with them is
 * read. Macros, external links and pictures are not looked at.
 * @throws CodedError `file-damaged` and what `openZip`, `readXml` throw
 */
export function readXlsx(bytes: Buffer): Sheet[] {
  const zip = openZip(bytes);
  const main = links(zip, '').find(({ type }) => type === 'officeDocument')?.part ?? 'xl/workbook.xml';
  const linked = links(zip, main);
  const { sheets, since1904 } = readMain(zip, main);
  const partOf = (type: string) => linked.find((link) => link.type === type)?.part;
  const look: Look = {
    strings: readStrings(zip, partOf('sharedStrings')),
    shown: readStyles(zip, partOf('styles')),
    since1904,
  };
  return worksheets(sheets, linked).map(({ name, part }) => readSheet(name, partBytes(zip, part), part, look));
}

/** The worksheets of an .xlsx that `readXlsx` reads: each with its part of the zip, and what stands in that. */
export function sheetParts(bytes: Buffer): { name: string; part: string; xml: string }[] {
  const zip = openZip(bytes);
  const main = links(zip, '').find(({ type }) => type === 'officeDocument')?.part ?? 'xl/workbook.xml';
  return worksheets(readMain(zip, main).sheets, links(zip, main)).map(({ name, part }) => ({
    name,
    // As the zip spells it.
    part: zip.names.find((one) => one.toLowerCase() === part.toLowerCase()) ?? part,
    xml: partBytes(zip, part).toString('utf8'),
  }));
}

function worksheets(sheets: { name: string; link: string }[], linked: Link[]): { name: string; part: string }[] {
  return sheets.flatMap(({ name, link }) => {
    const found = linked.find(({ id }) => id === link);
    if (!found) throw new CodedError('file-damaged');
    return found.type === 'worksheet' ? [{ name, part: found.part }] : [];
  });
}

function readMain(zip: Zip, main: string) {
  const sheets: { name: string; link: string }[] = [];
  let since1904 = false;
  readXml(partBytes(zip, main), main, {
    open(name, attributes) {
      if (name === 'sheet') sheets.push({ name: attributes().name ?? '', link: attributes().id ?? '' });
      if (name === 'workbookPr') since1904 = /^(?:1|true)$/.test(attributes().date1904 ?? '');
    },
  });
  return { sheets, since1904 };
}

/** The parts that a part refers to; what lies outside the file is left where it is. */
function links(zip: Zip, part: string): Link[] {
  const slash = part.lastIndexOf('/') + 1;
  const name = `${part.slice(0, slash)}_rels/${part.slice(slash)}.rels`;
  const bytes = zip.part(name);
  const found: Link[] = [];
  if (!bytes) return found;
  readXml(bytes, name, {
    open(element, attributes) {
      if (element !== 'Relationship') return;
      const { Id = '', Type = '', Target = '', TargetMode } = attributes();
      if (TargetMode === 'External') return;
      found.push({ id: Id, type: Type.slice(Type.lastIndexOf('/') + 1), part: resolve(part.slice(0, slash), Target) });
    },
  });
  return found;
}

function resolve(folder: string, target: string): string {
  const path = target.startsWith('/') ? target : `${folder}${target}`;
  const steps: string[] = [];
  for (const step of path.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return steps.join('/');
}

function partBytes(zip: Zip, name: string): Buffer {
  const bytes = zip.part(name);
  if (!bytes) throw new CodedError('file-damaged');
  return bytes;
}

/** The texts that cells share; the readings printed above characters are no text of the cell. */
function readStrings(zip: Zip, part: string | undefined): string[] {
  const bytes = part ? zip.part(part) : null;
  const strings: string[] = [];
  if (!bytes || !part) return strings;
  let text = '';
  let inText = false;
  let aside = 0;
  readXml(bytes, part, {
    open(name) {
      if (name === 'si') text = '';
      else if (name === 'rPh') aside += 1;
      else if (name === 't') inText = true;
    },
    text(more) {
      if (inText && aside === 0) text += more;
    },
    close(name) {
      if (name === 'si') strings.push(text);
      else if (name === 'rPh') aside -= 1;
      else if (name === 't') inText = false;
    },
  });
  return strings;
}

/** What each cell style shows of a date. */
function readStyles(zip: Zip, part: string | undefined): Shown[] {
  const bytes = part ? zip.part(part) : null;
  const codes = new Map<number, string>();
  const formats: number[] = [];
  if (!bytes || !part) return [];
  let inCells = false;
  readXml(bytes, part, {
    open(name, attributes) {
      if (name === 'numFmt') codes.set(Number(attributes().numFmtId), attributes().formatCode ?? '');
      else if (name === 'cellXfs') inCells = true;
      else if (name === 'xf' && inCells) formats.push(Number(attributes().numFmtId ?? 0));
    },
    close(name) {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return formats.map((format) => shownBy(format, codes.get(format)));
}
