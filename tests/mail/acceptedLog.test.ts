import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openAcceptedLog } from '../../mail/acceptedLog.ts';

const one = { campaign: 'c1', id: '<1@x.test>', response: '250 ok', at: 7 };
const other = { campaign: 'c2', id: '<2@x.test>', response: '250 ok', at: 8 };

function fileOfTest(): string {
  const folder = mkdtempSync(join(tmpdir(), 'xiaohao-accepted-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'data', 'accepted.log');
}

test('who opens the file after a kill knows what was accepted, each campaign its own, until it is recorded', () => {
  const file = fileOfTest();
  openAcceptedLog(file).add(one); // and the process is gone, without a word
  openAcceptedLog(file).add(other);
  const log = openAcceptedLog(file);
  expect(log.of('c1')).toEqual([one]);
  expect(log.of('c2')).toEqual([other]);
  log.recorded([one.id]);
  expect(log.of('c1')).toEqual([]);
  log.recorded([other.id]);
  expect(readFileSync(file, 'utf8')).toBe('');
  expect(openAcceptedLog(file).of('c2')).toEqual([]);
});

test('a line that a kill cut off is none, and the next one stands by itself', () => {
  const file = fileOfTest();
  const log = openAcceptedLog(file);
  log.add(one);
  appendFileSync(file, '\n{"campaign":"c1","id":"<3@');
  log.add(other);
  log.close();
  const again = openAcceptedLog(file);
  expect([...again.of('c1'), ...again.of('c2')]).toEqual([one, other]);
});
