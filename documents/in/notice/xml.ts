import { Parser } from 'htmlparser2';

/** What a part of a document is read with; names come without their prefix. */
export type XmlReader = {
  open?(name: string, attributes: () => Record<string, string>): void;
  close?(name: string): void;
  text?(text: string): void;
};

/** Reads one XML part of an office document. Entities of a document type are never resolved. */
export function readXml(bytes: Buffer, _part: string, { open, close, text }: XmlReader): void {
  const local = (name: string) => name.slice(name.indexOf(':') + 1);
  const plain = (attributes: Record<string, string>) =>
    Object.fromEntries(Object.entries(attributes).map(([name, value]) => [local(name), value]));
  const parser = new Parser(
    {
      onopentag: (name, attributes) => open?.(local(name), () => plain(attributes)),
      ontext: (said) => text?.(said),
      onclosetag: (name) => close?.(local(name)),
    },
    { xmlMode: true },
  );
  parser.end(bytes.toString('utf8'));
}
