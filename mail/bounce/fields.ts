/** The fields of a header block, folded lines joined; asked by lower-case name, the first of a name counts. */
export function fieldsOf(block: string): (name: string) => string | null {
  const head = block.trimStart().split(/\r?\n\r?\n/)[0]!;
  const fields = new Map<string, string>();
  for (const line of head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).trim().toLowerCase();
    if (colon > 0 && !fields.has(name)) fields.set(name, line.slice(colon + 1).trim());
  }
  return (name) => fields.get(name) ?? null;
}
