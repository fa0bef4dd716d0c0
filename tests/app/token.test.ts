import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readServiceFile, removeServiceFile, writeServiceFile } from '../../app/serviceFile.ts';
import { readToken } from '../../app/token.ts';
import { folder } from './temporal/folder.ts';

test('the token is 32 random bytes, made once, for its owner only', () => {
  const at = folder();
  const token = readToken(at);
  expect(token).toMatch(/^[0-9a-f]{64}$/);
  expect(statSync(join(at, 'token')).mode & 0o777).toBe(0o600);
  expect(readToken(at)).toBe(token);
  expect(readToken(folder())).not.toBe(token);
});

test('a service is found while its process lives, and its note removed by itself only', () => {
  const at = folder();
  expect(readServiceFile(at)).toBeNull();
  writeServiceFile(at, { pid: process.pid, port: 7600 });
  expect(readServiceFile(at)).toEqual({ pid: process.pid, port: 7600 });
  removeServiceFile(at, 1);
  expect(readServiceFile(at)).not.toBeNull();
  removeServiceFile(at, process.pid);
  expect(readServiceFile(at)).toBeNull();
});

test('the note of a killed process, or a garbled one, speaks of nobody', () => {
  const at = folder();
  writeServiceFile(at, { pid: 2 ** 22 + 1, port: 7600 });
  expect(readServiceFile(at)).toBeNull();
  writeFileSync(join(at, 'service.json'), '{"pid":');
  expect(readServiceFile(at)).toBeNull();
});
