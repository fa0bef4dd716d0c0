import { dealOut } from '../../../documents/in/dealOut.ts';
import { standard } from '../../../domain/plan/presets.ts';
import type { Rehearsal } from '../../../rehearsal/rehearse.ts';
import { castWords } from '../../../words/zh-CN/cast.ts';

/** What tells one rehearsal of the fault tests from another. */
export type Story = { campaign: string; seed: string; findings: number; measuresEach: number };

const feedbackOn = '2024-03-28';

/** A small campaign whose year is played in seconds, dealt by the seed alone. */
export function storyOf({ campaign, seed, findings, measuresEach }: Story): Omit<Rehearsal, 'engine' | 'ledger'> {
  const items = Array.from({ length: findings }, (_, f) => ({
    ...{ no: String(f + 1), section: '聚焦民生', title: `第${f + 1}个问题`, line: f + 1 },
    measures: Array.from({ length: measuresEach }, (_, m) => ({
      ...{ mark: `${m + 1}.`, text: `整改措施${f + 1}-${m + 1}`, line: f + 1 },
    })),
  }));
  const notice = { findings: items, feedbackOn, noticeOn: null, doubts: [] } as unknown as Parameters<
    typeof dealOut
  >[0];
  const office = { name: '整改办', replyTo: 'office@example.com' };
  const settings = { id: campaign, name: '演练', feedbackOn, concentratedMonths: 3, zone: 'Asia/Shanghai' };
  return {
    setUp: { settings: { ...settings, language: 'zh-CN', office }, policy: standard },
    lists: dealOut(notice, { seed, feedbackOn }),
    seed,
    words: castWords,
  };
}
