type Waiting<T> = { item: T; resolve(): void; reject(error: unknown): void };

/** So many items at once, and the next ones are waited for. */
const crowd = 4;

/**
 * Lets single items share a statement, one such call after the other. Where few come, each goes at once: what a process
 * knows and has not written is what its death repeats. Where many come, the first waits `ms` for company. (To wait only
 * while a statement runs would gather nobody: PGlite blocks the process meanwhile.) Each promise settles with the call its
 * item was in.
 */
export function together<T>(ms: number, write: (items: T[]) => Promise<void>): (item: T) => Promise<void> {
  let waiting: Waiting<T>[] = [];
  let last: Promise<void> = Promise.resolve();
  let cameLast = 0;

  function flush(): void {
    const batch = waiting;
    waiting = [];
    cameLast = batch.length;
    last = last.then(() =>
      write(batch.map(({ item }) => item)).then(
        () => {
          for (const { resolve } of batch) resolve();
        },
        (error) => {
          for (const { reject } of batch) reject(error);
        },
      ),
    );
  }

  return (item) =>
    new Promise((resolve, reject) => {
      if (waiting.push({ item, resolve, reject }) > 1) return;
      if (cameLast >= crowd) setTimeout(flush, ms);
      else setImmediate(flush);
    });
}
