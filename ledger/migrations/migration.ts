/** One step of the schema. A released one is never changed: the next one mends it. */
export type Migration = { version: number; statements: string[] };
