/** A figure measured several times: the middle of it, and every value in the order it was taken. */
export type Sample = { median: number; values: number[] };

export type Pairs = { ratio: number; ratios: number[]; a: Sample; b: Sample };

/**
 * Measures two ways side by side: A B, then B A, then A B …, so that whatever drifts (heat, a growing database, another
 * process) meets both alike. `ratio`: the median of A through the median of B.
 */
export async function inPairs(
  pairs: number,
  a: (round: number) => Promise<number>,
  b: (round: number) => Promise<number>,
): Promise<Pairs> {
  const [ofA, ofB]: [number[], number[]] = [[], []];
  for (let round = 0; round < pairs; round++) {
    if (round % 2 === 0) ofA.push(await a(round));
    ofB.push(await b(round));
    if (round % 2 === 1) ofA.push(await a(round));
  }
  const ratios = ofA.map((value, round) => rounded(value / ofB[round]!, 3));
  return { ratio: rounded(median(ofA) / median(ofB), 3), ratios, a: sample(ofA), b: sample(ofB) };
}

export function sample(values: number[]): Sample {
  return { median: rounded(median(values)), values: values.map((value) => rounded(value)) };
}

export function median(values: number[]): number {
  const sorted = [...values].sort((x, y) => x - y);
  const middle = sorted.length / 2;
  return Number.isInteger(middle) ? (sorted[middle - 1]! + sorted[middle]!) / 2 : sorted[Math.floor(middle)]!;
}

export function rounded(value: number, digits = 1): number {
  return Number(value.toFixed(digits));
}

/** How long something takes, in milliseconds. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}
