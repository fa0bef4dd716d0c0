import { daysBetween } from '../../domain/calendar/day.ts';
import { dayOf } from '../../domain/calendar/zone.ts';
import type { Errand } from '../../domain/campaign/errand.ts';
import { itemWords } from '../../words/item.ts';
import { fill } from '../../words/language.ts';
import { mineWords } from '../../words/mine.ts';
import { may } from '../access/may.ts';
import { ActForm } from '../acts/actForm.tsx';
import { campaignForms } from '../acts/forms.ts';
import type { View } from '../campaign/view.ts';
import { listed, personName, unitName } from '../item/names.ts';
import { ItemLink } from './decision.tsx';
import type { Desk, Escalation, Signing } from './desk.ts';

/** The reports of a period, signed all at once; those worth a look stand by name. */
export function Signings({ signings, view }: { signings: Signing[]; view: View }) {
  const words = mineWords[view.language];
  if (signings.length === 0 || view.campaign.clock === 'stepped') return null;
  return (
    <section>
      <h2>{words.section.sign}</h2>
      <ul class="desk">
        {signings.map((signing) => (
          <li>
            <p class="mb-0">{saySigning(signing, view)}</p>
            <ul>
              {signing.look.map(({ measure, why }) => (
                <li>
                  <ItemLink measure={measure} view={view} /> <span class="note">{words.lookAt[why]}</span>
                </li>
              ))}
            </ul>
            {signing.missing.length > 0 && (
              <p class="note">
                {fill(words.unreportedBy, {
                  units: listed(
                    view,
                    signing.missing.map((id) => unitName(view, id)),
                  ),
                })}
              </p>
            )}
            <ActForm
              act="sign"
              fields={[]}
              to={view.to('/acts')}
              back="mine"
              about={signing.plan}
              fixed={{ plan: signing.plan }}
              label={words.signAll}
              view={view}
              first
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** 9月月报 9 项：7 项无异常 · 2 项请看 */
export function saySigning({ period, measures, look }: Signing, view: View): string {
  const words = mineWords[view.language];
  const facts = {
    period: view.dates.period(period),
    n: measures.length,
    look: look.length,
    fine: measures.length - look.length,
  };
  return fill(measures.length > 0 ? words.sign : words.signNone, facts);
}

/** What was brought before him, with what had been tried before. */
export function Escalations({ escalations, view }: { escalations: Escalation[]; view: View }) {
  const words = mineWords[view.language];
  if (escalations.length === 0) return null;
  const { who, campaign, day } = view;
  const live = campaign.clock === 'real';
  const acts = (['instruct', 'askConsultation'] as const).filter(
    (act) => live && may(who, { to: 'order', act, campaign }),
  );
  return (
    <section>
      <h2>{words.section.escalation}</h2>
      <ul class="desk">
        {escalations.map(({ measure, letters }) => (
          <li>
            <p class="mb-0">
              <ItemLink measure={measure} view={view} />
            </p>
            <p class="note">
              {letters.length === 0
                ? words.escalation.none
                : fill(words.escalation.sent, { list: listed(view, lettersSaid(letters, view)) })}
              {measure.doneDue && ` · ${fill(words.escalation.late, { n: daysBetween(measure.doneDue.day, day) })}`}
            </p>
            <div class="act-row">
              {acts.map((act) => (
                <DeskAct
                  {...{ act, view }}
                  about={measure.id}
                  fixed={{ about: measure.id }}
                  first={act === 'instruct'}
                />
              ))}
            </div>
          </li>
        ))}
      </ul>
      <p class="note">{words.talk}</p>
    </section>
  );
}

function lettersSaid(letters: Escalation['letters'], view: View): string[] {
  const names: Record<string, string> = itemWords[view.language].letter;
  const { escalation, warning } = itemWords[view.language];
  // Told to the unit and above it on one day is one letter, and went up.
  const once = new Map(letters.map((one) => [`${one.letter} ${one.at} ${one.block === 'warning'}`, one]));
  for (const one of letters) if (one.block === 'escalation') once.set(`${one.letter} ${one.at} false`, one);
  return [...once.values()].map(({ letter, block, at }) => {
    const plain = names[letter] ?? letter;
    const name = block === 'warning' ? warning : block === 'escalation' ? fill(escalation, { letter: plain }) : plain;
    return fill(mineWords[view.language].escalation.letter, {
      letter: name,
      day: view.dates.day(dayOf(at, view.campaign.settings.zone)),
    });
  });
}

/** What is his to finish, and what he has asked of others. */
export function Errands({ desk: { errands, given }, view }: { desk: Desk; view: View }) {
  const words = mineWords[view.language];
  return (
    <>
      {errands.length > 0 && (
        <section id="errands">
          <h2>{words.section.errands}</h2>
          <ul class="desk">
            {errands.map((errand) => (
              <li>
                <ErrandLine errand={errand} view={view} />
                <div class="act-row">
                  <ErrandAct errand={errand} view={view} />
                </div>
              </li>
            ))}
          </ul>
        </section>
      )}
      {given.length > 0 && (
        <section>
          <h2>{words.section.given}</h2>
          <ul class="desk">
            {given.map((errand) => (
              <li>
                <ErrandLine errand={errand} view={view} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

/** A consultation is concluded, everything else is finished. */
function ErrandAct({ errand, view }: { errand: Errand; view: View }) {
  const { who, campaign } = view;
  const act = errand.source === 'consultation' && errand.owner === 'office' ? 'concludeConsultation' : 'finish';
  if (campaign.clock === 'stepped' || !may(who, { to: 'order', act, campaign, errand })) return null;
  return <DeskAct {...{ act, view }} about={errand.id} fixed={{ errand: errand.id }} />;
}

type DeskActProps = {
  act: 'instruct' | 'askConsultation' | 'concludeConsultation' | 'finish';
  about: string;
  fixed: Record<string, string>;
  first?: boolean;
  view: View;
};

/** An act on the campaign from somebody's desk, and back to it. */
function DeskAct({ act, ...more }: DeskActProps) {
  return <ActForm {...more} act={act} fields={campaignForms[act]} to={more.view.to('/acts')} back="mine" />;
}

function ErrandLine({ errand, view }: { errand: Errand; view: View }) {
  const words = mineWords[view.language];
  const { owner, due, text, about, number } = errand;
  const whose = owner.startsWith('unit:')
    ? unitName(view, owner.slice(5))
    : personName(view, owner.replace(/^person:/, ''));
  const office = owner === 'office';
  const late = due < view.day ? ` · ${fill(words.errandLate, { n: daysBetween(due, view.day) })}` : '';
  return (
    <>
      <p class="mb-0">
        {about && fill(words.errandAbout, { about })}
        {text}
      </p>
      <p class="note">
        {fill(words.errand, { due: view.dates.full(due), owner: office ? view.campaign.settings.office.name : whose })}
        {late}
        {number && ` · ${number}`}
      </p>
    </>
  );
}
