import { type Kysely, sql } from 'kysely';
import type { Actor } from '../../domain/actor.ts';
import type { CampaignState } from '../../domain/campaign/state.ts';
import { actorOf } from '../../domain/digest/resolve.ts';
import type { Person, Role } from '../../domain/plan/directory.ts';
import type { Tables } from '../../ledger/tables.ts';
import type { Session } from './session.ts';

/** Who is at the other end: nobody known, or somebody signed in, who may be another in every campaign. */
export type Visitor = { session: Session | null; admin: boolean };

export const nobody: Visitor = { session: null, admin: false };

/**
 * Who he is in one campaign; `findings`: those of his teams, which he sees. `operator` owns the data folder; `half` still owes a code of his authenticator; `link` holds
 * a digest's link and is nobody but the clerk of one unit; `feed` holds the address of a calendar, which opens that and
 * nothing else.
 */
export type Who =
  | { kind: 'nobody' }
  | { kind: 'operator' }
  | { kind: 'half' }
  | { kind: 'person'; person: Person; actor: Actor; findings: string[] }
  | { kind: 'link'; actor: Actor; unit: string }
  | { kind: 'feed'; person: Person; unit: string | null };

/** Whoever approves, closes or decides anything shows a code as well (PAGES.md, 2.9). */
export const codedRoles: Role[] = [
  'office',
  'leader',
  'secretary',
  'leadingGroup',
  'supervision',
  'inspection',
  'principal',
  'higherLevel',
];

export function owesCode(roles: Role[]): boolean {
  return roles.some((role) => codedRoles.includes(role));
}

/** The roles are the directory's of this moment: who is struck off it is out at his next step. */
export function whoIn(visitor: Visitor, campaign: CampaignState): Who {
  const { session } = visitor;
  if (!session) return { kind: 'nobody' };
  if (session.operator) return { kind: 'operator' };
  if (session.rehearsed && campaign.clock !== 'stepped') return { kind: 'nobody' };
  const person = personOf(campaign, session.address);
  if (!person) return { kind: 'nobody' };
  if (owesCode(person.roles) && !session.coded) return { kind: 'half' };
  return { kind: 'person', person, actor: actorOf(person), findings: findingsOfTeams(person, campaign) };
}

/** The findings of the teams (专班) somebody heads or writes for. */
function findingsOfTeams({ id, name }: Person, { settings: { teams = [] } }: CampaignState): string[] {
  const mine = teams.filter(({ head, liaison }) => [head, liaison].some((said) => said === id || said === name));
  return mine.flatMap(({ findings }) => findings);
}

/** Who has this address; nobody where two share it, for a signature must be one person's. */
export function personOf({ directory }: CampaignState, address: string): Person | null {
  const found = directory.persons.filter(({ email }) => email?.toLowerCase() === address);
  return found.length === 1 ? found[0]! : null;
}

/** Every campaign in which somebody has this address, the real ones first. */
export async function campaignsOf(db: Kysely<Tables>, address: string): Promise<CampaignState[]> {
  const { rows } = await sql<{ state: CampaignState }>`
    select state from stream
    where kind = 'campaign' and seq > 0 and exists (
      select from jsonb_array_elements(state -> 'directory' -> 'persons') p where lower(p ->> 'email') = ${address}
    )
    order by (state ->> 'clock' <> 'real'), id
  `.execute(db);
  return rows.map(({ state }) => state).filter((state) => personOf(state, address) !== null);
}
