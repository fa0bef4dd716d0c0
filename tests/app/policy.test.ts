import { expect, test } from 'vitest';
import { readPolicy } from '../../client/policy.ts';
import { standard } from '../../domain/plan/presets.ts';

test('a campaign file that says nothing has the default policy, and so has its name', () => {
  expect(readPolicy(undefined)).toEqual(standard);
  expect(readPolicy('20-10-0')).toEqual(standard);
});

test('what a file says differs, the rest stays', () => {
  const policy = readPolicy({ name: 'short', dueSoonDays: 5, review: { steps: ['office'] } });
  expect(policy).toEqual({
    ...standard,
    name: 'short',
    dueSoonDays: 5,
    review: { ...standard.review, steps: ['office'] },
  });
});

test('a rung that addresses an unknown role is refused by that name', () => {
  const [first] = standard.ladders.doneDue.rungs;
  const said = { ladders: { doneDue: { rungs: [{ ...first, to: ['unit', 'mayor'] }], repeat: null } } };
  expect(() => readPolicy(said)).toThrow(
    expect.objectContaining({ code: 'unknown-role', facts: expect.objectContaining({ text: 'mayor' }) }),
  );
});

test.each([
  ['an unknown preset', 'nope', 'policy'],
  ['an unknown field', { nope: 1 }, 'policy.nope'],
  ['an hour that is none', { window: { time: '25:00' } }, 'policy.window.time'],
  ['a step that is none', { review: { steps: ['mayor'] } }, 'policy.review.steps.0'],
])('%s is bad input, and named', (_, said, field) => {
  expect(() => readPolicy(said)).toThrow(
    expect.objectContaining({ code: 'bad-input', facts: expect.objectContaining({ field }) }),
  );
});
