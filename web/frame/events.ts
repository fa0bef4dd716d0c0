import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';

const everyMs = 700;
/** A browser asks again by itself; a line nobody reads any more is not held for ever. */
const longestMs = 10 * 60_000;

/** What changes, as server-sent events: sent when it is another, until it is over. What is not there is refused first. */
export async function following<T extends { over: boolean }>(
  c: Context,
  look: () => Promise<T>,
  lastsMs = longestMs,
): Promise<Response> {
  let said = await look();
  return streamSSE(c, async (stream) => {
    let last = '';
    for (let waited = 0; !stream.aborted && waited < lastsMs; waited += everyMs) {
      if (waited > 0) said = await look();
      const data = JSON.stringify(said);
      if (data !== last) await stream.writeSSE({ data });
      last = data;
      if (said.over) return;
      await sleep(everyMs);
    }
  });
}
