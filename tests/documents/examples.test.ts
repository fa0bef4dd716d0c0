import { readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { openBook } from '../../documents/in/book/open.ts';
import { readCampaignFile } from '../../documents/in/campaign.ts';
import { readLists } from '../../documents/in/lists/read.ts';
import { type Kind, kinds, type Lists } from '../../domain/plan/lists.ts';
import { makeWorkbook } from '../../examples/make.ts';

const folder = new URL('../../examples/', import.meta.url);
const workbook = new URL('qinghe.xlsx', folder);

describe('the example campaign', () => {
  const campaign = readCampaignFile(readFileSync(new URL('qinghe.yaml', folder), 'utf8'));
  let lists: Lists;

  beforeAll(async () => {
    if (process.env.UPDATE_EXAMPLES) writeFileSync(workbook, await makeWorkbook());
    const { feedbackOn: feedback, allowedDomains = [] } = campaign;
    const file = { name: 'qinghe.xlsx', bytes: readFileSync(workbook) };
    const read = readLists([file], { on: feedback, feedback, allowedDomains });
    expect(read.errors).toEqual([]);
    lists = read.lists;
  });

  test('has 4 方面, 15 项, 47 findings, 118 measures and 18 lead units', () => {
    const { findings, measures } = lists;
    expect(new Set(findings.map(({ category }) => category[0])).size).toBe(4);
    expect(new Set(findings.map(({ category }) => category.join('/'))).size).toBe(15);
    expect(findings).toHaveLength(47);
    expect(measures).toHaveLength(118);
    expect(new Set(findings.map(({ leadUnit }) => leadUnit)).size).toBe(18);
    expect(new Set(measures.map(({ leadUnit }) => leadUnit)).size).toBe(18);
  });

  test('says nothing twice', () => {
    expect(new Set(lists.findings.map(({ title }) => title)).size).toBe(47);
    expect(new Set(lists.measures.map(({ text }) => text)).size).toBe(118);
    expect(new Set(lists.measures.map(({ title }) => title)).size).toBe(118);
  });

  test('gives every finding at least one measure, and dates that lie after the feedback', () => {
    const withMeasures = new Set(lists.measures.map(({ finding }) => finding));
    expect(lists.findings.filter(({ id }) => !withMeasures.has(id))).toEqual([]);
    const days = lists.measures.flatMap(({ effectDue, doneDue, milestones }) => [
      ...[effectDue, doneDue].flatMap((deadline) => (deadline ? [deadline.day] : [])),
      ...milestones.map(({ day }) => day),
    ]);
    expect(days.filter((day) => day <= campaign.feedbackOn)).toEqual([]);
  });

  test('holds all kinds, most of them dated', () => {
    const count = (kind: Kind) => lists.measures.filter((measure) => measure.kind === kind).length;
    expect(kinds.map((kind) => [kind, count(kind)])).toEqual([
      ['immediate', 13],
      ['dated', 88],
      ['continuing', 7],
      ['longTerm', 10],
    ]);
  });

  test('has a vacant post, a deputy, a missing address, and leaders who lead their own unit’s items', () => {
    const { units, persons } = lists.directory;
    const unit = (name: string) => units.find((unit) => unit.name === name)?.id;
    expect(persons.some((person) => person.unit === unit('区水务局') && person.roles.includes('principal'))).toBe(
      false,
    );
    expect(persons.filter(({ deputy, leave }) => deputy && leave.length > 0)).toHaveLength(1);
    expect(persons.filter(({ email }) => email === null)).toHaveLength(1);
    const heads = persons.filter(({ roles }) => roles.includes('leader') && roles.includes('principal'));
    const own = lists.measures.filter(({ leaders, leadUnit }) =>
      heads.some((head) => head.unit === leadUnit && leaders.includes(head.id)),
    );
    expect(own.length).toBeGreaterThan(0);
  });

  test('has addresses under example.com only, each once', () => {
    const emails = lists.directory.persons.flatMap(({ email }) => email ?? []);
    expect(emails.filter((email) => !email.endsWith('@example.com'))).toEqual([]);
    expect(new Set(emails).size).toBe(emails.length);
  });

  test('is the workbook that make.ts makes of the source', async () => {
    const sheets = (bytes: Buffer) => openBook({ name: 'qinghe.xlsx', bytes });
    expect(sheets(readFileSync(workbook))).toEqual(sheets(await makeWorkbook()));
  });
});
