import type { policyWords as zh } from '../zh-CN/policy.ts';

/** How a policy reads aloud. */
export const policyWords: typeof zh = {
  head: 'Policy {name}: {about}',
  about: {
    '20-10-0':
      'the handler is reminded 20 days before, again 10 days before with the leader told, the unit and its head once it is overdue, then step by step upward (Jiangjin)',
    'three-colours':
      'one slip in three colours: green before the date, yellow past it, red and upward if that was of no use',
    'points-behind':
      'by percentage points behind plan: yellow from 10, red from 30; by days only once it is overdue (Yinchuan)',
    'two-yellows': 'as the default, but the second yellow of a measure is a red (Guangyuan)',
  },
  own: 'a policy of its own',
  window:
    'Mails: workdays {time}, composed {minutes} minutes before; what a leader only should know goes out on {weekday}.',
  weekdays: ['', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
  groupMonthly:
    'What the leading group only should know, the monthly bulletin among it, goes out on a month’s first workday.',
  quiet: 'Quiet: no mail from {from} to {to}.',
  behind:
    'Behind plan: from {lagging} percentage points behind, far behind from {farBehind} (measures with a quantity; the plan rises evenly over quotas to the date).',
  accumulate: 'Adding up: from the {times}th “{letter}” of a measure on it is a “{as}”, to {to}.',
  ladder: '{name} (counted from {basis})',
  basis: {
    acknowledge: 'the day of issue',
    effectDue: 'the effect date',
    doneDue: 'the completion date',
    milestone: 'the day of the milestone or quota',
    cycle: 'the cut-off of the report',
    silent: 'the cut-off after the first that passed without a report since the acknowledgement',
    lagging: 'the day it fell behind plan',
    farBehind: 'the day it fell far behind plan',
    review: 'the limit of the review step',
    decision: 'the limit for deciding the extension',
    resubmit: 'the limit for submitting again',
    acceptance: 'each report cut-off while the higher level has it',
    notMine: 'the limit for answering “not ours”',
    part: 'the limit for closing the part',
    confirm: 'the limit for confirming the effect',
    lookBack: 'the day of the look-back',
    fresh: 'the day of the look-back',
    watch: 'each report cut-off while its condition has not come',
    permanent: 'the limit for accepting it as long-term',
    yearly: 'the day of the yearly review',
    suspended: 'the day it was suspended',
    closable: 'the day all its measures were settled',
    errand: 'the day the errand is due',
  },
  rung: '  {when}  {letter} → {to}{rolled} [{rung}]',
  when: {
    days: { before: '{n} {n|day|days} before', on: 'on the day', after: '{n} {n|day|days} after' },
    workdays: {
      before: '{n} {n|workday|workdays} before',
      on: 'on the day',
      after: '{n} {n|workday|workdays} after',
    },
  },
  rolled: { back: ', on a day off the workday before', on: ', on a day off the next workday', none: '' },
  repeat: '  then the last one again every {n} {n|workday|workdays} until it is done',
  preset: '{name}  {about}',
  moved: '{no}  {title} ({unit})',
  move: '  {what}: {from} → {to}',
  anew: 'none',
  gone: 'none any more',
  changed: 'The policy is {to} now: {count} measures count their dates anew.',
  same: 'The policy is the same.',
  waits:
    'Nothing is changed yet: policy {from} → {to}, notices of {count} measures would change; a person confirms it.',
};
