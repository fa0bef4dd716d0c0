import type { LightWords } from '../shapes/lights.ts';

export const lightWords: LightWords = {
  normal: 'normal',
  dueSoon: 'due soon',
  lagging: 'lagging',
  overdue: 'overdue',
  withReviewer: 'in review',
  withHigherLevel: 'with higher level',
  longTerm: 'long-term',
  closed: 'closed',
  draft: 'draft',
  suspended: 'suspended',
  withdrawn: 'withdrawn',
};
