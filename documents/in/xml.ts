import { Parser } from 'saxen';
import { CodedError } from '../../domain/errors.ts';

/** What a part of a document is read with; names come without their prefix. */
export type XmlReader = {
  open?(name: string, attributes: () => Record<string, string>): void;
  close?(name: string): void;
  text?(text: string): void;
};

const named: Record<string, string> = { amp: '&', apos: "'", gt: '>', lt: '<', quot: '"' };

/**
 * Reads one XML part of an office document. A document type is refused, so there are no entities to resolve or to blow
 * up, and nothing outside the part is ever looked at.
 * @param part its name in the zip, for the error.
 * @throws CodedError `file-has-entities`, `file-damaged`
 */
export function readXml(bytes: Buffer, part: string, { open, close, text }: XmlReader): void {
  const parser = new Parser()
    .on('openTag', (name, attributes) => open?.(local(name), () => plain(attributes())))
    .on('closeTag', (name) => close?.(local(name)))
    .on('attention', () => {
      throw new CodedError('file-has-entities', { part });
    })
    .on('error', (cause) => {
      throw cause instanceof CodedError ? cause : new CodedError('file-damaged', {}, { cause });
    });
  if (text) parser.on('text', (raw) => text(decode(raw))).on('cdata', text);
  parser.parse(xmlText(bytes));
}

function xmlText(bytes: Buffer): string {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new CodedError('file-damaged', {}, { cause });
  }
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function plain(attributes: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [local(name), decode(value)]));
}

function decode(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w+));/gi, (whole, decimal, hex, name) => {
    if (name) return named[name] ?? whole;
    const code = decimal ? Number(decimal) : Number.parseInt(hex, 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
  });
}
