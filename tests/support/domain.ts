import { expect } from 'vitest';
import { chineseCalendar } from '../../activities/calendar/chineseCalendar.ts';
import { type Actor, system } from '../../domain/actor.ts';
import type { Instant } from '../../domain/calendar/day.ts';
import { instantAt } from '../../domain/calendar/zone.ts';
import type { Context } from '../../domain/context.ts';
import type { ErrorCode } from '../../domain/errors.ts';
import type { MeasureCommand } from '../../domain/measure/commands.ts';
import { decide } from '../../domain/measure/decide.ts';
import type { MeasureEvent } from '../../domain/measure/events.ts';
import { evolve } from '../../domain/measure/evolve.ts';
import type { MeasureState } from '../../domain/measure/state.ts';
import type { Directory, Person, Role, UnitId } from '../../domain/plan/directory.ts';
import type { Deadline, FindingDraft, MeasureDraft } from '../../domain/plan/lists.ts';
import { standard } from '../../domain/plan/presets.ts';

/** The cast: two units with their people, and the posts above them. */
export const zjj: UnitId = 'zjj';
export const jyj: UnitId = 'jyj';

const person = (id: string, name: string, unit: UnitId | null, ...roles: Role[]): Person => ({
  id,
  name,
  unit,
  roles,
  email: `${id}@example.test`,
  deputy: null,
  leave: [],
});

export const people = {
  coordinator: person('coordinator', '整改办主任', null, 'office'),
  clerk: person('clerk', '整改办干事', null, 'office'),
  leader: person('leader', '分管副区长', null, 'leader'),
  secretary: person('secretary', '区委书记', null, 'secretary', 'leader', 'leadingGroup'),
  member: person('member', '领导小组成员', null, 'leadingGroup'),
  supervisor: person('supervisor', '区纪委监委', null, 'supervision'),
  city: person('city', '市整改办', null, 'higherLevel'),
  principal: person('principal', '区住建局局长', zjj, 'principal'),
  liaison: person('liaison', '区住建局联络员', zjj, 'liaison'),
  worker: person('worker', '区住建局科长', zjj, 'liaison'),
  /** On loan to the office, and still of the unit. */
  seconded: person('seconded', '区住建局借调干部', zjj, 'office', 'liaison'),
  jyjPrincipal: person('jyjPrincipal', '区教育局局长', jyj, 'principal'),
  jyjLiaison: person('jyjLiaison', '区教育局联络员', jyj, 'liaison'),
} as const satisfies Record<string, Person>;

export const directory: Directory = {
  units: [
    { id: zjj, name: '区住建局', aliases: ['住建局'] },
    { id: jyj, name: '区教育局', aliases: [] },
  ],
  persons: Object.values(people),
};

/** The directory without some of its people: their posts are vacant. */
export function without(...missing: (keyof typeof people)[]): Directory {
  return { ...directory, persons: directory.persons.filter(({ id }) => !missing.some((key) => people[key].id === id)) };
}

/** A person as the facade hands him to the domain. */
export function actorOf({ id, unit, roles }: Person): Actor {
  return { person: id, units: unit === null ? [] : [unit], roles };
}

export const as = Object.fromEntries(Object.entries(people).map(([key, p]) => [key, actorOf(p)])) as Record<
  keyof typeof people,
  Actor
>;
export const engine = system;

export const calendar = chineseCalendar();

/** An instant from what a clock in China shows: `2024-09-30 10:00`; ten in the morning when no time is given. */
export function instant(text: string): Instant {
  const [day = '', time = '10:00'] = text.split(' ');
  return instantAt(day, time, calendar.zone);
}

export function contextAt(when: string | Instant, changes: Partial<Context> = {}): Context {
  const now = typeof when === 'string' ? instant(when) : when;
  return { now, policy: standard, calendar, directory, ...changes };
}

export function due(day: string, text = day): Deadline {
  return { text, day, why: 'test' };
}

/** A measure of 区住建局 due by the end of September 2024, 区教育局 taking part. */
export function measureDraft(changes: Partial<MeasureDraft> = {}): MeasureDraft {
  return {
    id: 'm1',
    finding: 'f1',
    no: '1-1',
    title: '老旧小区消防通道整治',
    text: '完成32个老旧小区消防通道整治',
    kind: 'dated',
    leaders: [people.leader.id],
    leadUnit: zjj,
    participants: [jyj],
    handler: null,
    effectDue: null,
    doneDue: due('2024-09-30', '2024年9月底前'),
    milestones: [],
    publish: true,
    ...changes,
  };
}

export function findingDraft(changes: Partial<FindingDraft> = {}): FindingDraft {
  return {
    id: 'f1',
    no: '1',
    category: ['聚焦民生'],
    title: '老旧小区安全隐患突出',
    leadUnit: zjj,
    leaders: [people.leader.id],
    publish: true,
    ...changes,
  };
}

export const issue = { type: 'issue' as const, document: '区委办〔2024〕12号', approvers: ['区委常委会'] };

/** What has happened to a measure, then what is asked of it, then what comes of it. */
export function given(...events: MeasureEvent[]) {
  const state = events.reduce<MeasureState | null>(evolve, null);
  return {
    state,
    when(command: MeasureCommand, actor: Actor, when: string, changes: Partial<Context> = {}) {
      const answer = decide(state, command, actor, contextAt(when, changes));
      return {
        /** These events, each with at least these fields. */
        thenEvents(...expected: Partial<MeasureEvent>[]) {
          expect(answer).toMatchObject(expected);
          expect(answer).toHaveLength(expected.length);
        },
        thenRefused(code: ErrorCode) {
          expect(answer).toMatchObject({ code });
        },
      };
    },
  };
}

/** How many random cases a property is tried with: enough to notice at the desk, many in CI, very many by `FUZZ=long`. */
export const runs = process.env.FUZZ === 'long' ? 3000 : process.env.CI ? 300 : 60;
