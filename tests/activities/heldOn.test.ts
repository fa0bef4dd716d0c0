import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CampaignState } from '../../domain/campaign/state.ts';
import { type Ledger, openLedger } from '../../ledger/open.ts';
import { heldOn } from '../../ledger/queries/heldOn.ts';
import { as, jyj, zjj } from '../support/domain.ts';
import { ask, type OpenRecord, office, openRecord } from './given.ts';

let ledger: Ledger;
let open: OpenRecord;
beforeAll(async () => {
  ledger = await openLedger();
  open = await openRecord(ledger);
  await open.issue('2024-07-01');
  const amend = (change: object) => ({ type: 'amendDirectory', change, document: '任免1号' });
  const replace = { kind: 'replace', of: 'leader', by: 'member' };
  await open.record(office, '2024-08-15 10:00', [ask('r', amend(replace), as.coordinator)]);
  await open.record(office, '2024-09-02 10:00', [
    ask('m', amend({ kind: 'merge', unit: jyj, into: zjj }), as.coordinator),
  ]);
});
afterAll(() => ledger.close());

const on = (person: string, day: string) =>
  heldOn(ledger.db, { id: 'c1', settings: { zone: 'Asia/Shanghai' } as CampaignState['settings'] }, person, day);

test('who held the post on the day may have signed: his act is in the post of whoever has it now', async () => {
  expect(await on('leader', '2024-08-14')).toEqual({
    person: 'leader',
    units: [],
    roles: ['leader'],
    successor: 'member',
  });
});

test('who held it last month held none on a later day, and his successor not before', async () => {
  expect(await on('leader', '2024-08-20')).toBeNull();
  expect((await on('member', '2024-08-14'))?.roles).not.toContain('leader');
  expect((await on('member', '2024-08-20'))?.roles).toContain('leader');
});

test('a unit that was merged since is the one it went to', async () => {
  expect(await on('jyjLiaison', '2024-08-20')).toMatchObject({ units: [zjj] });
});

test('before there was a directory nobody knows', async () => {
  expect(await on('leader', '2024-05-01')).toBeUndefined();
});
