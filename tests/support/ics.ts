/** A calendar file read by the rules of RFC 5545, for tests: nothing here knows how ours are written. */

/** Its content lines, unfolded. */
export function linesOf(file: string): string[] {
  return file
    .replace(/\r\n[ \t]/g, '')
    .split('\r\n')
    .filter((line) => line !== '');
}

/** The content lines of each event. */
export function eventsOf(file: string): string[][] {
  const events: string[][] = [];
  let event: string[] | null = null;
  for (const line of linesOf(file)) {
    if (line === 'BEGIN:VEVENT') event = [];
    else if (line === 'END:VEVENT') {
      events.push(event!);
      event = null;
    } else event?.push(line);
  }
  return events;
}

/** The text of a property, unescaped; '' where it is missing. */
export function textOf(event: string[], name: string): string {
  const line = event.find((one) => one.startsWith(`${name}:`) || one.startsWith(`${name};`)) ?? '';
  return line
    .slice(line.indexOf(':') + 1)
    .replace(/\\([nN,;\\])/g, (_, sign: string) => (/n/i.test(sign) ? '\n' : sign));
}
