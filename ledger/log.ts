/** As pino takes it. */
export type Log = { warn(facts: object, message: string): void };
