import fc from 'fast-check';
import { test } from 'vitest';
import { runs } from '../../support/domain.ts';
import { recordInvariants } from './invariants.record.ts';
import { timeInvariants } from './invariants.time.ts';
import { live } from './live.ts';
import { life } from './randomLife.ts';

// One walk through each life for all of them: living it costs more than looking at it. What breaks is named in the error.
test('whatever people try and however long the engine slept, the rules of invariants.record.ts and invariants.time.ts hold', () => {
  fc.assert(
    fc.property(life, (drawn) => {
      const moments = live(drawn);
      for (const [rule, check] of Object.entries({ ...recordInvariants, ...timeInvariants })) {
        try {
          check(moments, drawn);
        } catch (cause) {
          throw new Error(`broken: ${rule}: ${(cause as Error).message}`, { cause });
        }
      }
    }),
    { numRuns: runs },
  );
}, 300_000);
