import type { Context } from 'hono';
import type { CampaignState } from '../../domain/campaign/state.ts';
import { CodedError } from '../../domain/errors.ts';
import type { MeasureState } from '../../domain/measure/state.ts';
import { findUnitLink, type UnitLink } from '../../ledger/unitLink.ts';
import { streamOf } from '../../workflows/contract.ts';
import { may } from '../access/may.ts';
import type { Who } from '../access/visitor.ts';
import { isPossible } from '../acts/possible.ts';
import { nowOf, rulesIfAny } from '../api/rules.ts';
import { type View, viewOf } from '../campaign/view.ts';
import type { PageDeps } from '../deps.ts';
import { languageOf, pathTo } from '../frame/path.ts';
import { actOf, type Choice, type Fields } from './fields.ts';
import { measuresOfUnit } from './store.ts';
import { type Veiled, veil } from './veil.ts';

/** A link that opens, and all it opens. */
export type Opened = {
  token: string;
  link: UnitLink;
  campaign: CampaignState;
  who: Who & { kind: 'link' };
  view: View;
} & Veiled;

/** What a unit's link opens; null where it does not open, whatever the reason. Writes nothing. */
export async function openLink(deps: PageDeps, c: Context, token: string): Promise<Opened | null> {
  const { db } = deps.ledger;
  const link = await findUnitLink(db, token);
  const campaign = link && (await rulesIfAny(deps, link.campaign));
  if (!campaign || link.expiresAt <= (await nowOf(deps, campaign))) return null;
  // Who has left, or gone to another unit, has taken nothing with him.
  if (!campaign.directory.persons.some(({ id, unit }) => id === link.person && unit === link.unit)) return null;
  // Nobody but the clerk of one unit, whatever else he is in the directory.
  const actor = { person: link.person, units: [link.unit], roles: [] };
  const who = { kind: 'link' as const, actor, unit: link.unit };
  const view = await viewOf(deps, campaign, { language: languageOf(c.req.query('lang')), who, user: null });
  const masthead = { ...view.masthead, path: `/u/${token}` };
  const shown = await veil(db, campaign, await measuresOfUnit(db, link));
  return { token, link, campaign, who, view: { ...view, masthead }, ...shown };
}

/** A measure this link fills in. @throws CodedError `not-for-you`: an id of somebody else's in a body is no slip of the pen */
export function ownMeasure({ measures, who }: Opened, id: string): MeasureState {
  const measure = measures.find((one) => one.id === id);
  if (!measure || !may(who, { to: 'fill', unit: measure.leadUnit })) throw new CodedError('not-for-you');
  return measure;
}

/** The same for every measure of a form. @throws CodedError `not-for-you` */
export function ownFields(fields: Map<string, Fields>, opened: Opened): Map<string, Fields> {
  for (const id of fields.keys()) ownMeasure(opened, id);
  return fields;
}

/** Is this a choice for this measure now? What the rules would refuse is not offered. */
export function isOffered({ who, campaign, view }: Opened, measure: MeasureState, choice: Choice): boolean {
  if (choice === 'consult')
    return measure.phase === 'open' && may(who, { to: 'order', act: 'askConsultation', campaign, measure });
  const act = actOf[choice];
  return may(who, { to: 'act', act, measure }) && (act === 'report' || isPossible(act as 'submit', measure, view.day));
}

export function idsOf(measures: MeasureState[]): string[] {
  return measures.map(({ id }) => id);
}

export function streamsOf({ measures, campaign }: Opened): string[] {
  return [...measures.map(({ campaign: of, id }) => streamOf.measure(of, id)), streamOf.campaign(campaign.id)];
}

/** An address below this link, in the language it is read in. */
export function to({ token, view }: Pick<Opened, 'token' | 'view'>, query: Record<string, string> = {}, below = '') {
  return pathTo(`/u/${token}${below}`, query, view.language);
}
