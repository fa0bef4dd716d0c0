import { describe, expect, test } from 'vitest';
import { letterHtml, letterLine, letterText } from '../../documents/out/letter.ts';
import { lettersOf, type ShownLetter } from '../../domain/campaign/letterFile.ts';
import { letterAfter } from '../../domain/campaign/letters.ts';
import type { DirectoryChange } from '../../domain/plan/directoryChange.ts';
import { type LetterKind, letterKinds } from '../../domain/plan/letterKind.ts';
import { standard } from '../../domain/plan/presets.ts';
import { issued } from '../domain/campaign/story.ts';
import { Story as MeasureStory } from '../domain/measure/story.ts';
import { as, due, engine, jyj, people, zjj } from '../support/domain.ts';

const measure = { ...new MeasureStory().state, doneDue: due('2024-07-31'), judgedBy: '2024-07-31', missedReports: 2 };

/** A campaign's story up to the letter's draft of 2024-08-12. */
function drafted(kind: LetterKind = 'supervise', text?: string) {
  const story = issued();
  story.measures = [measure];
  return story.act('2024-08-12', { type: 'draftLetter', kind, measure: 'm1', ...(text ? { text } : {}) }, engine);
}

function shown(story: ReturnType<typeof drafted>, today = '2024-08-20'): ShownLetter {
  const [file] = lettersOf(story.events).values();
  const named = { measure: { no: measure.no, title: measure.title } };
  return { ...file!, ...named, office: '区委整改办', zone: 'Asia/Shanghai', today };
}

const paper = { type: 'releaseLetter', letter: 'letter-1', signer: '王主任', number: '督〔2024〕1号' } as const;

describe('a letter as a document', () => {
  test('is drafted with what the ledger says, and says that it is a draft', () => {
    const letter = shown(drafted());
    expect(letterText(letter, 'zh-CN')).toEqual([
      '督办单',
      '',
      '区住建局：',
      `  关于整改措施 ${measure.no}“${measure.title}”，牵头单位：区住建局。`,
      '  截至 2024-08-12，台账记载：整改落实到位时限 2024-07-31，已逾期 12 天；未按期报送进展 2 次。',
      '  现予督办。请主要负责人亲自过问，逐项列出完成日期并报送办理情况。',
      '',
      '区委整改办',
      '拟稿，未签发（2024-08-12）',
    ]);
    expect(letterLine(letter, 'zh-CN')).toContain('待签发');
  });

  test('is released with signer, number and reply-by date; its answer is on it, or missing', () => {
    const story = drafted().act('2024-08-13', { ...paper, replyBy: '2024-08-23' }, as.coordinator);
    const waiting = letterText(shown(story), 'zh-CN');
    expect(waiting).toContain('  请于 2024-08-23 前书面答复。');
    expect(waiting.slice(-4)).toEqual(['王主任', '督〔2024〕1号    2024-08-13', '', '答复：待 2024-08-23 前答复']);
    expect(letterText(shown(story, '2024-08-26'), 'zh-CN').at(-1)).toBe('答复：2024-08-23 到期，尚未答复');
    const answer = { type: 'finish', errand: 'reply-2', result: '已落实', document: '住建〔2024〕7号' } as const;
    story.act('2024-08-21', answer, as.liaison);
    expect(letterText(shown(story), 'zh-CN').at(-1)).toBe('答复（2024-08-21，住建〔2024〕7号）：已落实');
    expect(shown(story).reply?.answer?.by).toBe(people.liaison.id);
    expect(letterLine(shown(story), 'zh-CN')).toContain('已发 督〔2024〕1号，已答复');
  });

  test('is dropped with the reason on it; of several letters each keeps its own fate', () => {
    const story = drafted().act(
      '2024-08-13',
      { type: 'dropLetter', letter: 'letter-1', reason: '已面谈' },
      as.coordinator,
    );
    story.act('2024-08-14', { type: 'draftLetter', kind: 'remind', measure: 'm1' }, as.coordinator);
    story.act('2024-08-15', { ...paper, letter: 'letter-2', number: '提〔2024〕2号' }, as.coordinator);
    const files = [...lettersOf(story.events).values()];
    expect(files.map(({ dropped, released, reply }) => [dropped?.reason, released?.number, reply])).toEqual([
      ['已面谈', undefined, null],
      [undefined, '提〔2024〕2号', null],
    ]);
    expect(letterText(shown(story), 'zh-CN').at(-1)).toBe('未签发：已面谈（2024-08-13）');
  });

  test('says the name its unit had when it was released; one that waits, the name it has now, or its successor', () => {
    const change = (story: ReturnType<typeof drafted>, day: string, said: DirectoryChange) =>
      story.act(day, { type: 'amendDirectory', change: said, document: '机构改革1号' }, as.coordinator);
    const rename: DirectoryChange = { kind: 'rename', unit: zjj, name: '区住建和城管局' };
    const merge: DirectoryChange = { kind: 'merge', unit: zjj, into: jyj };
    const old = drafted().act('2024-08-13', { ...paper, replyBy: '2024-08-23' }, as.coordinator);
    const renamed = change(old, '2024-08-20', rename);
    const merged = change(renamed, '2024-08-21', merge);
    expect(shown(merged)).toMatchObject({ unit: '区住建局', draft: { unit: zjj } });
    // Its answer is the new unit's to give.
    expect(merged.state?.errands).toMatchObject({ 'reply-2': { owner: `unit:${jyj}` } });

    const waiting = change(drafted(), '2024-08-20', rename);
    expect(shown(waiting).unit).toBe('区住建和城管局');
    change(waiting, '2024-08-21', merge).act('2024-08-22', paper, as.coordinator);
    expect(shown(waiting)).toMatchObject({ unit: '区教育局', draft: { unit: jyj } });
    expect(waiting.events.at(-1)).toMatchObject({
      type: 'LetterReleased',
      unit: jyj,
      notices: [{ to: `unit:${jyj}` }],
    });
  });

  test.each(letterKinds)('%s has a title, an addressee and a demand in both languages', (kind) => {
    const letter = shown(drafted(kind));
    const isProposal = ['deduct', 'talk', 'account'].includes(kind);
    for (const language of ['zh-CN', 'en'] as const) {
      const lines = letterText(letter, language);
      expect(lines.join('\n')).not.toMatch(/[{}]|undefined|null/);
      expect(lines[2]!.includes('区住建局')).toBe(!isProposal);
      expect(lines.length).toBe(9);
    }
  });

  test('as a page it says the same, with what people wrote kept from being markup', () => {
    const letter = shown(drafted('urge', '<b>请</b>\n尽快 & 报送'));
    const html = letterHtml(letter, 'zh-CN');
    expect(html).toContain('&#60;b&#62;请&#60;/b&#62;<br>尽快 &#38; 报送');
    expect(html).not.toContain('<b>');
    const plain = html.replace(/<style>[\s\S]*<\/style>/, '').replace(/<[^>]*>/g, '');
    for (const line of letterText(shown(drafted('urge')), 'zh-CN')) expect(plain).toContain(line.trim());
    expect(html).not.toMatch(/https?:|src=/);
  });
});

test('a rung drafts the paper its policy names, else the usual one; one that did not speak drafts none', () => {
  const rung = { type: 'RungReached', basis: 'done:2024-07-31', rung: 'talk', spoke: true };
  expect(letterAfter(rung as never)).toBe('talk');
  expect(letterAfter({ ...rung, basis: 'cycle:2024-07', drafts: 'account' } as never)).toBe('account');
  expect(letterAfter({ ...rung, drafts: 'account', spoke: false } as never)).toBeNull();
  expect(letterAfter({ ...rung, rung: 'green' } as never)).toBeNull();
  const cycle = { ...standard.ladders.cycle };
  cycle.rungs = cycle.rungs.map((one) => (one.name === 'missing to office' ? { ...one, drafts: 'account' } : one));
  const story = new MeasureStory({}, { policy: { ...standard, ladders: { ...standard.ladders, cycle } } });
  story.runTo('2024-08-10');
  expect(story.events.flatMap((event) => letterAfter(event) ?? [])).toEqual(['account']);
});

test('of a measure whose title is not to be said a letter names the number alone', () => {
  const letter = shown(drafted());
  const lines = letterText({ ...letter, measure: { no: '12-3', title: null } }, 'zh-CN').join('\n');
  expect(lines).toContain('关于整改措施 12-3，牵头单位');
  expect(lines).not.toContain('“');
});
