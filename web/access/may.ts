import type { Actor } from '../../domain/actor.ts';
import { refuse as refuseOrder } from '../../domain/campaign/authority.ts';
import type { CampaignCommand, CampaignOrder } from '../../domain/campaign/commands.ts';
import { type Errand, ownsErrand } from '../../domain/campaign/errand.ts';
import { plansToSign } from '../../domain/campaign/round.ts';
import type { CampaignState } from '../../domain/campaign/state.ts';
import { refuse as refuseClosing } from '../../domain/finding/authority.ts';
import type { FindingState } from '../../domain/finding/state.ts';
import { isOwnItem, refuse } from '../../domain/measure/authority.ts';
import type { MeasureCommand, MeasureOrder } from '../../domain/measure/commands.ts';
import type { MeasureState } from '../../domain/measure/state.ts';
import type { Person, PersonId, Role, UnitId } from '../../domain/plan/directory.ts';
import type { Scope } from '../../ledger/queries/scope.ts';
import type { Visitor, Who } from './visitor.ts';

/** What the unit's link is good for, and nothing else (PAGES.md, checklist 8). */
export const linkActs: MeasureOrder[] = [
  'acknowledge',
  'report',
  'count',
  'handInPart',
  'meetMilestone',
  'claimEffect',
  'submit',
  'requestExtension',
  'sayNotMine',
];

/** One thing somebody wants. A measure comes with its finding: who leads that sees what is under it. */
export type Wish =
  | { to: 'seeInbox' | 'manageAccess' | 'begin' }
  | { to: 'seeCampaign' | 'seeAudit' | 'seePublic' | 'supervise' }
  | { to: 'seeMeasure'; measure: MeasureState; finding: FindingState | null }
  | { to: 'seeFinding'; finding: FindingState; measures: MeasureState[] }
  | { to: 'seeLeaderTime'; leaders: string[] }
  | { to: 'fill'; unit: UnitId }
  | { to: 'act'; act: MeasureOrder; measure: MeasureState }
  | { to: 'close'; finding: FindingState }
  | { to: 'order'; act: CampaignOrder; campaign: CampaignState; errand?: Errand; measure?: MeasureState }
  | { to: 'enterPaper'; act: MeasureOrder; measure: MeasureState; signer: Actor }
  | { to: 'seeDesk' | 'seeForecast' | 'seeRehearsal' }
  | { to: 'seeRehearsedMail'; person: PersonId }
  | { to: 'seePaper'; person: PersonId }
  | { to: 'seeScan'; signer: PersonId }
  /** A calendar: of a unit, or one's own. Whoever may make its address reads it under that, for as long as he may. */
  | { to: 'makeFeed' | 'readFeed'; unit: UnitId | null };

const deciding: Role[] = ['office', 'leader', 'secretary', 'leadingGroup', 'supervision', 'higherLevel'];
const seeAll: Role[] = ['office', 'secretary', 'leadingGroup', 'supervision', 'inspection', 'higherLevel', 'audit'];

/** How much of a campaign somebody sees: all of it, what he is named in, or nothing. Lists, counts and files ask this. */
export function scopeOf(who: Who): Scope {
  switch (who.kind) {
    case 'nobody':
    case 'half':
    case 'link':
    case 'feed':
      return 'none';
    case 'operator':
      return 'all';
    case 'person':
      return who.person.roles.some((role) => seeAll.includes(role))
        ? 'all'
        : { person: who.actor.person, units: who.actor.units, findings: who.findings };
  }
}

/**
 * The one answer to "may he?", for pages, files, charts and acts alike. What is not said here is refused. For acts it asks
 * the domain, whose own answer in the engine is the one that counts.
 */
export function may(who: Who, wish: Wish): boolean {
  switch (wish.to) {
    case 'seeInbox':
    case 'manageAccess':
    case 'begin':
      return who.kind === 'operator';
    case 'seeCampaign':
      return scopeOf(who) !== 'none';
    case 'seeAudit':
      return who.kind === 'operator' || has(who, 'audit');
    case 'seePublic':
      return scopeOf(who) === 'all';
    case 'supervise':
      return who.kind === 'operator' || has(who, 'supervision');
    case 'seeMeasure':
      return seesMeasure(scopeOf(who), wish.measure, wish.finding);
    case 'seeFinding': {
      const scope = scopeOf(who);
      return (
        leadsFinding(scope, wish.finding) || wish.measures.some((measure) => seesMeasure(scope, measure, wish.finding))
      );
    }
    case 'seeLeaderTime':
      return (
        who.kind === 'operator' ||
        has(who, 'office') ||
        (who.kind === 'person' && wish.leaders.includes(who.actor.person))
      );
    case 'fill':
      return who.kind === 'link' ? who.unit === wish.unit : isClerkOf(who, wish.unit);
    case 'act': {
      const actor = actorIn(who);
      if (!actor || (who.kind === 'link' && !linkActs.includes(wish.act))) return false;
      if (who.kind === 'link' && wish.measure.leadUnit !== who.unit) return false;
      return refuse(wish.measure, { type: wish.act } as MeasureCommand, actor) === null;
    }
    case 'order': {
      const actor = actorIn(who);
      // A unit's link asks for a consultation about an item of its own, and orders nothing else.
      const isConsulted =
        wish.act === 'askConsultation' && wish.measure?.leadUnit === (who.kind === 'link' && who.unit);
      if (who.kind === 'link' && !isConsulted) return false;
      if (!actor || refuseOrder(wish.campaign, { type: wish.act } as CampaignCommand, actor)) return false;
      if (wish.act === 'sign') return plansToSign(wish.campaign, actor.person).length > 0;
      return wish.act !== 'finish' || (wish.errand !== undefined && ownsErrand(actor, wish.errand));
    }
    case 'enterPaper': {
      const { act, measure, signer } = wish;
      if (who.kind !== 'person' || !has(who, 'office') || signer.person === who.actor.person) return false;
      return (
        !isOwnItem(measure, who.actor, 'office') && refuse(measure, { type: act } as MeasureCommand, signer) === null
      );
    }
    case 'seeDesk':
      return who.kind === 'person' && scopeOf(who) !== 'none';
    case 'seeForecast':
      // It names everybody and what he will be told.
      return who.kind === 'operator' || has(who, 'office') || has(who, 'secretary') || has(who, 'leadingGroup');
    case 'seeRehearsal':
      return may(who, { to: 'seeForecast' }) || has(who, 'leader');
    case 'seeRehearsedMail':
      // Leaders are not shown what the others would get.
      return may(who, { to: 'seeForecast' }) || (has(who, 'leader') && actorIn(who)?.person === wish.person);
    case 'seePaper':
      return has(who, 'office') || (who.kind === 'person' && who.actor.person === wish.person);
    case 'makeFeed':
      return who.kind === 'person' && hasFeed(who.person, wish.unit);
    case 'readFeed':
      return who.kind === 'feed' && who.unit === wish.unit && hasFeed(who.person, wish.unit);
    case 'seeScan': {
      // One sheet may carry several units' items: it is for those who see all of them, and for its signer.
      const checks = (['office', 'supervision', 'audit'] as const).some((role) => has(who, role));
      return checks || who.kind === 'operator' || (who.kind === 'person' && who.actor.person === wish.signer);
    }
    case 'close': {
      const actor = who.kind === 'person' ? who.actor : null;
      return actor !== null && refuseClosing(wish.finding, { type: 'close' }, actor) === null;
    }
  }
}

/** The same for what belongs to no campaign: the operator's and the administrator's. */
export function mayHere({ session, admin }: Visitor, to: 'seeInbox' | 'manageAccess' | 'begin'): boolean {
  if (session?.operator) return true;
  return to === 'manageAccess' && admin && session?.coded === true;
}

/** As whom somebody acts; null: he cannot act at all. */
export function actorIn(who: Who): Actor | null {
  return who.kind === 'person' || who.kind === 'link' ? who.actor : null;
}

function seesMeasure(scope: Scope, measure: MeasureState, finding: FindingState | null): boolean {
  if (scope === 'all') return true;
  if (scope === 'none' || measure.phase === 'draft') return false;
  const { leadUnit, participants, handler, leaders } = measure;
  return (
    scope.units.some((unit) => unit === leadUnit || participants.includes(unit)) ||
    handler === scope.person ||
    leaders.includes(scope.person) ||
    (finding !== null && leadsFinding(scope, finding))
  );
}

function leadsFinding(scope: Scope, { id, leadUnit, leaders, phase }: FindingState): boolean {
  if (scope === 'all') return true;
  if (scope === 'none' || phase === 'draft') return false;
  return scope.units.includes(leadUnit) || leaders.includes(scope.person) || scope.findings.includes(id);
}

/** A unit's calendar is its clerks'; a calendar of his own has whoever decides, signs or leads. */
function hasFeed({ unit: own, roles }: Person, unit: UnitId | null): boolean {
  if (unit === null) return roles.some((role) => deciding.includes(role));
  return own === unit && roles.some((role) => role === 'liaison' || role === 'principal');
}

function isClerkOf(who: Who, unit: UnitId): boolean {
  return who.kind === 'person' && who.actor.units.includes(unit) && (has(who, 'liaison') || has(who, 'principal'));
}

function has(who: Who, role: Role): boolean {
  return who.kind === 'person' && who.person.roles.includes(role);
}
