import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { dataFolder, documentOf, type Said, xiaohao } from './terminal.ts';

const examples = new URL('../../examples/', import.meta.url).pathname;
const data = dataFolder();
const ask = (...args: string[]) => xiaohao(args, data.path);
const json = async (...args: string[]) => documentOf(await ask(...args, '--json'));

test('a policy is read aloud, rung by rung: when, under which letter, to whom, rolled how', async () => {
  const { stdout } = await ask('policy', 'show', '--preset', '银川');
  expect(stdout).toMatch(/满 10 个百分点.*满 30 个百分点/);
  expect(stdout).toMatch(/严重落后计划.*\n.*后 1 个工作日 {2}红色提醒 → 牵头单位、单位党组主要负责人/);
  const english = await ask('policy', 'show', '--lang', 'en');
  expect(english.stdout).toMatch(/20 days before {2}.* → the handler, on a day off the workday before \[green\]/);
  expect(await json('policy', 'show')).toMatchObject({
    name: '20-10-0',
    inWords: expect.arrayContaining([expect.objectContaining({ ladder: 'doneDue', repeat: 32 })]),
  });
});

test('the presets are listed, and one nobody knows is refused', async () => {
  const { presets } = await json('policy', 'presets');
  expect((presets as { name: string; about: string }[]).map(({ name }) => name)).toEqual([
    ...['20-10-0', 'three-colours', 'points-behind', 'two-yellows'],
  ]);
  expect((presets as { about: string }[]).every(({ about }) => about.length > 10)).toBe(true);
  expect(await json('policy', 'show', '--preset', 'nobody-knows')).toMatchObject({ error: { code: 'file-missing' } });
});

test('a policy in a file of its own is refused with the line', async () => {
  const file = join(data.path, 'policy.yaml');
  writeFileSync(file, 'name: mine\nwindow:\n  quiet: { from: "20:00", to: "7 Uhr" }\n');
  expect(await json('policy', 'show', '--preset', file)).toMatchObject({
    error: { code: 'bad-input', facts: { field: 'policy.yaml:3 policy.window.quiet.to' } },
  });
  writeFileSync(file, 'name: mine\nbehind:\n  lagging: 30\n  farBehind: 10\n');
  expect(await json('policy', 'show', '--preset', file)).toMatchObject({
    error: { code: 'rung-never-fires', facts: { field: 'policy.yaml:4 policy.behind.farBehind' } },
  });
});

describe('a running campaign', () => {
  const stop = new AbortController();
  let service: Promise<Said>;
  const file = join(data.path, 'later.yaml');
  const change = (...more: string[]) =>
    json('policy', 'change', file, '--campaign', 'qinghe-2024', '--reason', '市里统一要求', ...more);

  beforeAll(async () => {
    writeFileSync(file, 'policy:\n  name: later\n  cycle:\n    cutOffWorkdays: 7\n');
    service = xiaohao(['start', '--port', '0', '--json'], data.path, { signal: stop.signal });
    await vi.waitFor(() => expect(existsSync(join(data.path, 'service.json'))).toBe(true), { timeout: 90_000 });
    const imported = await json(
      'import',
      join(examples, 'qinghe.xlsx'),
      '--campaign-file',
      join(examples, 'qinghe.yaml'),
    );
    expect(imported).not.toHaveProperty('error');
    await json('issue', '--campaign', 'qinghe-2024', '--document', '1号', '--approver', '区委常委会');
  }, 240_000);

  afterAll(async () => {
    stop.abort();
    await service;
    data.remove();
  }, 60_000);

  test('gets another policy only after a person of its office has seen what moves and confirmed it', async () => {
    const shown = await change();
    expect(shown).toMatchObject({
      ...{ changed: false, from: '20-10-0', to: 'later', error: { code: 'policy-not-confirmed' } },
    });
    const moved = shown.moved as { moves: { ladder: string; from: string; to: string }[] }[];
    expect(moved.length).toBeGreaterThan(50);
    for (const { moves } of moved) for (const { from, to } of moves) expect(to < from).toBe(true);
    expect(await change('--confirm')).toMatchObject({ error: { code: 'policy-needs-person' } });
    expect(await change('--confirm', '--as', '区委宣传部联络员')).toMatchObject({ error: { code: 'not-allowed' } });
    expect(await json('policy', 'show', '--campaign', 'qinghe-2024')).toMatchObject({ name: '20-10-0' });

    expect(await change('--confirm', '--as', '整改办主任')).toMatchObject({ changed: true });
    expect(await json('policy', 'show', '--campaign', 'qinghe-2024')).toMatchObject({ name: 'later' });
    expect(await change('--confirm', '--as', '整改办主任')).toMatchObject({ changed: false, same: true, moved: [] });
  }, 60_000);

  test('gives one of its special plans another policy in the same way, and its items go on under it', async () => {
    const ofPlan = (plan: string, ...more: string[]) =>
      json('policy', 'change', file, ...`--campaign qinghe-2024 --plan ${plan} --reason 8号`.split(' '), ...more);
    expect(await ofPlan('none')).toMatchObject({ error: { code: 'unknown-id' } });
    const shown = await ofPlan('xuanren');
    expect(shown).toMatchObject({ changed: false, to: 'later', error: { code: 'policy-not-confirmed' } });
    const moved = shown.moved as { id: string }[];
    expect(moved.length).toBeGreaterThan(0);
    for (const { id } of moved) expect(id).toMatch(/^Q(38|39|40|41)-/);
    expect(await ofPlan('xuanren', '--confirm', '--as', '整改办主任')).toMatchObject({ changed: true });
    expect(await ofPlan('xuanren', '--confirm', '--as', '整改办主任')).toMatchObject({
      changed: false,
      same: true,
      moved: [],
    });
    expect(await json('policy', 'show', '--campaign', 'qinghe-2024')).toMatchObject({ name: 'later' });
  }, 60_000);
});
