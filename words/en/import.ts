/** Importing lists: what changed in a row, and what a person must settle. */
export const importWords = {
  /** Where lists and record disagree and only a person can say. */
  ask: {
    conflict: '{field} of “{no}”: the record has “{old}” meanwhile, the list says “{new}”. Which of them stands?',
    moved: '“{no}” stands under finding “{new}” in the list. A measure cannot move: give it a new id, or leave it.',
    settled: '“{no}” is closed or withdrawn; the list makes its {field} “{new}”. What is settled is not changed.',
    refused: '{field} of “{no}” to “{new}”: {why}',
  },
  choice: { keep: 'keep what the record has', take: 'take what the list says' },
  change: '{field} “{old}” → “{new}”',
  none: 'nothing',
  yes: 'yes',
  no: 'no',
  field: {
    finding: 'finding',
    no: 'number',
    title: 'title',
    text: 'measure',
    kind: 'kind',
    leaders: 'lead leaders',
    leadUnit: 'lead unit',
    participants: 'participants',
    handler: 'handler',
    publish: 'publication',
    effectDue: 'limit for visible effect',
    doneDue: 'limit for completion',
    milestones: 'milestones',
    history: 'earlier state',
    category: 'category',
  },
  kind: { immediate: 'immediate', dated: 'dated', continuing: 'continuing', longTerm: 'long-term' },
};
