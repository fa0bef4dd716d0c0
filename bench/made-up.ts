import type { SetUp } from '../client/campaign.ts';
import type { Actor } from '../domain/actor.ts';
import type { Person, Role } from '../domain/plan/directory.ts';
import type { Lists, MeasureDraft } from '../domain/plan/lists.ts';
import { standard } from '../domain/plan/presets.ts';

const units = 20;
const unitOf = (index: number) => `u${index % units}`;

const post = (id: string, unit: string | null, ...roles: Role[]): Person => ({
  ...{ id, name: id, unit, roles, deputy: null, leave: [] },
  email: `${id}@bench.example.com`,
});
const leader = post('leader', null, 'leader');
const office = post('office', null, 'office');
const checker = post('checker', null, 'supervision');
const persons = [
  ...[leader, office, checker, post('group', null, 'leadingGroup')],
  ...Array.from({ length: units }, (_, i) => [
    post(`principal${i}`, unitOf(i), 'principal'),
    post(`liaison${i}`, unitOf(i), 'liaison'),
  ]).flat(),
];

const actor = ({ id, unit, roles }: Person): Actor => ({ person: id, units: unit ? [unit] : [], roles });
/** The first unit, and who acts on its measures. */
export const cast = {
  unit: unitOf(0),
  ...{ leader: actor(leader), office: actor(office), checker: actor(checker) },
  principal: actor(persons.find(({ id }) => id === 'principal0')!),
  liaison: actor(persons.find(({ id }) => id === 'liaison0')!),
};

/** A campaign nobody ever ran, under the default policy. */
export function madeUpCampaign(id: string, clock: SetUp['clock']): SetUp {
  return {
    settings: {
      ...{
        id,
        name: 'Bench',
        feedbackOn: '2024-08-05',
        concentratedMonths: 6,
        zone: 'Asia/Shanghai',
        language: 'zh-CN',
      },
      office: { name: 'Office', replyTo: 'office@bench.example.com' },
    },
    clock,
    policy: standard,
  };
}

/** Its lists: so many findings with so many measures among them, all dated far enough ahead for a quiet year. */
export function madeUpLists(findings: number, measures: number, changes: Partial<MeasureDraft> = {}): Lists {
  return {
    directory: {
      units: Array.from({ length: units }, (_, i) => ({ id: unitOf(i), name: `Unit ${i}`, aliases: [] })),
      persons,
    },
    findings: Array.from({ length: findings }, (_, i) => ({
      ...{ id: `f${i}`, no: String(i + 1), category: ['Category'], title: `Finding ${i}` },
      ...{ leadUnit: unitOf(i), leaders: [leader.id], publish: true },
    })),
    measures: Array.from({ length: measures }, (_, i) => ({
      ...{ id: `m${i}`, finding: `f${i % findings}`, no: `${(i % findings) + 1}-${i + 1}`, title: `Measure ${i}` },
      ...{ text: 'What has to be done, in a sentence as long as such sentences are.', kind: 'dated' as const },
      ...{ leaders: [leader.id], leadUnit: unitOf(i), participants: [], handler: null, effectDue: null },
      ...{ doneDue: { text: '2026-09-30', day: '2026-09-30', why: 'bench' }, milestones: [], publish: true },
      ...changes,
    })),
  };
}
