/** How large each piece is made. The README's figures come from `full`. */
export type Settings = {
  starts: { findings: number; measures: number; pairs: number };
  reminder: { measures: number; msPerDay: number };
  year: { measures: number; months: number; msPerDay: number };
  fanout: { mails: number; pairs: number };
  fanout10k: { mails: number; pairs: number };
  rss: { few: number; many: number; pairs: number; settleSeconds: number };
  ticks: { measures: number; rounds: number };
  lists: { findings: number; measures: number; pairs: number };
  lists10k: { findings: number; measures: number; pairs: number };
  board: { few: number; many: number; requests: number; mails: number };
};

export const full: Settings = {
  starts: { findings: 100, measures: 500, pairs: 5 },
  reminder: { measures: 5, msPerDay: 1_000 },
  year: { measures: 4, months: 12, msPerDay: 500 },
  fanout: { mails: 1_000, pairs: 7 },
  fanout10k: { mails: 10_000, pairs: 5 },
  rss: { few: 500, many: 5_000, pairs: 1, settleSeconds: 15 },
  ticks: { measures: 100, rounds: 6 },
  lists: { findings: 100, measures: 1_000, pairs: 4 },
  lists10k: { findings: 1_000, measures: 10_000, pairs: 1 },
  board: { few: 1_000, many: 100_000, requests: 200, mails: 300 },
};

/** Everything once and small: shows that the bench works, and measures nothing. */
export const tiny: Settings = {
  starts: { findings: 2, measures: 5, pairs: 1 },
  reminder: { measures: 1, msPerDay: 1_000 },
  year: { measures: 1, months: 1, msPerDay: 500 },
  fanout: { mails: 10, pairs: 2 },
  fanout10k: { mails: 20, pairs: 1 },
  rss: { few: 3, many: 6, pairs: 1, settleSeconds: 1 },
  ticks: { measures: 5, rounds: 2 },
  lists: { findings: 2, measures: 5, pairs: 1 },
  lists10k: { findings: 2, measures: 6, pairs: 1 },
  board: { few: 10, many: 100, requests: 4, mails: 10 },
};
