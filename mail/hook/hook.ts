import { createHmac } from 'node:crypto';
import type { Day, Instant } from '../../domain/calendar/day.ts';
import type { Light } from '../../domain/measure/light.ts';
import { hookWords } from '../../words/hooks.ts';
import { fill, type Language } from '../../words/language.ts';
import { lightFaces, lightWords } from '../../words/lights.ts';

/** Where a window is announced: a group's robot of 企业微信 or 钉钉, or anything that takes a signed POST. */
export type Hook = {
  name: string;
  kind: 'wecom' | 'dingtalk' | 'signed';
  url: string;
  /** What a post is signed with; a 企业微信 robot has none but the key in its address. */
  secret: string | null;
  /** Only this campaign's windows; null: all. */
  campaign: string | null;
};

/** A measure as a robot may name it: nobody knows who is in a group, so no title, no unit, no person. */
export type HookLine = { no: string; light: Light; due: Day | null; link: string | null };

/**
 * One window of a campaign. `id`: the same however often it is posted; `others`: there is more, of which nothing may be
 * said but that.
 */
export type Announcement = {
  id: string;
  campaign: string;
  windowAt: Instant;
  day: Day;
  lines: HookLine[];
  others?: boolean;
};

export type Post = { url: string; headers: Record<string, string>; body: string };

/** 企业微信 takes 2,048 bytes of text. */
const mostBytes = 1_900;

/** The request that tells a hook of a window. */
export function postOf(hook: Hook, said: Announcement, language: Language, now: Instant): Post {
  const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': said.id };
  switch (hook.kind) {
    case 'wecom':
      return { url: hook.url, headers, body: robotBody(said, language) };
    case 'dingtalk': {
      const url = new URL(hook.url);
      if (hook.secret !== null) {
        url.searchParams.set('timestamp', String(now));
        url.searchParams.set('sign', hmac(hook.secret, `${now}\n${hook.secret}`).toString('base64'));
      }
      return { url: url.href, headers, body: robotBody(said, language) };
    }
    case 'signed': {
      const body = JSON.stringify(said);
      const signature = hmac(hook.secret ?? '', `${now}.${body}`).toString('hex');
      const signed = { 'X-Xiaohao-Timestamp': String(now), 'X-Xiaohao-Signature': `sha256=${signature}` };
      return { url: hook.url, headers: { ...headers, ...signed }, body };
    }
  }
}

/** What an answer means. Robots answer 200 to everything, and say in `errcode` what they think of it. */
export function answerOf(
  hook: Hook,
  status: number,
  text: string,
): { state: 'accepted' | 'deferred' | 'refused'; response: string } {
  const said = text.slice(0, 300);
  if (status >= 500 || status === 429 || status === 408) return { state: 'deferred', response: `${status} ${said}` };
  if (status >= 300) return { state: 'refused', response: `${status} ${said}` };
  const errcode = hook.kind === 'signed' ? 0 : errcodeOf(text);
  if (errcode === 0) return { state: 'accepted', response: `${status} ${said}` };
  // Too many posts a minute, or busy, by 企业微信 and 钉钉.
  const later = [-1, 45009, 130101, 410100].includes(errcode);
  return { state: later ? 'deferred' : 'refused', response: `${status} ${said}` };
}

function errcodeOf(text: string): number {
  try {
    return Number(JSON.parse(text)?.errcode ?? Number.NaN);
  } catch {
    return Number.NaN;
  }
}

function robotBody({ day, lines, others = false }: Announcement, language: Language): string {
  const words = hookWords[language];
  if (lines.length === 0) return textBody(words.only);
  const all = lines.map(({ no, light, due, link }) =>
    [lightFaces[light].shape, no, lightWords[language][light], due, link].filter(Boolean).join(' '),
  );
  const head = fill(words.head, { day, n: lines.length });
  let shown = all.length;
  const textOf = () =>
    [
      head,
      ...all.slice(0, shown),
      ...(shown < all.length ? [fill(words.more, { n: all.length - shown })] : []),
      ...(others ? [words.others] : []),
    ].join('\n');
  while (shown > 0 && Buffer.byteLength(textOf()) > mostBytes) shown -= 1;
  return textBody(textOf());
}

function textBody(content: string): string {
  return JSON.stringify({ msgtype: 'text', text: { content } });
}

function hmac(secret: string, text: string): Buffer {
  return createHmac('sha256', secret).update(text).digest();
}
