import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';

const everyMs = 700;
/** A browser asks again by itself; a line nobody reads any more is not held for ever. */
const longestMs = 10 * 60_000;

/** What changes, as server-sent events: sent when it is another, until it is over. */
export function following<T extends { over: boolean }>(c: Context, look: () => Promise<T>, lastsMs = longestMs) {
  return streamSSE(c, async (stream) => {
    let last = '';
    for (let waited = 0; !stream.aborted && waited < lastsMs; waited += everyMs) {
      const said = await look();
      const data = JSON.stringify(said);
      if (data !== last) await stream.writeSSE({ data });
      last = data;
      if (said.over) return;
      await sleep(everyMs);
    }
  });
}
