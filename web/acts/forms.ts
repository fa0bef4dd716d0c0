import type { Act } from '../../client/acts.ts';
import type { CampaignAct } from '../../client/campaignActs.ts';
import { cadences } from '../../domain/calendar/period.ts';
import { checkKinds, consequences } from '../../domain/campaign/check.ts';
import { nextSteps } from '../../domain/measure/state.ts';
import { letterKinds } from '../../domain/plan/letterKind.ts';
import { pastStates } from '../../domain/plan/lists.ts';
import type { actWords } from '../../words/acts.ts';

type Label = keyof (typeof actWords)['zh-CN']['field'];
type Option = keyof (typeof actWords)['zh-CN']['option'];

/**
 * One field of an act's form. `text` is a few lines, `lines` one value a line, `evidence` files that lie there and new ones;
 * `unit`, `person`, `leaders` come from the directory, `part` and `milestone` from the measure.
 */
export type Field = {
  name: string;
  label: Label;
  needed: boolean;
  of?: readonly Option[];
  kind:
    | 'text'
    | 'line'
    | 'lines'
    | 'day'
    | 'amount'
    | 'choice'
    | 'unit'
    | 'units'
    | 'person'
    | 'leaders'
    | 'part'
    | 'milestone'
    | 'evidence';
};

const field =
  (kind: Field['kind'], needed: boolean) =>
  (name: Label, label: Label = name) => ({
    ...{ name, label, kind, needed },
  });
const must = {
  text: field('text', true),
  line: field('line', true),
  lines: field('lines', true),
  day: field('day', true),
  amount: field('amount', true),
  unit: field('unit', true),
  part: field('part', true),
  milestone: field('milestone', true),
};
const may = {
  text: field('text', false),
  line: field('line', false),
  lines: field('lines', false),
  day: field('day', false),
  unit: field('unit', false),
  units: field('units', false),
  person: field('person', false),
  leaders: field('leaders', false),
  part: field('part', false),
  evidence: field('evidence', false),
};
const choice = (name: Label, of: readonly Option[], needed = true): Field => ({
  ...{ name, label: name, kind: 'choice', needed, of },
});
const yesNo = ['yes', 'no'] as const;
const approved = [must.text('reason'), must.line('approver')];
const proof = [may.evidence('evidence'), may.text('noEvidenceReason')];

/** What each act on a measure asks, as `client/acts.ts` reads it. */
export const measureForms: Record<Act, Field[]> = {
  acknowledge: [],
  report: [
    ...[may.text('progress'), must.text('next'), may.text('effect'), may.text('difficulties')],
    ...[may.text('noChange'), may.day('asOf')],
  ],
  contribute: [must.text('progress'), may.day('asOf')],
  count: [must.amount('amount'), may.part('part'), may.text('reason'), may.day('asOf')],
  meetMilestone: [must.milestone('milestone'), may.day('on')],
  handInPart: [must.part('part'), ...proof, may.day('on')],
  claimEffect: [may.day('on'), ...proof],
  watch: [must.line('watcher'), may.line('condition'), must.text('reason')],
  answerCondition: [choice('result', ['come', 'notYet']), may.text('word'), may.day('doneDue'), may.day('effectDue')],
  askPermanent: proof,
  acceptPermanent: [],
  refusePermanent: [must.text('reason')],
  reviewPermanent: [must.line('method'), choice('result', ['held', 'rebound']), may.text('reason'), may.day('newDue')],
  renewEvidence: proof,
  submit: [may.day('doneOn'), ...proof, may.text('shortReason')],
  requestExtension: [must.day('to'), must.text('reason'), must.text('progress')],
  sayNotMine: [must.text('reason')],
  approve: [may.line('document')],
  return: [must.text('reason')],
  close: [may.line('decision')],
  grantExtension: [],
  refuseExtension: [must.text('reason')],
  confirmEffect: [],
  refuseEffect: [must.text('reason')],
  refuseNotMine: [must.text('reason')],
  closePart: [must.part('part')],
  returnPart: [must.part('part'), must.text('reason')],
  applyAcceptance: [must.line('body'), must.line('application'), may.day('on')],
  recordAcceptance: [
    ...[choice('result', ['accepted', 'refused']), must.line('document'), may.text('reason'), may.day('on')],
  ],
  lookBack: [must.line('method'), choice('result', ['held', 'rebound']), may.text('reason'), may.day('newDue')],
  rebound: [must.text('reason'), must.day('newDue')],
  setNextStep: [choice('step', nextSteps), may.day('by'), choice('cadence', cadences, false), must.text('reason')],
  setLimit: [must.day('to', 'limit'), must.text('reason')],
  reassign: [
    ...[must.unit('leadUnit'), may.units('participants'), may.person('handler'), may.leaders('leaders')],
    must.text('reason'),
  ],
  adjust: [
    ...[may.line('title'), may.text('text'), choice('publish', yesNo, false), may.day('effectDue')],
    ...[may.day('doneDue'), may.lines('milestones'), may.line('quantity'), may.lines('shares'), may.lines('quotas')],
    ...approved,
  ],
  divide: [may.lines('parts'), choice('each', ['township'], false)],
  suspend: [must.text('reason')],
  resume: [may.day('newDue')],
  convertToLongTerm: approved,
  withdraw: approved,
  enterHistory: [choice('state', pastStates), may.text('progress'), may.day('doneOn'), may.day('closedOn')],
};

/** People, units, plans, teams and what mails may say change by a document, on the command line or by the lists. */
type ByDocument =
  | ('delegate' | 'replaceHolder' | 'renameUnit' | 'mergeUnit' | 'splitUnit')
  | ('setPlan' | 'dropPlan' | 'setTeam' | 'dropTeam' | 'setSecrecy');
type PageAct = Exclude<CampaignAct, ByDocument>;

/** The same of a campaign; `errand`, `letter`, `check` and `about` come from the place where the form stands. */
export const campaignForms: Record<PageAct, Field[]> = {
  sign: [],
  release: [],
  consolidate: [
    ...[must.text('progress'), must.text('next'), may.text('done'), may.text('effect'), may.text('difficulties')],
  ],
  instruct: [must.text('text'), must.day('due'), may.unit('unit')],
  planOccasion: [must.line('text'), must.day('due')],
  finish: [must.text('result'), may.line('document'), may.day('on')],
  askConsultation: [must.text('difficulty')],
  concludeConsultation: [must.lines('participants', 'attendees'), must.lines('conclusions')],
  draftLetter: [choice('kind', letterKinds), may.unit('unit'), may.text('text')],
  releaseLetter: [must.line('signer'), must.line('number'), may.day('replyBy')],
  dropLetter: [must.text('reason')],
  openCheck: [...[choice('kind', checkKinds), must.line('title'), must.lines('items'), choice('yearly', yesNo, false)]],
  recordCheck: [
    ...[must.line('item'), must.line('method'), choice('result', ['held', 'problem']), may.text('reason')],
    ...[choice('follow', consequences, false), may.day('due')],
  ],
  closeCheck: [must.text('conclusion')],
};

export function isPageAct(act: string): act is PageAct {
  return Object.hasOwn(campaignForms, act);
}
