/** The order of a mail (PAGES.md, section 3): what cannot wait first, what is only good to know last. */
export const blocks = ['decide', 'warning', 'escalation', 'correction', 'todo', 'newTask', 'info'] as const;
export type Block = (typeof blocks)[number];

/** The letters a rung speaks under, mildest first. */
export const letters = [
  'task',
  'request',
  'green',
  'yellow',
  'red',
  'urge',
  'supervise',
  'notify',
  'review',
  'decision',
  'correction',
  'bulletin',
  'lookBack',
  'closable',
  'talkProposal',
  'returned',
  'refused',
  'closed',
  'rebound',
  'notMine',
  'effect',
  'acceptance',
  'undelivered',
  'part',
  'consolidate',
  'sign',
  'errand',
  'formal',
  'draft',
  'consult',
  'watch',
  'permanent',
  'yearly',
  'fresh',
  'suspended',
] as const;
export type Letter = (typeof letters)[number];
