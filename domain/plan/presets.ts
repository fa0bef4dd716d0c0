import type { Ladder, Rung } from './ladder.ts';
import type { Policy } from './policy.ts';
import type { Recipient } from './recipient.ts';

const above = (name: string, workdays: number, letter: Rung['letter'], to: Recipient[]): Rung => ({
  name,
  offset: { workdays },
  letter,
  block: 'escalation',
  to,
});
const ask = (name: string, offset: Rung['offset'], letter: Rung['letter'], to: Recipient[]): Rung => ({
  name,
  offset,
  letter,
  block: 'todo',
  to,
});
/** One workday before something goes over a unit's head, the unit is told (DESIGN.md, ladder). */
const warn = (workdays: number): Rung => ({
  name: 'warning',
  offset: { workdays },
  letter: 'notify',
  block: 'warning',
  to: ['unit'],
});

/** 20 days before: green; 10 days before: yellow; overdue: red (江津), then 催办 after 2, 4, 8, 16, 32 workdays. */
const doneDue: Ladder = {
  rungs: [
    ask('green', { days: -20 }, 'green', ['handler']),
    ask('yellow', { days: -10 }, 'yellow', ['handler', 'leader']),
    warn(0),
    ask('red', { workdays: 1 }, 'red', ['unit', 'principal']),
    ask('urge', { workdays: 2 }, 'urge', ['unit', 'principal']),
    warn(3),
    above('leader', 4, 'urge', ['unit', 'principal', 'leader']),
    warn(7),
    above('supervise', 8, 'supervise', ['unit', 'principal', 'leader', 'office']),
    warn(15),
    above('circulate', 16, 'notify', ['unit', 'principal', 'leader', 'leadingGroup']),
    warn(31),
    above('talk', 32, 'talkProposal', ['leader', 'office', 'leadingGroup', 'supervision']),
  ],
  repeat: { workdays: 32 },
};

/** The 20/10/0 rule of 江津 with a monthly cycle: the default. */
export const standard: Policy = {
  v: 1,
  name: '20-10-0',
  window: { time: '09:00', leaderWeekday: 1, composeMinutes: 30, spreadHours: 3 },
  immediateDays: 30,
  dueSoonDays: 10,
  ladders: {
    acknowledge: {
      rungs: [
        ask('unacknowledged', { workdays: 3 }, 'task', ['unit']),
        ask('unacknowledged again', { workdays: 5 }, 'urge', ['unit', 'principal']),
        warn(9),
        above('unacknowledged still', 10, 'urge', ['principal', 'office']),
      ],
      repeat: { workdays: 10 },
    },
    effectDue: {
      rungs: [
        ask('yellow', { days: -10 }, 'yellow', ['handler']),
        ask('red', { workdays: 1 }, 'red', ['unit', 'principal']),
        warn(3),
        above('leader', 4, 'urge', ['unit', 'leader']),
      ],
      repeat: null,
    },
    doneDue,
    milestone: {
      rungs: [
        ask('near', { days: -5 }, 'green', ['handler']),
        ask('missed', { workdays: 1 }, 'yellow', ['unit']),
        warn(4),
        above('leader', 5, 'urge', ['unit', 'leader']),
      ],
      repeat: null,
    },
    cycle: {
      rungs: [
        ask('request', { workdays: -5 }, 'request', ['unit', 'participants']),
        ask('participants', { workdays: -2 }, 'request', ['participants']),
        ask('chase', { workdays: -1 }, 'request', ['unit']),
        ask('missing', { workdays: 1 }, 'urge', ['unit', 'principal']),
        ask('missing again', { workdays: 2 }, 'urge', ['unit', 'principal']),
        warn(3),
        above('missing to leader', 4, 'urge', ['unit', 'principal', 'leader']),
        warn(7),
        above('missing to office', 8, 'supervise', ['unit', 'principal', 'leader', 'office']),
      ],
      repeat: null,
    },
    silent: {
      rungs: [
        ask('silent', { workdays: -4 }, 'urge', ['unit', 'principal']),
        warn(-3),
        above('silent to leader', -2, 'urge', ['unit', 'principal', 'leader']),
      ],
      repeat: null,
    },
    lagging: { rungs: [ask('lagging', { workdays: 1 }, 'yellow', ['unit', 'handler'])], repeat: null },
    farBehind: {
      rungs: [
        ask('far behind', { workdays: 1 }, 'red', ['unit', 'principal']),
        warn(4),
        above('far behind to leader', 5, 'urge', ['unit', 'principal', 'leader']),
      ],
      repeat: null,
    },
    review: {
      rungs: [
        { name: 'limit', offset: { workdays: 0 }, letter: 'review', block: 'decide', to: ['reviewer'] },
        { name: 'past', offset: { workdays: 1 }, letter: 'review', block: 'decide', to: ['reviewer'] },
        above('past to office', 3, 'review', ['reviewer', 'office']),
        above('past to group', 7, 'review', ['reviewer', 'office', 'leadingGroup']),
      ],
      repeat: { workdays: 5 },
    },
    decision: {
      rungs: [
        { name: 'limit', offset: { workdays: 0 }, letter: 'decision', block: 'decide', to: ['decider'] },
        above('past', 2, 'decision', ['decider', 'office']),
      ],
      repeat: { workdays: 4 },
    },
    acceptance: {
      rungs: [{ name: 'ask', offset: { workdays: 1 }, letter: 'acceptance', block: 'todo', to: ['office'] }],
      repeat: null,
    },
    notMine: {
      rungs: [
        { name: 'limit', offset: { workdays: 0 }, letter: 'notMine', block: 'decide', to: ['office'] },
        above('past', 2, 'notMine', ['office', 'leadingGroup']),
      ],
      repeat: { workdays: 4 },
    },
    part: {
      rungs: [
        { name: 'limit', offset: { workdays: 0 }, letter: 'part', block: 'decide', to: ['office'] },
        above('past', 2, 'part', ['office', 'leadingGroup']),
      ],
      repeat: { workdays: 4 },
    },
    confirm: {
      rungs: [
        { name: 'limit', offset: { workdays: 0 }, letter: 'effect', block: 'decide', to: ['confirmer'] },
        above('past', 2, 'effect', ['confirmer', 'leadingGroup']),
      ],
      repeat: { workdays: 4 },
    },
    resubmit: {
      rungs: [
        ask('near', { workdays: -2 }, 'yellow', ['handler']),
        ask('past', { workdays: 1 }, 'red', ['unit', 'principal']),
        warn(3),
        above('past to leader', 4, 'urge', ['unit', 'principal', 'leader']),
      ],
      repeat: { workdays: 8 },
    },
    watch: {
      rungs: [
        ask('ask', { workdays: -5 }, 'watch', ['watcher']),
        ask('unanswered', { workdays: 1 }, 'watch', ['watcher']),
        above('unanswered to office', 4, 'watch', ['watcher', 'office']),
      ],
      repeat: null,
    },
    permanent: {
      rungs: [
        { name: 'limit', offset: { workdays: 0 }, letter: 'permanent', block: 'decide', to: ['accepter'] },
        above('past', 2, 'permanent', ['accepter', 'leadingGroup']),
      ],
      repeat: { workdays: 4 },
    },
    yearly: {
      rungs: [
        ask('due', { workdays: 0 }, 'yearly', ['unit', 'checker']),
        ask('past', { workdays: 5 }, 'yearly', ['checker']),
      ],
      repeat: { workdays: 20 },
    },
    suspended: {
      rungs: [ask('still', { workdays: 20 }, 'suspended', ['office'])],
      repeat: { workdays: 20 },
    },
    fresh: {
      rungs: [
        ask('ask', { workdays: -10 }, 'fresh', ['unit']),
        ask('near', { workdays: -2 }, 'fresh', ['unit']),
        ask('missing', { workdays: 1 }, 'fresh', ['unit', 'principal']),
      ],
      repeat: null,
    },
    lookBack: {
      rungs: [
        ask('due', { workdays: 0 }, 'lookBack', ['checker']),
        ask('past', { workdays: 5 }, 'lookBack', ['checker']),
      ],
      repeat: { workdays: 10 },
    },
    errand: {
      rungs: [
        ask('near', { workdays: -3 }, 'errand', ['owner']),
        ask('past', { workdays: 1 }, 'errand', ['owner']),
        above('past to office', 4, 'errand', ['owner', 'office']),
        above('past to group', 10, 'errand', ['owner', 'office', 'leadingGroup']),
      ],
      repeat: { workdays: 10 },
    },
    closable: {
      rungs: [
        { name: 'closable', offset: { workdays: 0 }, letter: 'closable', block: 'decide', to: ['office'] },
        { name: 'past', offset: { workdays: 5 }, letter: 'closable', block: 'decide', to: ['office'] },
        above('past to group', 15, 'closable', ['office', 'leadingGroup']),
      ],
      repeat: { workdays: 15 },
    },
  },
  cycle: {
    ...{ months: 1, longTermMonths: 3, cutOffWorkdays: 5, weeklyCutOffWorkdays: 0 },
    stages: { participants: 2, findingLead: 3, leader: 1 },
  },
  review: {
    steps: ['unitPrincipal', 'leader', 'office'],
    limits: { unitPrincipal: 3, findingLead: 3, team: 3, officeCheck: 3, leader: 5, office: 5, higherLevel: 20 },
    decisionWorkdays: 3,
    resubmitWorkdays: 10,
  },
  lookBackMonths: [3, 6, 12],
  lookBackEarlyDays: 10,
  longTermReviewMonths: 12,
};

/** 三色督查单: one slip, green before the day, yellow past it, red when the yellow one was of no use. */
const threeColours: Policy = {
  ...standard,
  name: 'three-colours',
  ladders: {
    ...standard.ladders,
    doneDue: {
      rungs: [
        ask('green', { days: -10 }, 'green', ['unit', 'handler']),
        ask('yellow', { workdays: 1 }, 'yellow', ['unit', 'principal']),
        warn(5),
        above('supervise', 6, 'red', ['unit', 'principal', 'leader', 'office']),
        warn(15),
        above('circulate', 16, 'notify', ['unit', 'principal', 'leader', 'leadingGroup']),
        warn(31),
        above('talk', 32, 'talkProposal', ['leader', 'office', 'leadingGroup', 'supervision']),
      ],
      repeat: { workdays: 32 },
    },
  },
};

/** 银川: what counts is how far a measure is behind its plan, 10 points yellow, 30 red; days only once it is overdue. */
const pointsBehind: Policy = {
  ...standard,
  name: 'points-behind',
  behind: { lagging: 10, farBehind: 30 },
  ladders: {
    ...standard.ladders,
    doneDue: { ...doneDue, rungs: doneDue.rungs.filter(({ name }) => name !== 'green' && name !== 'yellow') },
    lagging: {
      rungs: [
        ask('lagging', { workdays: 1 }, 'yellow', ['unit', 'handler', 'leader']),
        ask('lagging again', { workdays: 11 }, 'yellow', ['unit', 'principal']),
      ],
      repeat: null,
    },
    farBehind: {
      rungs: [
        ask('far behind', { workdays: 1 }, 'red', ['unit', 'principal']),
        warn(2),
        above('far behind to leader', 3, 'urge', ['unit', 'principal', 'leader']),
        warn(10),
        above('far behind to group', 11, 'notify', ['unit', 'principal', 'leader', 'leadingGroup']),
      ],
      repeat: { workdays: 10 },
    },
  },
};

/** 广元: the second yellow of a measure, whatever for, is a red. */
const twoYellows: Policy = {
  ...standard,
  name: 'two-yellows',
  accumulate: {
    letter: 'yellow',
    times: 2,
    as: { letter: 'red', block: 'escalation', to: ['unit', 'principal', 'leader', 'office'] },
  },
};

/** Presets by the name a campaign file may give; the place whose practice it is will do too. */
export const presets: Record<string, Policy> = {
  '20-10-0': standard,
  'three-colours': threeColours,
  'points-behind': pointsBehind,
  'two-yellows': twoYellows,
};
const places: Record<string, string> = {
  江津: '20-10-0',
  三色督查单: 'three-colours',
  银川: 'points-behind',
  广元: 'two-yellows',
};

/** The preset of that name; null: there is none. */
export function presetOf(name: string): Policy | null {
  const known = Object.hasOwn(places, name) ? places[name]! : name;
  return Object.hasOwn(presets, known) ? presets[known]! : null;
}

/** A policy recorded before a ladder or a number was thought of has the default one. */
export function completed(policy: Policy): Policy {
  const { lookBackEarlyDays, longTermReviewMonths } = standard;
  return {
    ...{ lookBackEarlyDays, longTermReviewMonths },
    ...policy,
    ladders: { ...standard.ladders, ...policy.ladders },
    review: { ...policy.review, limits: { ...standard.review.limits, ...policy.review.limits } },
  };
}
