import PostalMime from 'postal-mime';
import { describe, expect, test } from 'vitest';
import { compose, type Waiting } from '../../domain/digest/compose.ts';
import type { Digest, DigestItem } from '../../domain/digest/digest.ts';
import { blocks, letters } from '../../domain/plan/letter.ts';
import { presets } from '../../domain/plan/presets.ts';
import { renderDigest } from '../../mail/render/digest.ts';
import { outlineOf } from '../../mail/render/outline.ts';
import { renderNotice, renderSignIn } from '../../mail/render/signIn.ts';
import { issuedCampaign } from '../domain/digest/issuedCampaign.ts';
import { Story } from '../domain/measure/story.ts';
import { as, calendar, directory, due, instant } from '../support/domain.ts';
import { fireLane, leaderDigest, unitDigest, withItems } from './digests.ts';

/** What a reader sees of HTML: its text, one entity a character. */
const seen = (html: string) =>
  html
    .replace(/<title>.*?<\/title>|<style>.*?<\/style>|<[^>]+>/gs, ' ')
    .replace(/&(quot|#34);/g, '"')
    .replace(/&(#39|apos);/g, "'")
    .replace(/&gt;/g, '>')
    .replace(/&lt;/g, '<')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, '');

async function refuseBadShape(digest: Digest): Promise<void> {
  const { raw } = await renderDigest(digest);
  const { text = '', html = '' } = await PostalMime.parse(raw);
  expect(raw.length).toBeLessThanOrEqual(60_000);
  expect(html).not.toMatch(/<img|<picture|<svg|background=|url\(|@import|<script|<link|data:|cid:/i);
  const hrefs = [...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href);
  expect(new Set(hrefs)).toEqual(new Set([digest.link]));
  // The bare address stands there, and is what it leads to.
  expect(html).toContain(`>${digest.link}</a>`);
  expect(text.split('\n').filter((line) => line.includes('://'))).toEqual([digest.link]);
  // The text part alone suffices: every block, head, sentence and reason of the mail is in it, and all of them in the HTML.
  const outline = outlineOf(digest);
  const said = [
    outline.first,
    outline.sender,
    outline.date,
    ...outline.sections.flatMap(({ heading, lines }) => [
      heading,
      ...lines.flatMap(({ head, sentence, notes, light }) => [head, sentence, light?.label, ...notes]),
    ]),
    ...(outline.figures?.lines ?? []),
    ...outline.notes,
    outline.action!.note,
    ...outline.foot,
  ].filter((one) => Boolean(one)) as string[];
  for (const one of said) {
    expect(text).toContain(one);
    expect(seen(html)).toContain(one.replace(/\s+/g, ''));
  }
}

describe.each(['zh-CN', 'en'] as const)('in %s', (language) => {
  test.each(blocks)(
    'a mail of %s, under every letter and to everybody: one link, bare, no picture, ≤ 60 kB',
    async (block) => {
      for (const audience of ['unit', 'leader', 'office'] as const) {
        const base = audience === 'leader' ? leaderDigest : { ...unitDigest, audience };
        const items = letters.map((letter, n): DigestItem => ({ ...fireLane, notice: `n/${n}`, block, letter }));
        for (let from = 0; from < items.length; from += 12)
          await refuseBadShape({ ...withItems(base, ...items.slice(from, from + 12)), language });
      }
    },
  );

  test('links asked for by somebody himself are mailed as text, with that one link', async () => {
    const office = { name: '区委整改办', replyTo: 'office@example.test' };
    const link = 'https://xiaohao.example.com/sign-in/abc';
    const to = { to: 'li@example.test', office, language };
    for (const mail of [
      await renderSignIn({ ...to, link, minutes: 10 }),
      await renderNotice({ ...to, subject: '【整改】填报链接', lines: ['x', link] }),
    ]) {
      const { text = '', html } = await PostalMime.parse(mail.raw);
      expect(html).toBeUndefined();
      expect(text.split('\n').filter((line) => line.includes('://'))).toEqual([link]);
      expect(mail.raw.length).toBeLessThan(10_000);
    }
  });
});

/** Every notice of a block that a life brought about, as its receivers read it. */
function linesOf(story: Story, block: string) {
  return story.events.flatMap((event) =>
    event.notices
      .filter((notice) => notice.block === block)
      .flatMap((notice) => {
        const waiting: Waiting = { id: '1', notice: { ...notice, basis: 'issued' }, about: { measure: story.state } };
        const { digests } = compose([waiting], notice.windowAt, issuedCampaign(), calendar, [story.state], () => null);
        return digests.map((digest) => ({
          audience: digest.audience,
          sentence: outlineOf(digest).sections[0]!.lines[0]!.sentence,
        }));
      }),
  );
}

describe.each(Object.entries(presets))('under %s', (_, policy) => {
  const draft = { effectDue: due('2024-08-15'), milestones: [{ day: '2024-08-05', text: '完成摸底' }] };
  const story = new Story({ ...draft, quantity: { kind: 'count', unit: '处', total: 50 } }, { policy });
  story.runTo('2024-12-20');

  test('a fair warning says to whom, when and why, and three ways out', () => {
    const warned = linesOf(story, 'warning');
    expect(new Set(warned.map(({ sentence }) => sentence)).size).toBeGreaterThan(4);
    for (const { sentence } of warned) {
      expect(sentence).toMatch(/(仍|还).+的，\d+月\d+日 \d\d:\d\d 将报.+。可/);
      expect(sentence).toMatch(/报送、申请(延期|新时限).*、说明非我单位。$/);
    }
  });

  test('an escalation says why, and what can be done', () => {
    const raised = linesOf(story, 'escalation');
    expect(raised.length).toBeGreaterThan(3);
    for (const { audience, sentence } of raised) {
      expect(sentence).toMatch(/(逾期|落后|未报送|没有报送|未签收|未申报|约谈|到期).+/);
      expect(sentence).toMatch(audience === 'leader' ? /报您。可|约谈/ : /告知。可|约谈/);
    }
  });
});

test('after an extension the next mail takes back what is void: the old date, the new one, and why', () => {
  const story = new Story();
  story.act('2024-09-21', { type: 'requestExtension', to: '2024-10-31', reason: '招标', progress: '过半' }, as.liaison);
  const granted = story.act('2024-09-23', { type: 'grantExtension' }, as.leader);
  const notices = granted.flatMap((event) => event.notices);
  const windowAt = instant('2024-09-24 09:00');
  const waiting = notices.map((notice, n): Waiting => ({ id: `${n}`, notice, about: { measure: story.state } }));
  // What had been raised about the old date, and not sent, is void.
  const stale: Waiting = {
    ...{ id: 'stale', about: { measure: story.state } },
    notice: {
      ...notices[0]!,
      to: 'unit',
      letter: 'yellow',
      block: 'todo',
      basis: 'done:2024-09-30',
      due: '2024-09-30',
    },
  };
  const campaign = { ...issuedCampaign(), directory };
  const { digests, voided } = compose([...waiting, stale], windowAt, campaign, calendar, [story.state], () => null);
  expect(voided).toEqual([{ id: 'stale', reason: 'no longer true' }]);
  const mine = outlineOf(digests.find(({ person }) => person.id === 'liaison')!);
  const [line] = mine.sections.find(({ heading }) => heading.includes('更正'))!.lines;
  expect(line!.sentence).toBe('时限 9月30日 → 10月31日（延期已批准），原邮件所列作废。');
  expect(mine.subject).toContain('更正 1 项');
});
