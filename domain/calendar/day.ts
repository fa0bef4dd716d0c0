/** A civil date, `YYYY-MM-DD`, in the campaign's zone. */
export type Day = string;
/** A point in time: milliseconds since 1970-01-01T00:00Z. */
export type Instant = number;
