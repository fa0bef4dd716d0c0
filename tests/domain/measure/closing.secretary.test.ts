import { describe, expect, test } from 'vitest';
import type { MeasureCommand } from '../../../domain/measure/commands.ts';
import { as, without } from '../../support/domain.ts';
import { Story } from './story.ts';

const submit = { type: 'submit', evidence: ['sha256:a'] } satisfies MeasureCommand;
const approve = { type: 'approve' } as const;

describe("the secretary's items", () => {
  const draft = { leaders: ['secretary'] };
  const approved = (world = {}) => {
    const story = new Story(draft, world);
    story.act('2024-09-02', submit, as.liaison);
    story.act('2024-09-03', approve, as.principal);
    story.act('2024-09-04', approve, as.secretary);
    story.act('2024-09-05', approve, as.coordinator);
    return story;
  };

  test('close only by a decision of the leading group', () => {
    const story = approved();
    expect(story.try('2024-09-06', { type: 'close', decision: '领导小组〔2024〕3号' }, as.coordinator)).toMatchObject({
      code: 'not-allowed',
    });
    expect(story.try('2024-09-06', { type: 'close' }, as.member)).toMatchObject({ code: 'reason-missing' });
    story.act('2024-09-06', { type: 'close', decision: '领导小组〔2024〕3号' }, as.member);
    expect(story.state.closure).toMatchObject({ by: 'member', decision: '领导小组〔2024〕3号' });
  });

  test('are not closed by the secretary himself', () => {
    const close = { type: 'close', decision: '领导小组〔2024〕3号' } as const;
    expect(approved().try('2024-09-06', close, as.secretary)).toMatchObject({ code: 'own-item' });
  });

  test('where nobody else of the group is there, the office records its decision and cannot do without', () => {
    const story = approved({ directory: without('member') });
    expect(story.try('2024-09-06', { type: 'close' }, as.clerk)).toMatchObject({ code: 'reason-missing' });
    story.act('2024-09-06', { type: 'close', decision: '领导小组〔2024〕3号' }, as.clerk);
  });
});
