/** What a measure shows at a glance, worst claim first (PAGES.md, section 5: one light at a time). */
export const lights = [
  'closed',
  'withReviewer',
  'withHigherLevel',
  'overdue',
  'lagging',
  'dueSoon',
  'longTerm',
  'normal',
  'draft',
  'suspended',
  'withdrawn',
] as const;
export type Light = (typeof lights)[number];
