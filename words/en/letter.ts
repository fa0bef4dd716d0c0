import type { letterWords as zh } from '../zh-CN/letter.ts';

/** How a letter reads: to whom, on what grounds, what is asked, who signs. Grounds are dates and counts of the record. */
export const letterWords: typeof zh = {
  title: {
    remind: 'Reminder',
    urge: 'Dunning letter',
    supervise: 'Letter of supervision',
    handOver: 'Assignment',
    circulate: 'Circular',
    deduct: 'Proposal to take off points',
    talk: 'Proposal of a talk',
    account: 'Proposal to look into accountability',
  },
  ask: {
    remind: 'Please see to it that it is done in time.',
    urge: 'Please find out at once what holds it up, speed it up, and report.',
    supervise:
      'This is under supervision now. The head of the unit is asked to see to it, to give a date for each step and to report.',
    handOver: 'This is given to your unit. Please name who answers for it, finish it in time and report the result.',
    circulate: 'This is made known. Please compare with the ledger and make good what is missing.',
    deduct:
      'It is proposed to take off points by the rules of this campaign; whether to do so is for those who assess.',
    talk: 'It is proposed that supervision talk to the head of the unit; whether to do so is for them.',
    account: 'It is proposed that whoever is competent look into accountability; whether to do so is for them.',
  },
  to: 'To {unit}:',
  toDeciders: 'To the leading group and supervision:',
  aboutNumber: 'Measure {no}, led by {unit}.',
  about: 'Measure {no} “{title}”, led by {unit}.',
  aboutUnit: 'The rectification work of {unit}.',
  grounds: 'The ledger says as of {day}:',
  reason: {
    due: 'to be done by {due};',
    late: 'to be done by {due}, {daysLate} days late;',
    missedReports: 'reports missed: {missedReports};',
    returns: 'returned by a reviewer: {returns};',
    rebounds: 'rebounds: {rebounds};',
    none: 'nothing late, missed, returned or rebounded.',
  },
  replyBy: 'Please answer in writing by {replyBy}.',
  signed: '{signer}',
  released: '{number}    {day}',
  draft: 'draft, not released ({day})',
  dropped: 'not released: {reason} ({day})',
  reply: {
    waiting: 'answer: expected by {due}',
    overdue: 'answer: was due on {due}, none yet',
    given: 'answer ({on}): {result}',
    givenBy: 'answer ({on}, {document}): {result}',
  },
  list: '{id}  {title}  {unit}  {no}  {state}',
  state: {
    drafted: 'to be released',
    dropped: 'dropped',
    released: 'released as {number}',
    waiting: 'released as {number}, answer expected',
    answered: 'released as {number}, answered',
  },
  none: 'no letters',
};
