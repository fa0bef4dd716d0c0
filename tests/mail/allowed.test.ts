import { expect, test } from 'vitest';
import { onlyTo } from '../../mail/allowed.ts';
import type { Sender } from '../../mail/transport.ts';

test.each([
  ['a@example.com', true],
  ['a@Mail.Example.com', true],
  ['a@notexample.com', false],
  ['a@example.com.evil.test', false],
  ['"a@example.com"@evil.test', false],
])('with example.com allowed, %s is handed on: %s', async (to, handedOn) => {
  const sent: string[] = [];
  const sender: Sender = {
    server: 'mail.test:25',
    isThere: async () => true,
    send: async ({ envelope }) => {
      sent.push(envelope.to);
      return { state: 'accepted', response: '250 ok' };
    },
    close: () => undefined,
  };
  const mail = { envelope: { from: 'office@example.com', to }, raw: Buffer.from('x'), messageId: '<1@x>' };
  const { state } = await onlyTo(['example.com'], sender).send(mail);
  expect(state).toBe(handedOn ? 'accepted' : 'refused');
  expect(sent).toEqual(handedOn ? [to] : []);
});
