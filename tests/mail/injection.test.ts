import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { expect, test } from 'vitest';
import type { Digest } from '../../domain/digest/digest.ts';
import { renderDigest } from '../../mail/render/digest.ts';
import { fireLane, unitDigest } from './digests.ts';

const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '\r\nBcc: evil@y.test\r\n\r\n<script>alert(1)</script>',
    'a\u202eb',
    '"><img src=x>',
    'x\n.\nQUIT',
    '{no}',
  ),
  fc.string({
    unit: fc.constantFrom('\r', '\n', ':', ' ', '<', '"', '@', '\0', '\u2028', '\u202e', '中', '=', '?', ','),
  }),
);

const digests: fc.Arbitrary<Digest> = fc.array(hostile, { minLength: 13, maxLength: 13 }).map((text) => {
  const [id, name, office, person, personName, title, notice, no, head, unit, why, fact, rerouted] = text as [
    string,
    ...string[],
  ];
  return {
    ...unitDigest,
    campaign: { ...unitDigest.campaign, id, name: name!, office: office! },
    person: { ...unitDigest.person, id: person!, name: personName!, title: title! },
    items: [
      {
        ...fireLane,
        notice: notice!,
        letter: 'returned',
        secrecy: 'full',
        subject: { no: no!, title: head!, unit: unit! },
        due: { day: '2024-09-30', days: 10, why: why! },
        facts: { reason: fact! },
        rerouted: rerouted!,
      },
    ],
  };
});

test('no text of a digest can add a header, a receiver or markup, or turn the reading direction', async () => {
  await fc.assert(
    fc.asyncProperty(digests, async (digest) => {
      const { raw, subject } = await renderDigest(digest);
      const mail = await PostalMime.parse(raw);
      expect(mail.headers.map(({ key }) => key)).toEqual(
        [
          'auto-submitted',
          'content-language',
          'x-xiaohao-window',
          'x-xiaohao-notices',
          'from',
          'to',
          'reply-to',
          'subject',
          'message-id',
          'date',
          'mime-version',
          'content-type',
        ].filter((key) => key !== 'x-xiaohao-notices' || mail.headers.some((header) => header.key === key)),
      );
      expect(mail.to?.map(({ address }) => address)).toEqual(['u07@zhujian.example.com']);
      expect(mail.from?.address).toBe('zgb@qinghe.example.com');
      expect([...new Set(mail.html?.match(/<\w+/g))].sort()).toEqual(
        [
          '<a',
          '<b',
          '<body',
          '<br',
          '<div',
          '<head',
          '<html',
          '<meta',
          '<style',
          '<table',
          '<td',
          '<title',
          '<tr',
        ].filter((tag) => tag !== '<b' || mail.html?.includes('<b>')),
      );
      for (const part of [subject, mail.text, mail.html]) {
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
        expect(part).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u0000-\u0008\u000b\u000c\u000e-\u001f]/);
      }
    }),
    { numRuns: 200 },
  );
});
