import { readXml } from '../xml.ts';
import { ordinal } from './ordinal.ts';

/** What a paragraph says of its number: its list and level, or a style that says so. */
export type Numbered = { style?: string | undefined; id?: string | undefined; level?: string | undefined };

type Level = { start: number; format: string; text: string };
type Definition = { levels: Map<number, Level> };
type List = { definition: string; starts: Map<number, number> };

/** Draws the numbers of a document's lists, in the order its paragraphs are asked for (ECMA-376, part 1, 17.9). */
export function numberingOf(numbering: Buffer | null, styles: Buffer | null): (paragraph: Numbered) => string {
  const { lists, definitions } = readNumbering(numbering);
  const styled = readStyles(styles);
  const counts = new Map<string, Map<number, number>>();
  const begun = new Set<string>();

  return ({ style, id, level }) => {
    const own = id === undefined ? followStyle(styled, style) : { id, level };
    const list = own.id === undefined || own.id === '0' ? undefined : lists.get(own.id);
    if (!list) return '';
    const at = Number(level ?? own.level ?? 0);
    const definition = definitions.get(list.definition);
    const drawn = definition?.levels.get(at);
    if (!definition || !drawn) return '';

    const count = counts.get(list.definition) ?? new Map<number, number>();
    counts.set(list.definition, count);
    if (!begun.has(own.id!)) {
      begun.add(own.id!);
      // A list of its own over a shared definition counts anew where it says so.
      for (const [deep] of list.starts) count.delete(deep);
    }
    const first = list.starts.get(at) ?? drawn.start;
    count.set(at, (count.get(at) ?? first - 1) + 1);
    for (const deeper of [...count.keys()]) if (deeper > at) count.delete(deeper);
    return drawn.text.replace(/%([1-9])/g, (_, said: string) => {
      const depth = Number(said) - 1;
      const shown = definition.levels.get(depth);
      return shown ? ordinal(count.get(depth) ?? shown.start, shown.format) : '';
    });
  };
}

function readNumbering(part: Buffer | null) {
  const definitions = new Map<string, Definition>();
  const lists = new Map<string, List>();
  let definition: Definition | null = null;
  let list: List | null = null;
  let level: Level | null = null;
  let overridden = 0;
  if (part !== null)
    readXml(part, 'word/numbering.xml', {
      open(name, attributes) {
        const { abstractNumId, numId, ilvl, val = '' } = attributes();
        if (name === 'abstractNum' && abstractNumId !== undefined) {
          definition = { levels: new Map() };
          definitions.set(abstractNumId, definition);
        } else if (name === 'num' && numId !== undefined) {
          list = { definition: '', starts: new Map() };
          lists.set(numId, list);
        } else if (name === 'lvl' && definition) {
          level = { start: 1, format: 'decimal', text: '' };
          definition.levels.set(Number(ilvl), level);
        } else if (name === 'abstractNumId' && list) list.definition = val;
        else if (name === 'lvlOverride') overridden = Number(ilvl);
        else if (name === 'startOverride') list?.starts.set(overridden, Number(val));
        else if (name === 'start' && level) level.start = Number(val);
        else if (name === 'numFmt' && level) level.format = val;
        else if (name === 'lvlText' && level) level.text = val;
      },
      close(name) {
        if (name === 'lvl') level = null;
        if (name === 'num') list = null;
        if (name === 'abstractNum') definition = null;
      },
    });
  return { lists, definitions };
}

type Styled = Numbered & { basedOn?: string };

function readStyles(part: Buffer | null): Map<string, Styled> {
  const styles = new Map<string, Styled>();
  let style: Styled | null = null;
  if (part !== null)
    readXml(part, 'word/styles.xml', {
      open(name, attributes) {
        const { styleId, val = '' } = attributes();
        if (name === 'style' && styleId !== undefined) {
          style = {};
          styles.set(styleId, style);
        } else if (name === 'basedOn' && style) style.basedOn = val;
        else if (name === 'numId' && style) style.id = val;
        else if (name === 'ilvl' && style) style.level = val;
      },
      close(name) {
        if (name === 'style') style = null;
      },
    });
  return styles;
}

/** The list a style belongs to, itself or through the styles it is based on. */
function followStyle(styles: Map<string, Styled>, name: string | undefined): Numbered {
  let style = name === undefined ? undefined : styles.get(name);
  for (let depth = 0; style && depth < 10; depth += 1) {
    if (style.id !== undefined) return style;
    style = style.basedOn === undefined ? undefined : styles.get(style.basedOn);
  }
  return {};
}
