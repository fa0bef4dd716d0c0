import { describe, expect, test } from 'vitest';
import type { FeedDate } from '../../domain/feed/feed.ts';
import { secrecies } from '../../domain/plan/secrecy.ts';
import { type FeedSettings, renderFeed } from '../../mail/feed/render.ts';
import { eventsOf, linesOf, textOf } from '../support/ics.ts';

const at = Date.UTC(2024, 8, 1, 2, 3, 4, 567);
const settings: FeedSettings = {
  ...{ campaign: 'qinghe-2024', zone: 'Asia/Shanghai', language: 'zh-CN' },
  site: 'https://xiaohao.example.com',
};
const date: FeedDate = {
  ...{ key: 'm1 done', kind: 'done', day: '2024-09-30', time: null, about: { kind: 'measure', id: 'm1' } },
  subject: {
    id: 'm1',
    no: '12-3',
    title: '清理老旧小区“消防通道”',
    text: '清理52处；拆除，加装\\护栏',
    unit: '区住建局',
  },
  ...{ light: 'dueSoon', period: null, count: null, text: null, secrecy: 'full' },
};
const cutOff: FeedDate = {
  ...{ ...date, key: 'cutOff 2024-09 lead 2024-09-25', kind: 'cutOff', day: '2024-09-25', time: '17:00' },
  ...{ subject: null, light: null, period: '2024-09', count: 7 },
};
const write = (all: FeedDate[], more: Partial<FeedSettings> = {}) =>
  renderFeed(all, { ...settings, ...more }, () => ({ seq: 4, at }));

describe('by RFC 5545', () => {
  const long = { ...date, subject: { ...date.subject!, title: `${'老旧小区消防通道清理'.repeat(20)}😀`.repeat(3) } };
  const file = write([long, cutOff]);

  test('every line ends with CRLF and has at most 75 octets, and no character is cut', () => {
    expect(file.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    const octets = file.split('\r\n').map((line) => Buffer.from(line));
    expect(Math.max(...octets.map(({ length }) => length))).toBeLessThanOrEqual(75);
    for (const line of octets) expect(new TextDecoder('utf-8', { fatal: true }).decode(line)).toBe(line.toString());
    expect(textOf(eventsOf(file)[0]!, 'SUMMARY')).toContain(long.subject.title);
  });

  test('what must be there is there once, and nothing is left open', () => {
    const lines = linesOf(file);
    expect(lines.slice(0, 2)).toEqual(['BEGIN:VCALENDAR', 'VERSION:2.0']);
    expect(lines.filter((line) => line.startsWith('BEGIN:'))).toHaveLength(
      lines.filter((line) => line.startsWith('END:')).length,
    );
    for (const event of eventsOf(file))
      for (const name of ['UID', 'DTSTAMP', 'SEQUENCE', 'DTSTART', 'SUMMARY'])
        expect(
          event.filter((line) => line.startsWith(name)),
          name,
        ).toHaveLength(1);
  });

  test('commas, semicolons, backslashes and breaks are escaped, and nothing is injected', () => {
    const evil = { ...date, subject: { ...date.subject!, title: 'x\r\nATTENDEE:mailto:evil@example.test\u202e' } };
    const [event] = eventsOf(write([evil]));
    expect(event!.some((line) => line.startsWith('ATTENDEE'))).toBe(false);
    const [plain] = eventsOf(write([{ ...date, subject: { ...date.subject!, title: 'a,b;c\\d' } }]));
    expect(plain!.find((line) => line.startsWith('SUMMARY'))).toContain('a\\,b\\;c\\\\d');
    expect(textOf(plain!, 'SUMMARY')).toContain('a,b;c\\d');
  });
});

test('a deadline is a whole day; a cut-off has its hour in Asia/Shanghai, which the file defines; stamps are UTC', () => {
  const file = write([date, cutOff]);
  const [whole, hour] = eventsOf(file);
  expect(whole).toContain('DTSTART;VALUE=DATE:20240930');
  expect(hour).toContain('DTSTART;TZID=Asia/Shanghai:20240925T170000');
  expect(whole).toContain('DTSTAMP:20240901T020304Z');
  expect(linesOf(file)).toEqual(expect.arrayContaining(['TZID:Asia/Shanghai', 'TZOFFSETTO:+0800']));
  const [elsewhere] = eventsOf(write([cutOff], { zone: 'Europe/Berlin' }));
  expect(elsewhere).toContain('DTSTART:20240925T150000Z');
});

test('a UID stays when the day moves, and names nothing; SEQUENCE is the record’s', () => {
  const uid = (one: FeedDate) => textOf(eventsOf(write([one]))[0]!, 'UID');
  expect(uid({ ...date, day: '2024-10-31' })).toBe(uid(date));
  expect(uid({ ...date, key: 'm2 done' })).not.toBe(uid(date));
  expect(uid(date)).toMatch(/^[0-9a-f]{32}@xiaohao$/);
  expect(textOf(eventsOf(write([date]))[0]!, 'SEQUENCE')).toBe('4');
});

test.each(secrecies.filter((level) => level !== 'bare'))('under %s no more is said than may be', (secrecy) => {
  const file = linesOf(write([{ ...date, secrecy }])).join('\n');
  const { no, title, unit, text } = date.subject!;
  const says = (what: string) => file.includes(what.replace(/[\\;,]/g, '\\$&'));
  expect([no, '▲将到期', '20240930', '/c/qinghe-2024/m/m1'].map(says)).toEqual([true, true, true, true]);
  expect([says(title), says(unit)]).toEqual(Array(2).fill(secrecy !== 'number'));
  expect(says(text)).toBe(secrecy === 'full');
});

test('the same record gives the same bytes, in either language', () => {
  expect(write([date, cutOff])).toBe(write([date, cutOff]));
  const english = linesOf(write([date, cutOff], { language: 'en' })).join('\n');
  expect(english).toContain('due soon 12-3');
  expect(english).not.toMatch(/整改|截止/);
});
