import type { Actor } from '../../domain/actor.ts';
import type { Instant } from '../../domain/calendar/day.ts';
import { dayOf } from '../../domain/calendar/zone.ts';
import type { Context } from '../../domain/context.ts';
import { actorOf } from '../../domain/digest/resolve.ts';
import type { Person } from '../../domain/plan/directory.ts';
import { hash01 } from '../../domain/seed.ts';
import type { CastWords } from '../../words/shapes/cast.ts';
import type { Line } from './line.ts';

/** Every third time a leader approves, he signs paper, and a clerk of the office enters it the same day. */
export function signing(
  seed: string,
  { about, basis }: Line,
  person: Person,
  { type }: { type: string },
  at: Instant,
  { directory, calendar }: Context,
  words: CastWords,
): Actor {
  const actor = actorOf(person);
  const measure = about && 'measure' in about ? about.measure : null;
  if (type !== 'approve' || !measure || !person.roles.includes('leader')) return actor;
  const draw = hash01(seed, 'paper', measure.id, basis);
  const isStrange = (one: Person) => one.unit !== measure.leadUnit && !measure.leaders.includes(one.id);
  const clerk = directory.persons.find((one) => one.roles.includes('office') && isStrange(one));
  if (!clerk || draw >= 1 / 3) return actor;
  const number = `${words.paper}${Math.floor(draw * 3_000) + 1}号`;
  return {
    ...actor,
    paper: { by: clerk.id, number, date: dayOf(at, calendar.zone), scan: digestOf(seed, measure.id, basis) },
  };
}

/** Stands for the digest of a scan nobody made: 64 hexadecimal digits. */
export function digestOf(...parts: [string, ...string[]]): string {
  const [seed, ...more] = parts;
  const digits = Array.from({ length: 64 }, (_, n) => Math.floor(hash01(seed, 'scan', ...more, n) * 16).toString(16));
  return `sha256:${digits.join('')}`;
}
