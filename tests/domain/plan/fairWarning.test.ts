import { describe, expect, test } from 'vitest';
import type { Ladder } from '../../../domain/plan/ladder.ts';
import type { Policy } from '../../../domain/plan/policy.ts';
import { presets } from '../../../domain/plan/presets.ts';
import type { Recipient } from '../../../domain/plan/recipient.ts';
import { as, due } from '../../support/domain.ts';
import { Story } from '../measure/story.ts';

/** What runs against the unit itself; all other ladders are about reviewers, deciders, the office or an errand's owner. */
const ofTheUnit = [
  'acknowledge',
  'effectDue',
  'doneDue',
  'milestone',
  'cycle',
  'silent',
  'lagging',
  'farBehind',
  'resubmit',
  'fresh',
] as const satisfies (keyof Policy['ladders'])[];
const overItsHead: Recipient[] = ['leader', 'office', 'leadingGroup', 'supervision'];

const goesUp = ({ block, to }: Ladder['rungs'][number]) =>
  block === 'escalation' && to.some((post) => overItsHead.includes(post));

describe.each(Object.entries(presets))('%s', (_, policy) => {
  test.each(ofTheUnit)('%s: each rung over the unit’s head has a warning one workday before it', (name) => {
    const { rungs } = policy.ladders[name];
    for (const [index, rung] of rungs.entries()) {
      if (!goesUp(rung)) continue;
      const before = rungs[index - 1];
      expect(before, rung.name).toMatchObject({ block: 'warning', to: ['unit'] });
      const [at, warned] = [rung.offset, before!.offset] as { workdays: number }[];
      expect(at!.workdays - warned!.workdays, rung.name).toBe(1);
    }
  });

  test('lived: whoever says nothing is warned the workday before, of whom, when and why', () => {
    const draft = { effectDue: due('2024-08-15'), milestones: [{ day: '2024-08-05', text: '完成摸底' }] };
    const story = new Story({ ...draft, quantity: { kind: 'count', unit: '处', total: 50 } }, { policy });
    story.runTo('2024-12-20');
    let warned = 0;
    for (const name of ofTheUnit) {
      const spoken = story.events.filter((e) => e.type === 'RungReached').filter((e) => e.spoke);
      for (const basis of new Set(spoken.map((e) => e.basis))) {
        const reached = spoken.filter((e) => e.basis === basis);
        const ladder = policy.ladders[name];
        if (!isOf(name, basis)) continue;
        for (const [index, event] of reached.entries()) {
          const rung = ladder.rungs[Math.min(event.position, ladder.rungs.length - 1)]!;
          if (event.position >= ladder.rungs.length || !goesUp(rung)) continue;
          const before = reached[index - 1]!;
          warned += 1;
          expect(before.rung, `${basis} ${rung.name}`).toBe('warning');
          const [notice] = before.notices;
          expect(notice).toMatchObject({ to: 'unit', block: 'warning', facts: { at: `${event.day}T09:00` } });
          const above = rung.to.filter((post) => !['unit', 'handler', 'participants'].includes(post));
          expect(String(notice!.facts.to).split(',')).toEqual(above);
        }
      }
    }
    expect(warned).toBeGreaterThan(5);
  });
});

test('a return that is not answered is warned of too', () => {
  const story = new Story();
  story.act('2024-09-10', { type: 'submit', evidence: ['sha256:a'] }, as.liaison);
  story.act('2024-09-11', { type: 'return', reason: '材料不足' }, as.principal);
  story.runTo('2024-12-01');
  const rungs = story.rungs('resubmit:').filter(({ spoke }) => spoke);
  const up = rungs.findIndex(({ rung }) => rung === 'past to leader');
  expect(rungs[up - 1]).toMatchObject({ rung: 'warning', notices: [{ to: 'unit', facts: { matter: 'resubmit' } }] });
});

function isOf(name: (typeof ofTheUnit)[number], basis: string): boolean {
  const kind = { acknowledge: 'ack', effectDue: 'effect', doneDue: 'done' }[name as string] ?? name;
  return basis.startsWith(`${kind}:`);
}
