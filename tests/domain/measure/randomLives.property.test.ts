import fc from 'fast-check';
import { test } from 'vitest';
import { runs } from '../../support/domain.ts';
import { invariants } from './invariants.ts';
import { life, live } from './randomLife.ts';

// One walk through each life for all invariants: living it costs more than looking at it.
test(`in any life: ${Object.keys(invariants).join('; ')}`, () => {
  fc.assert(
    fc.property(life, (drawn) => {
      const moments = live(drawn);
      for (const [rule, check] of Object.entries(invariants)) {
        try {
          check(moments, drawn);
        } catch (cause) {
          throw new Error(`broken: ${rule}`, { cause });
        }
      }
    }),
    { numRuns: runs },
  );
});
