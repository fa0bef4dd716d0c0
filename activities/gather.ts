/** Writing takes at most one part in so many of the time: PGlite blocks the process, and with it the sending. */
const share = 6;
/** Nobody waits longer for company. */
const longestMs = 100;
/** So many may wait; then whoever brings more waits for the writing. */
const most = 500;

/** Takes single items, and sees them written in groups, one such call after the other. */
export type Gathering<T> = {
  /** Resolves at once, unless too many wait. Rejects when an earlier write failed. */
  add(item: T): Promise<void>;
  /** Writes what waits; resolves when everything is written. */
  end(): Promise<void>;
};

/**
 * What comes alone is written at once; what comes while something is written, or shortly after, shares a call. Where
 * writing is quick the groups are small: what a process knows and has not written is what its death may repeat.
 */
export function gather<T>(write: (items: T[]) => Promise<void>): Gathering<T> {
  let waiting: T[] = [];
  let writing: Promise<void> | null = null;
  let failed: { error: unknown } | null = null;
  let ending = false;
  let hurry: () => void = () => undefined;

  async function writeAll(): Promise<void> {
    while (waiting.length > 0 && !failed) {
      const group = waiting;
      waiting = [];
      const begun = performance.now();
      await write(group).catch((error) => {
        failed = { error };
      });
      await rest(Math.min((performance.now() - begun) * (share - 1), longestMs));
    }
    writing = null;
  }

  function rest(ms: number): Promise<void> | undefined {
    if (ending) return;
    return new Promise((done) => {
      const timer = setTimeout(done, ms);
      hurry = () => {
        clearTimeout(timer);
        done();
      };
    });
  }

  return {
    async add(item) {
      if (failed) throw failed.error;
      waiting.push(item);
      writing ??= Promise.resolve().then(writeAll);
      if (waiting.length > most) await writing;
    },
    async end() {
      ending = true;
      hurry();
      await writing;
      ending = false;
      if (failed) throw failed.error;
    },
  };
}
