/**
 * `hash`: an event is not what was recorded. `gap`: an event is missing before a later one. `cut`: the last ones are
 * missing. `head`: the stream's row names another end than its chain has. `rewritten`: a chain that fits together, but
 * not the one whose head the campaign recorded. `missing-stream`: events or a recorded head without their stream.
 */
export type BrokenWhy = 'hash' | 'gap' | 'cut' | 'head' | 'rewritten' | 'missing-stream';

/** Where the record stops being what was recorded. */
export type Broken = { stream: string; seq: number; why: BrokenWhy };
