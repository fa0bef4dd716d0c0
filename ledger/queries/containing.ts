/** What `ilike` takes to find this text anywhere, its wildcards taken as plain characters. */
export function containing(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}
