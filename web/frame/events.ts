import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';

const everyMs = 700;
/** A browser asks again by itself; a line nobody reads any more is not held for ever. */
const longestMs = 10 * 60_000;

/** One line that changes, as server-sent events: sent when it is another, until it is over. */
export function following(c: Context, look: () => Promise<{ text: string; share: number; over: boolean }>) {
  return streamSSE(c, async (stream) => {
    let last = '';
    for (let waited = 0; !stream.aborted && waited < longestMs; waited += everyMs) {
      const { over, ...said } = await look();
      const data = JSON.stringify({ ...said, over });
      if (data !== last) await stream.writeSSE({ data });
      last = data;
      if (over) return;
      await sleep(everyMs);
    }
  });
}
