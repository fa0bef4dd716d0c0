/**
 * Whom a notice is for, as a post; people are found when it is sent (`resolve.ts`), because holders change.
 * `unit` is the lead unit's liaison, `handler` the measure's named person or else the liaison,
 * `reviewer` whoever holds the present review step, `decider` whoever decides a pending extension, `confirmer` whoever is
 * to confirm a claimed effect, `checker` whoever may look back at it and has not closed it, `formerUnit` the unit it was
 * taken from, `watcher` whoever watches its condition, `accepter` whoever is to accept it as long-term, `owner` whoever
 * owns an errand.
 */
export const recipients = [
  'handler',
  'unit',
  'participants',
  'principal',
  'leader',
  'reviewer',
  'decider',
  'confirmer',
  'checker',
  'formerUnit',
  'watcher',
  'accepter',
  'office',
  'leadingGroup',
  'supervision',
  'owner',
] as const;
export type Recipient = (typeof recipients)[number];

/** Somebody named: a person, a unit (its liaison), or the office. */
export type Address = `person:${string}` | `unit:${string}` | 'office';
export type To = Recipient | Address;
