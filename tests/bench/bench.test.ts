import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import type { BenchDocument } from '../../bench/bench.ts';
import { inPairs } from '../../bench/pairs.ts';
import { expectEachOnce } from '../../bench/reminderFanout.ts';

const run = promisify(execFile);
const root = new URL('../..', import.meta.url);

describe('npm run bench', () => {
  let stdout: string;
  let stderr: string;
  let document: BenchDocument;
  beforeAll(async () => {
    const words = ['run', 'bench', '--', '--json', '--tiny'];
    ({ stdout, stderr } = await run('npm', words, { cwd: root, timeout: 560_000, maxBuffer: 10_000_000 }));
    document = JSON.parse(stdout);
  }, 600_000);

  it('prints one document and nothing beside it where nobody watches', () => {
    expect(stdout).toMatch(/^\{[\s\S]*\}\n$/);
    expect(stderr).toBe('');
  });

  it('says when, on what and with what it was measured', () => {
    expect(new Date(document.date).getTime()).toBeGreaterThan(0);
    expect(document.machine).toMatchObject({ cores: expect.any(Number), memoryGb: expect.any(Number) });
    expect(Object.values(document.machine.packages)).not.toContain('unknown');
    expect(document.settings.starts.measures).toBe(5);
  });

  it('gives every figure', () => {
    expect(Object.keys(document.figures)).toEqual([
      ...['startsVsBareLoop', 'eventsPerReminder', 'eventsPerMeasureYear', 'replayTasksPerMeasureYear'],
      ...[
        'reminderFanout',
        'fanout10k',
        'ledgerGuard',
        'coldWarm',
        'outageDrain',
        'workerRssGrowth',
        'ticksPerSecond',
        'import10k',
        'import1k',
        'importSame',
        'boardIdle',
        'boardFanout',
        'boardServer',
      ],
    ]);
    for (const { value } of Object.values(document.figures)) expect(value).toBeGreaterThan(0);
  });

  it('gives the raw values of a ratio', () => {
    const { startsVsBareLoop, reminderFanout, workerRssGrowth, import10k, importSame } = document.figures;
    const sample = (...values: unknown[]) => ({ median: expect.any(Number), values });
    const number = expect.any(Number);
    expect(import10k).toMatchObject({ importMs: sample(number), bareLoopMs: sample(number) });
    expect(importSame).toMatchObject({ againMs: sample(number), firstMs: sample(number) });
    expect(startsVsBareLoop).toMatchObject({ importMs: sample(number), bareLoopMs: sample(number) });
    expect(reminderFanout).toMatchObject({ engineMs: sample(number, number), poolMs: sample(number, number) });
    expect(workerRssGrowth).toMatchObject({ manyMb: sample(number), fewMb: sample(number) });
  });

  it('counts what has nothing to do with the speed of a machine', () => {
    expect(document.figures.eventsPerReminder).toMatchObject({ value: 6, wakesPerMeasure: [2] });
    expect(document.figures.eventsPerMeasureYear).toMatchObject({ reminders: 2, reports: 1, commands: 1 });
  });
});

describe('a run in which', () => {
  it('each mail came once is valid', () => {
    expect(() => expectEachOnce(['<a>', '<b>'], { '<b>': 1, '<a>': 1 })).not.toThrow();
  });
  it('a mail was lost is void', () => {
    expect(() => expectEachOnce(['<a>', '<b>'], { '<a>': 1 })).toThrow('void: 1 lost, 0 doubled, 0 nobody sent');
  });
  it('a mail came twice is void', () => {
    expect(() => expectEachOnce(['<a>'], { '<a>': 2 })).toThrow('void: 0 lost, 1 doubled, 0 nobody sent');
  });
  it('a mail came that nobody sent is void', () => {
    expect(() => expectEachOnce([], { none: 1 })).toThrow('void: 0 lost, 0 doubled, 1 nobody sent');
  });
});

it('pairs are measured A B, then B A', async () => {
  const order: string[] = [];
  const take = (name: string, values: number[]) => async (round: number) => {
    order.push(name + round);
    return values[round]!;
  };
  const pairs = await inPairs(3, take('a', [3, 9, 4]), take('b', [1, 2, 9]));
  expect(order).toEqual(['a0', 'b0', 'b1', 'a1', 'a2', 'b2']);
  expect(pairs).toMatchObject({ ratio: 2, ratios: [3, 4.5, 0.444], a: { median: 4, values: [3, 9, 4] } });
});
