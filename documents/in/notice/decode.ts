/** The text of a .txt or a page as offices save it: UTF-8, UTF-16 with its mark, else what a page says, else GB18030. */
export function decodeText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    // Before what the page says of itself: browsers save a GBK page as UTF-8 and leave its words alone.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder(saidEncoding(bytes)).decode(bytes);
  }
}

function saidEncoding(bytes: Uint8Array): string {
  const head = Buffer.from(bytes.subarray(0, 4096)).toString('latin1');
  const said = /<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]{2,20})/i.exec(head)?.[1]?.toLowerCase();
  return said === 'big5' ? 'big5' : said === 'utf-8' || said === 'utf8' ? 'utf-8' : 'gb18030';
}
