import type { Day } from '../calendar/day.ts';
import type { Context } from '../context.ts';
import type { Block, Letter } from '../plan/letter.ts';
import type { Recipient, To } from '../plan/recipient.ts';
import type { Notice } from './notice.ts';
import { windowFor } from './window.ts';

/** Notices of one thing to several posts, each in the next window that its post gets such news in. */
export function tell(
  context: Context,
  letter: Letter,
  block: Block,
  basis: string,
  to: To[],
  facts: Notice['facts'],
  due: Day | null = null,
): Notice[] {
  return to.map((post) => {
    const mine = blockFor(post, block);
    const windowAt = windowFor(post, mine, context.now, context.policy.window, context.calendar);
    return { to: post, letter, block: mine, basis, due, windowAt, facts };
  });
}

const aboveUnit: To[] = ['leader', 'leadingGroup', 'supervision', 'office'];
/** The lead unit itself and those who work for it; whoever is not among them is over its head. */
export const within: Recipient[] = ['unit', 'handler', 'participants'];
const told: To[] = [...within, 'principal'];

/** What is a task for the unit is only news to those above it, and their escalation is the unit's task. */
export function blockFor(post: To, block: Block): Block {
  if (block === 'todo' && aboveUnit.includes(post)) return 'info';
  if (block === 'escalation' && told.includes(post)) return 'todo';
  return block;
}
