import type { Day } from '../calendar/day.ts';
import type { Plan, Team } from './plan.ts';
import type { SecrecyRule } from './secrecy.ts';

/** What a campaign is set up with: who runs it, since when, in which zone and language. */
export type Settings = {
  id: string;
  name: string;
  /** The day the inspection body handed over its feedback; the concentrated period is counted from it. */
  feedbackOn: Day;
  concentratedMonths: number;
  zone: string;
  language: 'zh-CN' | 'en';
  office: { name: string; replyTo: string };
  /** The special plans beside the main one, and the teams; absent: none. */
  plans?: Plan[];
  teams?: Team[];
  /** How much mails, forecasts and robots may say; absent: `title`. */
  secrecy?: SecrecyRule;
};
