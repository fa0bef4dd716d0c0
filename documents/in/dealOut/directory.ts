import { addDays, type Day } from '../../../domain/calendar/day.ts';
import type { Directory, Person, Role, Unit } from '../../../domain/plan/directory.ts';
import { dealtCases, dealtLeaders, dealtPosts, dealtUnits } from './cast.ts';

/** The dealt directory, and the answers the dealing of items needs from it. */
export type DealtDirectory = {
  directory: Directory;
  /** By unit id: who is in charge of it, and who works in it. */
  leaderOf: Map<string, string>;
  handlerOf: Map<string, string>;
  secretary: string;
};

/** Eighteen units with principal, liaison and handler each, the leaders, the office, supervision, the leading group. */
export function dealDirectory(feedback: Day): DealtDirectory {
  const persons: Person[] = [];
  const add = (id: string, name: string, unit: string | null, roles: Role[], rest: Partial<Person> = {}): string => {
    persons.push({ id, name, unit, roles, email: `${id}@example.com`, deputy: null, leave: [], ...rest });
    return id;
  };

  const units: Unit[] = dealtUnits.map(({ name, short }, i) => ({ id: `u${two(i)}`, name, aliases: [short] }));
  const unitNamed = (name: string) => units.find((unit) => unit.name === name)?.id ?? null;
  const leaders = dealtLeaders.map(({ title, heads }, i) => {
    const roles: Role[] = i === 0 ? ['secretary', 'leader'] : heads ? ['leader', 'principal'] : ['leader'];
    return add(`leader${i}`, title, heads ? unitNamed(heads) : null, roles);
  });
  for (const [i, title] of dealtPosts.office.entries()) add(`office${i}`, title, unitNamed('区委办公室'), ['office']);
  add('supervision', dealtPosts.supervision, unitNamed('区纪委监委'), ['supervision']);
  add('group', dealtPosts.leadingGroup, null, ['leadingGroup']);

  const leaderOf = new Map<string, string>();
  const handlerOf = new Map<string, string>();
  for (const [i, { id, name }] of units.entries()) {
    leaderOf.set(id, leaders[dealtUnits[i]!.leader]!);
    const post = (suffix: keyof typeof dealtPosts) => `${name}${dealtPosts[suffix]}`;
    const headed = dealtLeaders.some(({ heads }) => heads === name);
    const onLeave = name === dealtCases.principalOnLeave;
    const deputy = onLeave ? add(`${id}-deputy`, post('deputy'), id, []) : null;
    const leave = onLeave ? [{ from: addDays(feedback, 40), to: addDays(feedback, 60) }] : [];
    if (!headed && name !== dealtCases.vacantPrincipal)
      add(`${id}-principal`, post('principal'), id, ['principal'], { deputy, leave });
    add(`${id}-liaison`, post('liaison'), id, ['liaison'], name === dealtCases.noAddress ? { email: null } : {});
    handlerOf.set(id, add(`${id}-handler`, post('handler'), id, []));
  }
  return { directory: { units, persons }, leaderOf, handlerOf, secretary: leaders[0]! };
}

function two(i: number): string {
  return String(i + 1).padStart(2, '0');
}
