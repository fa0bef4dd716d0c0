import type { CastWords } from '../cast.ts';

export const castWords: CastWords = {
  progress: [
    'Survey done, work goes on as planned',
    'More than half is put right, the rest is being built',
    'A draft of the rule is out for comment',
    'Own check done, what it found is being settled item by item',
  ],
  next: [
    'Check on site next month',
    'Report by the end of the month',
    'Train, then extend to all',
    'Go on by the plan',
  ],
  standing: 'Waiting for approval from above',
  evidence: 'evidence.pdf',
  noEvidence: 'Settled in a meeting, see its minutes',
  extension: 'The tender period has not ended',
  refused: 'The reason does not suffice, keep the date',
  returned: 'The evidence is not complete',
  decision: 'Minutes of the leading group (rehearsal) no. 3',
  notMine: 'The duty has moved, please name another lead unit',
  reassigned: 'By change of duties',
  newLimit: 'A new limit; lateness still counts from the first',
  method: 'Ledger read and site visited',
  rebound: 'The problem was found again on site',
  suspended: 'Waiting for a rule from above',
  withdrawn: 'Merged into another measure',
  converted: 'Needs long-term work, adjusted after discussion',
  approver: 'Head of the office of the leading group',
  document: 'District office (rehearsal) no. 1',
  approvers: ['Standing committee of the district'],
};
