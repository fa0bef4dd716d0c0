import { readCampaignAct } from '../../client/campaignActs.ts';
import { CodedError } from '../../domain/errors.ts';
import { streamOf } from '../../workflows/contract.ts';
import { actorIn, may } from '../access/may.ts';
import { refuseRehearsed, send } from '../api/act.ts';
import type { View } from '../campaign/view.ts';
import type { PageDeps } from '../deps.ts';
import { isRecorded } from './doMeasure.ts';
import { campaignForms, isPageAct } from './forms.ts';
import { one, type Said, valuesOf } from './said.ts';

/** What stands in a form because of the place it stands in. */
const places = ['errand', 'letter', 'check', 'about', 'measure', 'plan'] as const;

/**
 * Does what a form on the campaign itself says. The same form sent twice does it once.
 * @throws CodedError `not-allowed`, `bad-input`, and whatever the engine refuses with
 */
export async function doCampaign(deps: PageDeps, { who, campaign }: View, said: Said): Promise<void> {
  const { act, id, form } = said;
  const actor = actorIn(who);
  refuseRehearsed(campaign);
  const stream = streamOf.campaign(campaign.id);
  if (await isRecorded(deps, stream, id)) return;
  const errand = campaign.errands?.[one(form, 'errand')];
  const allowed = isPageAct(act) && may(who, { to: 'order', act, campaign, ...(errand ? { errand } : {}) });
  if (!allowed || !actor) throw new CodedError('not-allowed', { act: act.slice(0, 40), who: 'office' });
  const fixed = Object.fromEntries(places.map((name) => [name, one(form, name)]).filter(([, value]) => value !== ''));
  await send(deps, stream, id, actor, readCampaignAct(act, { ...fixed, ...valuesOf(campaignForms[act], said) }));
}
