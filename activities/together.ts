type Waiting<T> = { item: T; resolve(): void; reject(error: unknown): void };

/**
 * Lets single items share a statement: the first waits `ms` for company, then all that wait go together, one such call
 * after the other. Each promise settles with the call its item was in. (To wait only while a statement runs would gather
 * nobody: PGlite blocks the process meanwhile.)
 */
export function together<T>(ms: number, write: (items: T[]) => Promise<void>): (item: T) => Promise<void> {
  let waiting: Waiting<T>[] = [];
  let last: Promise<void> = Promise.resolve();

  function flush(): void {
    const batch = waiting;
    waiting = [];
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
      if (waiting.push({ item, resolve, reject }) === 1) setTimeout(flush, ms);
    });
}
