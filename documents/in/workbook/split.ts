/** Several names in one cell: 、 , ; / or line breaks between them. */
export function splitNames(text: string): string[] {
  return parts(text, /[、,\uff0c;\uff1b/\n]/);
}

/** Several clauses in one cell: ; or line breaks between them. */
export function splitClauses(text: string): string[] {
  return parts(text, /[;\uff1b\n]/);
}

function parts(text: string, separator: RegExp): string[] {
  return text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
