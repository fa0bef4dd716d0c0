const localPart = /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*$/;
const writtenDomain = /^[\p{L}\p{M}\p{N}-]+(?:\.[\p{L}\p{M}\p{N}-]+)+$/u;
const wireDomain =
  /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?=[a-z0-9-]*[a-z])[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * The text as one mail address that can stand in an SMTP command, its domain lower case and in punycode; null for
 * anything else: a list, a name in front, a quoted local part, a blank, a line break, an address literal. Mail libraries
 * parse what they are given, and `a@x.test, evil@y.test` mails both.
 */
export function strictAddress(text: string): string | null {
  const at = text.lastIndexOf('@');
  const local = text.slice(0, at);
  const written = text.slice(at + 1);
  if (at < 1 || local.length > 64 || !localPart.test(local) || !writtenDomain.test(written)) return null;
  const domain = inPunycode(written);
  const address = `${local}@${domain}`;
  return domain && wireDomain.test(domain) && address.length <= 254 ? address : null;
}

function inPunycode(domain: string): string | null {
  try {
    return new URL(`http://${domain}`).hostname;
  } catch {
    return null;
  }
}
