import type { CampaignState } from '../../../domain/campaign/state.ts';
import { standard } from '../../../domain/plan/presets.ts';
import { directory, instant } from '../../support/domain.ts';

/** An issued campaign with the standard policy and everybody in his post. */
export function issuedCampaign(): CampaignState {
  return {
    v: 1,
    id: 'c1',
    settings: {
      id: 'c1',
      name: '巡察整改',
      feedbackOn: '2024-06-03',
      concentratedMonths: 3,
      zone: 'Asia/Shanghai',
      language: 'zh-CN',
      office: { name: '区委整改办', replyTo: 'office@example.test' },
    },
    clock: 'real',
    policy: standard,
    directory,
    years: {},
    phase: 'issued',
    issuedAt: instant('2024-07-01'),
    bulletin: null,
    periodEnded: false,
  };
}
