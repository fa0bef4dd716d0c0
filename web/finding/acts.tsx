import { plansToSign } from '../../domain/campaign/round.ts';
import type { FindingState } from '../../domain/finding/state.ts';
import { isHeads } from '../../domain/plan/directory.ts';
import { planOf } from '../../domain/plan/plan.ts';
import { itemWords } from '../../words/item.ts';
import { may } from '../access/may.ts';
import { ActForm } from '../acts/actForm.tsx';
import { campaignForms, measureForms } from '../acts/forms.ts';
import type { View } from '../campaign/view.ts';

/** What this visitor may do about a finding: close it, consolidate its unit's reports, have a 会商, instruct. */
export function FindingActs({ state, view }: { state: FindingState; view: View }) {
  const { who, campaign, language } = view;
  if (campaign.clock === 'stepped' || who.kind !== 'person') return null;
  const { actor } = who;
  const at = `/f/${encodeURIComponent(state.id)}`;
  const plan = planOf(state.id, campaign.settings.plans);
  const round = campaign.rounds?.[plan];
  const consolidates =
    may(who, { to: 'order', act: 'consolidate', campaign }) &&
    actor.units.some((unit) => unit === state.leadUnit && round?.units.includes(unit) && !(unit in round.consolidated));
  const signs = state.leaders.includes(actor.person) && plansToSign(campaign, actor.person).includes(plan);
  const closes = may(who, { to: 'close', finding: state });
  const instructs = may(who, { to: 'order', act: 'instruct', campaign });
  const consults = may(who, { to: 'order', act: 'askConsultation', campaign });
  if (!consolidates && !signs && !closes && !instructs && !consults) return null;
  const of = { view, about: state.id, to: view.to('/acts') };
  const decision = measureForms.close.map((field) => ({ ...field, needed: true }));
  return (
    <section aria-label={itemWords[language].acts} class="acts act-row">
      {closes && (
        <ActForm
          {...of}
          act="close"
          to={view.to(`${at}/acts`)}
          fields={isHeads(state.leaders, campaign.directory) ? decision : []}
          first
        />
      )}
      {consolidates && (
        <ActForm {...of} act="consolidate" fields={campaignForms.consolidate} fixed={{ plan }} back={at} first />
      )}
      {signs && <ActForm {...of} act="sign" fields={[]} fixed={{ plan }} back={at} first />}
      {instructs && (
        <ActForm {...of} act="instruct" fields={campaignForms.instruct} fixed={{ about: state.id }} back={at} />
      )}
      {consults && (
        <ActForm
          {...of}
          act="askConsultation"
          fields={campaignForms.askConsultation}
          fixed={{ about: state.id }}
          back={at}
        />
      )}
    </section>
  );
}
