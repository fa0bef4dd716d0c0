import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readCampaign } from '../../app/lists.ts';
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
  ['a window in the quiet hours', { window: { quiet: { from: '20:00', to: '09:30' } } }, 'policy.window.quiet'],
  ['an hour that is none', { window: { time: '25:00' } }, 'policy.window.time'],
  ['a step that is none', { review: { steps: ['mayor'] } }, 'policy.review.steps.0'],
])('%s is bad input, and named', (_, said, field) => {
  expect(() => readPolicy(said)).toThrow(
    expect.objectContaining({ code: 'bad-input', facts: expect.objectContaining({ field }) }),
  );
});

describe('a ladder', () => {
  const rung = { ...standard.ladders.doneDue.rungs[0]!, name: 'new' };
  const above = { ...rung, block: 'escalation', to: ['principal'] };
  const doneDue = (...rungs: object[]) => ({ ladders: { doneDue: { rungs, repeat: null } } });

  test.each([
    [
      'a rung before issue',
      { ladders: { acknowledge: { rungs: [{ ...rung, offset: { workdays: -1 } }], repeat: null } } },
      'rung-never-fires',
      'acknowledge.rungs.0',
    ],
    [
      'a rung no later than the one before it',
      doneDue({ ...rung, offset: { days: -10 } }, { ...rung, offset: { days: -20 } }),
      'rung-out-of-order',
      'doneDue.rungs.1',
    ],
    [
      'two rungs of one day',
      doneDue({ ...rung, offset: { workdays: 2 } }, { ...rung, offset: { workdays: 2 } }),
      'rung-out-of-order',
      'doneDue.rungs.1',
    ],
    [
      'a warning nothing follows',
      doneDue({ ...rung, block: 'warning', offset: { workdays: 1 } }),
      'warning-of-nothing',
      'doneDue.rungs.0',
    ],
    [
      'a warning only the unit follows',
      doneDue(
        { ...rung, block: 'warning', offset: { workdays: 1 } },
        { ...rung, offset: { workdays: 2 }, to: ['unit'] },
      ),
      'warning-of-nothing',
      'doneDue.rungs.0',
    ],
    [
      'a repeat that would run on the spot',
      { ladders: { doneDue: { rungs: [rung], repeat: { workdays: 0 } } } },
      'bad-input',
      'doneDue.repeat.workdays',
    ],
    ['a letter nobody knows', doneDue({ ...rung, letter: 'threat' }), 'bad-input', 'doneDue.rungs.0.letter'],
  ])('with %s is refused, and where', (_, said, code, where) => {
    expect(() => readPolicy(said)).toThrow(
      expect.objectContaining({ code, facts: expect.objectContaining({ field: `policy.ladders.${where}` }) }),
    );
  });

  test('with a warning one workday before it goes over the unit’s head is as it should be', () => {
    const fair = doneDue({ ...rung, block: 'warning', offset: { workdays: 1 } }, { ...above, offset: { workdays: 2 } });
    expect(readPolicy(fair).ladders.doneDue.rungs).toHaveLength(2);
  });

  test('a day that is none is bad input', () => {
    expect(() => readPolicy({ dueSoonDays: -1 })).toThrow(expect.objectContaining({ code: 'bad-input' }));
  });
});

test('a campaign file’s mistake in its policy is named with file and line', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'xiaohao-policy-'));
  const file = join(folder, 'c.yaml');
  const example = await readFile(new URL('../../examples/qinghe.yaml', import.meta.url), 'utf8');
  const before = example.trimEnd().split('\n').length;
  await writeFile(file, `${example.trimEnd()}\npolicy:\n  window: { time: '09:00' }\n  dueSoonDays: -3\n`);
  await expect(readCampaign(file)).rejects.toMatchObject({
    code: 'bad-input',
    facts: { field: `c.yaml:${before + 3} policy.dueSoonDays` },
  });
  await rm(folder, { recursive: true });
});
