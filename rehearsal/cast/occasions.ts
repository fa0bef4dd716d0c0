import { addWorkdays } from '../../domain/calendar/calendar.ts';
import { addDays, type Day } from '../../domain/calendar/day.ts';
import { instantAt } from '../../domain/calendar/zone.ts';
import type { CampaignCommand } from '../../domain/campaign/commands.ts';
import type { Context } from '../../domain/context.ts';
import { actorOf, deputyOf } from '../../domain/digest/resolve.ts';
import type { Person, Role } from '../../domain/plan/directory.ts';
import type { MeasureDraft } from '../../domain/plan/lists.ts';
import { hash01 } from '../../domain/seed.ts';
import type { CastWords } from '../../words/shapes/cast.ts';
import { streamOf } from '../../workflows/contract.ts';
import type { PlannedAct } from './act.ts';
import { digestOf } from './paper.ts';

/** So many measures are in the sample of the year's check round. */
const sampled = 6;

/**
 * What the office, supervision and the leaders do of their own accord with the campaign as a whole: dated occasions, a
 * check round on a sample, instructions, units that ask for a consultation. The first ones come right after the issue, in
 * this order, so that their numbers are known.
 */
export function occasions(
  seed: string,
  campaign: string,
  measures: MeasureDraft[],
  /** Findings of the main plan. */
  main: string[],
  issuedOn: Day,
  context: Context,
  words: CastWords,
): PlannedAct[] {
  const { persons } = context.directory;
  const holder = (role: Role) => persons.find((person) => person.roles.includes(role));
  const [office, supervisor, leader] = [holder('office'), holder('supervision'), holder('leader')];
  if (!office || !supervisor || !leader) return [];
  const ranked = [...measures].sort((a, b) => hash01(seed, 'check', a.id) - hash01(seed, 'check', b.id));
  const strange = ranked.filter(
    ({ leadUnit, leaders }) => leadUnit !== supervisor.unit && !leaders.includes(supervisor.id),
  );
  const sample = strange.slice(0, sampled).map(({ id }) => id);
  const units = [...new Set(ranked.map(({ leadUnit }) => leadUnit))];
  const acts: PlannedAct[] = [];
  const dayAfter = (days: number) => addWorkdays(context.calendar, addDays(issuedOn, days), 1);
  const plan = (days: number, time: string, person: Person, command: CampaignCommand, actor = actorOf(person)) => {
    acts.push({
      id: `occasion:${acts.length + 1}:${command.type}`,
      at: instantAt(dayAfter(days), time, context.calendar.zone),
      stream: streamOf.campaign(campaign),
      act: { actor, command },
    });
  };
  const { matters } = words;
  plan(0, '09:40', supervisor, {
    type: 'openCheck',
    kind: 'inspection',
    title: matters.check,
    items: sample,
    yearly: true,
  });
  for (const [n, text] of matters.occasions.entries()) {
    plan(0, `09:5${n}`, office, { type: 'planOccasion', text, due: addDays(issuedOn, 30 + 40 * n) });
  }
  sample.forEach((item, n) => {
    const problem = n % 3 === 0;
    const found = problem
      ? { result: 'problem' as const, reason: matters.found, follow: 'handOver' as const, due: addDays(issuedOn, 200) }
      : { result: 'held' as const };
    plan(150 + n, '10:20', supervisor, { type: 'recordCheck', check: 'check-1', item, method: words.method, ...found });
  });
  plan(165, '10:20', supervisor, { type: 'closeCheck', check: 'check-1', conclusion: matters.conclusion });
  units.slice(0, 12).forEach((unit, n) => {
    const due = addDays(issuedOn, 50 + 12 * n);
    plan(20 + 12 * n, '11:00', leader, { type: 'instruct', text: matters.instruction, unit, due });
  });
  for (const [n, liaison] of persons
    .filter(({ roles }) => roles.includes('liaison'))
    .slice(0, 2)
    .entries()) {
    plan(60 + 40 * n, '11:30', liaison, { type: 'askConsultation', difficulty: matters.difficulty });
  }
  // Two findings get a plan of their own in the third month, and for a while a team.
  const chosen = main.slice(-2);
  const liaison = persons.find(({ roles }) => roles.includes('liaison'));
  if (chosen.length > 0 && liaison) {
    const { document } = words;
    plan(70, '09:20', office, { type: 'setPlan', plan: 'added', name: matters.plan, findings: chosen, document });
    const team = { head: leader.id, liaison: liaison.id, findings: chosen };
    plan(72, '09:20', office, { type: 'setTeam', team: 'added', name: matters.team, ...team, document });
    plan(250, '09:20', office, { type: 'dropTeam', team: 'added', document });
  }
  // A leader travels: another acts for him, under a dated document; and one instruction comes on paper.
  const [deputy] = persons.filter((person) => person.roles.includes('leader') && person.id !== leader.id);
  const [unit] = units;
  if (!deputy || !unit) return acts;
  const away = { kind: 'delegate' as const, of: leader.id, to: deputy.id, from: dayAfter(90), until: dayAfter(110) };
  plan(90, '08:50', office, { type: 'amendDirectory', change: away, document: matters.delegation });
  const delegated = { ...context.directory, delegations: [{ ...away, document: matters.delegation }] };
  const instruction = { type: 'instruct' as const, text: matters.instruction, unit, due: addDays(issuedOn, 140) };
  const acting = deputyOf(deputy, leader, delegated, dayAfter(95));
  if (acting) plan(95, '11:10', deputy, instruction, acting);
  const [date, number] = [dayAfter(96), `${words.paper}1号`];
  const paper = { by: office.id, number, date, scan: digestOf(seed, 'instruction') };
  plan(96, '11:10', leader, instruction, { ...actorOf(leader), paper });
  return acts;
}
