import { readFileSync } from 'node:fs';
import { historyFromJSON, historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { expect, test } from 'vitest';

const read = (path: string) => JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'));

test('protobufjs 8 is a direct dependency: npm hoists 7 for grpc else, and no stored history can be read', () => {
  expect(read('package.json').dependencies.protobufjs).toMatch(/^8\./);
  expect(read('node_modules/protobufjs/package.json').version).toMatch(/^8\./);
});

test('a history goes to JSON and back', () => {
  const started = {
    eventId: '1',
    eventType: 'EVENT_TYPE_TIMER_STARTED',
    timerStartedEventAttributes: { timerId: '1' },
  };
  const json = { events: [started] };
  const history = historyFromJSON(json);
  expect(history.events![0]!.eventId!.toString()).toBe('1');
  expect(JSON.parse(historyToJSON(history)).events[0]).toMatchObject(started);
});
