import { expect, test } from 'vitest';
import { letters } from '../../domain/plan/letter.ts';
import { outlineOf } from '../../mail/render/outline.ts';
import { inboxWords } from '../../words/inbox.ts';
import { lightFaces, lightWords } from '../../words/lights.ts';
import { mailWords } from '../../words/mail.ts';
import { fireLane, unitDigest, withItems } from './digests.ts';

const languages = ['zh-CN', 'en'] as const;

test.each(languages)('every letter has its sentence in %s, with many facts and with none', (language) => {
  const facts = {
    cutOff: '2024-09-25',
    step: 'office',
    from: '2024-09-30',
    to: '2024-10-31',
    period: '2024-09',
    nth: 2,
  };
  for (const letter of letters) {
    for (const item of [
      { ...fireLane, letter, facts },
      { ...fireLane, letter, due: null, subject: null, facts: {} },
    ]) {
      const [line] = outlineOf(withItems({ ...unitDigest, language }, item)).sections[0]!.lines;
      expect(line!.sentence, letter).not.toMatch(/[{}]|undefined|^$/);
    }
  }
});

test.each(languages)('the words in %s keep the tone of an office', (language) => {
  const all = JSON.stringify([mailWords[language], lightWords[language], inboxWords[language]]);
  expect(all).not.toMatch(/[!！]|亲|不力|拖延|务必|严肃|未按要求/);
});

test('both catalogues have the same keys, as deep as they go', () => {
  expect(keysOf(mailWords.en)).toEqual(keysOf(mailWords['zh-CN']));
  expect(keysOf(inboxWords.en)).toEqual(keysOf(inboxWords['zh-CN']));
});

test('every light can be read: its text stands out from its ground and from white by 4.5', () => {
  for (const [light, { ink, ground }] of Object.entries(lightFaces)) {
    expect(contrast(ink, ground), light).toBeGreaterThanOrEqual(4.5);
    if (ink !== '#FFFFFF') expect(contrast(ink, '#FFFFFF'), light).toBeGreaterThanOrEqual(4.5);
  }
});

test('every light has a shape beside its word, one of GBK', () => {
  const shapes = Object.values(lightFaces).map(({ shape }) => shape);
  expect(new Set(shapes).size).toBe(shapes.length);
  const gbk = new TextDecoder('gbk', { fatal: true });
  const known = new Set<string>();
  for (let lead = 0xa1; lead <= 0xa9; lead++)
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      try {
        known.add(gbk.decode(Uint8Array.of(lead, trail)));
      } catch {}
    }
  for (const shape of shapes) expect(known.has(shape), shape).toBe(true);
});

function keysOf(value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return null;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, keysOf(one)]));
}

function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const c = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
