import { expect, test } from 'vitest';
import { nameOfAct } from '../../app/cli/acts.ts';
import { deskOf } from '../../app/cli/desk.ts';
import { createProgram } from '../../app/cli/program.ts';
import { type Act, type ActForm, acts, readAct } from '../../client/acts.ts';
import type { MeasureOrder } from '../../domain/measure/commands.ts';
import { cliWords } from '../../words/cli.ts';

const streams = { write: () => true };
const desk = deskOf([], { stdout: streams, stderr: streams, env: {}, interrupted: new AbortController().signal });
const program = createProgram(
  desk,
  () => undefined,
  () => undefined,
);

// Complete by its type: a new order of the domain without a form does not compile.
const forms: Record<Exclude<MeasureOrder, 'draft' | 'issue' | 'checked' | 'recount' | 'succeed'>, object> = acts;

test('every act of a person is a command, with an option for each of its fields', () => {
  for (const act of Object.keys(forms) as Act[]) {
    const command = program.commands.find((one) => one.name() === nameOfAct(act));
    expect(command, act).toBeDefined();
    const options = command!.options.map(({ long }) => long);
    expect(options).toEqual(expect.arrayContaining(['--as', '--id', '--json', '--lang']));
    expect(options).toHaveLength(Object.keys((acts[act] as ActForm).fields.shape).length + 10);
    expect(
      options.filter((long) => long?.startsWith('--no-')),
      'would be read as its opposite',
    ).toEqual([]);
  }
});

test('every field of an act has its words', () => {
  for (const form of Object.values(acts)) {
    for (const field of Object.keys(form.fields.shape)) expect(cliWords['zh-CN'].option).toHaveProperty(field);
  }
});

test('what a person says becomes the order he means', () => {
  expect(readAct('meetMilestone', { milestone: '2', on: '2024-06-30' })).toEqual({
    type: 'meetMilestone',
    index: 1,
    on: '2024-06-30',
  });
  expect(
    readAct('adjust', {
      reason: '合并',
      approver: '领导小组',
      doneDue: '2025-01-31',
      milestones: ['2024-12-31：初稿'],
      publish: 'no',
    }),
  ).toEqual({
    type: 'adjust',
    reason: '合并',
    approver: '领导小组',
    changes: {
      doneDue: { text: '2025-01-31', day: '2025-01-31', why: 'adjusted' },
      milestones: [{ day: '2024-12-31', text: '初稿' }],
      publish: false,
    },
  });
});

test.each([
  ['an empty reason', 'return', { reason: ' ' }, 'reason'],
  ['a missing reason', 'suspend', {}, 'reason'],
  ['a date of another shape', 'setLimit', { to: '2025/1/1', reason: 'x' }, 'to'],
  ['a field nobody asked for', 'acknowledge', { phase: 'closed' }, 'phase'],
  ['a result there is not', 'lookBack', { method: 'x', result: 'perhaps' }, 'result'],
] as const)('%s is bad input, and named', (_, act, said, field) => {
  expect(() => readAct(act, said)).toThrow(
    expect.objectContaining({ code: 'bad-input', facts: expect.objectContaining({ field }) }),
  );
});
