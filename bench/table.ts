import type { BenchDocument } from './bench.ts';

/** The document for a person: a line per figure, and what it was measured on. */
export function tableOf({ date, machine, figures }: BenchDocument): string {
  const width = Math.max(...Object.keys(figures).map((name) => name.length));
  const lines = Object.entries(figures).map(([name, { value }]) => `${name.padEnd(width)}  ${value}`);
  const { cores, memoryGb, node, temporalCli } = machine;
  return [...lines, '', `${cores} cores, ${memoryGb} GB, Node ${node}, Temporal CLI ${temporalCli}, ${date}`, ''].join(
    '\n',
  );
}
