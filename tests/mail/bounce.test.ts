import { expect, test } from 'vitest';
import { readBounce } from '../../mail/bounce/read.ts';
import { isSealed, sealOf } from '../../mail/render/seal.ts';
import { autoReply, dsn } from './bounces.ts';

const ours = { messageId: '<1@example.com>', seal: 'abc', to: 'li@example.com' };
const read = (text: string) => readBounce(Buffer.from(text));

test('a failure names our mail, its seal, the receiver and the reason', async () => {
  expect(await read(dsn({ ...ours, action: 'failed', status: '5.1.1', said: '550 5.1.1 no such box' }))).toEqual({
    kind: 'hard',
    messageId: ours.messageId,
    seal: 'abc',
    recipient: ours.to,
    status: '5.1.1 550 5.1.1 no such box',
  });
});

test('a delay is no failure', async () => {
  expect(await read(dsn({ ...ours, action: 'delayed', status: '4.4.1', said: '451 later' }))).toMatchObject({
    kind: 'delayed',
    messageId: ours.messageId,
  });
});

test('delivered, relayed and expanded are no bounce', async () => {
  for (const action of ['delivered', 'relayed', 'expanded'])
    expect((await read(dsn({ ...ours, action, status: '2.0.0', said: '250 ok' }))).kind).toBe('none');
});

test('an automatic reply is known by its header, and a person’s reply is none', async () => {
  expect(await read(autoReply({ ...ours, header: 'Auto-Submitted: auto-replied' }))).toMatchObject({
    kind: 'autoReply',
    messageId: ours.messageId,
    recipient: ours.to,
  });
  expect((await read(autoReply({ ...ours, header: 'X-Mailer: person' }))).kind).toBe('none');
});

test('a report without the headers of our mail says of which mail it is not', async () => {
  const bare = dsn({ ...ours, action: 'failed', status: '5.0.0', said: '550 no' }).replace(/Message-ID: <1@.*\r\n/, '');
  expect(await read(bare)).toMatchObject({ kind: 'hard', messageId: null });
});

test.each(['', '\0\0', 'Content-Type: multipart/report\r\n\r\n', 'no mail at all'])('%j is no bounce', async (text) => {
  expect((await read(text)).kind).toBe('none');
});

test('a seal fits one mail of one installation', () => {
  const seal = sealOf('installation', '<1@example.com>');
  expect(isSealed('installation', '<1@example.com>', seal)).toBe(true);
  expect(isSealed('installation', '<2@example.com>', seal)).toBe(false);
  expect(isSealed('another', '<1@example.com>', seal)).toBe(false);
  expect(isSealed('installation', '<1@example.com>', '')).toBe(false);
});
