import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type ReplayResult, Worker } from '@temporalio/worker';
import { describe, expect, test } from 'vitest';
import '../support/engine.ts';
import { followHistory, readHistory } from './follow.ts';
import { folder, releases, storedRuns } from './histories.ts';

const runs = storedRuns();
const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

async function replay(what: typeof runs): Promise<ReplayResult[]> {
  const histories = what.map(({ golden, history }) => ({ workflowId: golden.workflowId, history }));
  const workflowBundle = { codePath: process.env.XIAOHAO_TEST_BUNDLE! };
  const results: ReplayResult[] = [];
  for await (const result of Worker.runReplayHistories({ workflowBundle }, histories)) results.push(result);
  return results;
}

test('this release has recorded its histories (XIAOHAO_RECORD_HISTORIES=1 npx vitest run tests/replay/record)', () => {
  expect(releases()).toContain(version);
  expect(new Set(runs.map(({ kind }) => kind))).toEqual(new Set(['campaign', 'finding', 'measure', 'postmaster']));
});

test('every stored history replays on the code of today', async () => {
  const results = await replay(runs);
  expect(results.map(({ workflowId, error }) => [workflowId, error?.message])).toEqual(
    runs.map(({ golden }) => [golden.workflowId, undefined]),
  );
});

test('a history that the code did not make is noticed', async () => {
  const run = runs.find(({ name }) => name === 'measure-real-timer-1')!;
  // As if this measure had never set its timer.
  const events = run.history.events!.map((event) => {
    const { timerStartedEventAttributes, ...others } = event;
    const upsertWorkflowSearchAttributesEventAttributes = { searchAttributes: { indexedFields: {} } };
    return timerStartedEventAttributes
      ? { ...others, eventType: 40, upsertWorkflowSearchAttributesEventAttributes }
      : event;
  });
  const [result] = await replay([{ ...run, history: { events } }]);
  expect(result!.error?.name).toBe('DeterminismViolationError');
});

describe.each(runs)('$release/$name', ({ kind, history, golden, release, name }) => {
  test('its events mean today what they meant then', () => {
    const { seq, state } = golden;
    expect(followHistory(kind, history)).toEqual({ seq, state });
  });

  test('is small', () => {
    expect(statSync(join(folder, release, `${name}.history.json`)).size).toBeLessThan(200_000);
  });

  test('a run goes on with the state its forerunner ended with', () => {
    const { input } = readHistory(history);
    const forerunner = runs.find((other) => {
      const last = other.history.events!.at(-1)!.workflowExecutionContinuedAsNewEventAttributes;
      const first = history.events![0]!.workflowExecutionStartedEventAttributes!;
      return last && last.newExecutionRunId === first.originalExecutionRunId;
    });
    if (input.position === null) expect(forerunner).toBeUndefined();
    // Of a long chain not all runs are stored.
    else if (forerunner)
      expect(forerunner.golden).toMatchObject({ seq: input.position.seq, state: input.position.state });
  });
});
