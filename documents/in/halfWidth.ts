/**
 * Full-width signs, digits and blanks as their ASCII twins, one for one: what is found in the copy
 * can be cut out of the original at the same place, which keeps the punctuation as printed.
 */
export function halfWidth(text: string): string {
  if (!/[\uff01-\uff5e\u3000]/.test(text)) return text;
  return text
    .replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/\u3000/g, ' ');
}
