import { countsFor } from '../../domain/digest/counts.ts';
import { lights } from '../../domain/measure/light.ts';
import type { Person } from '../../domain/plan/directory.ts';
import { boardWords } from '../../words/board.ts';
import { fill } from '../../words/language.ts';
import { mineWords } from '../../words/mine.ts';
import { Refused } from '../acts/actForm.tsx';
import type { View } from '../campaign/view.ts';
import { Frame } from '../frame/frame.tsx';
import { pathTo } from '../frame/path.ts';
import { lightText } from '../item/light.tsx';
import { holderName } from '../item/standing.ts';
import { heldSince } from './counts.ts';
import { DecisionItem, ItemLink } from './decision.tsx';
import { countsOf, type Desk } from './desk.ts';
import { Errands, Escalations, Signings } from './leader.tsx';
import { OfficeDesk } from './office.tsx';

const shown = 50;

/** What waits for one person: the decisions first, each with what follows from it. */
export function Mine({ desk, sheets, view }: { desk: Desk; sheets: { person: Person; n: number }[]; view: View }) {
  const words = mineWords[view.language];
  const { who } = view;
  const roles = who.kind === 'person' ? who.person.roles : [];
  const leads = roles.some((role) => role === 'leader' || role === 'secretary' || role === 'leadingGroup');
  const office = roles.includes('office');
  const { errands: _, ...counts } = countsOf(desk);
  const n =
    office || !leads
      ? Object.values(countsOf(desk)).reduce((sum, one) => sum + one, 0)
      : counts.decide + desk.escalations.length;
  const said = leads && !office ? words.leader : words.other;
  const title = n === 0 ? said.none : fill(said.title, { n });
  const { decisions, own, done } = desk;
  return (
    <Frame
      language={view.language}
      title={title}
      self={(other) => pathTo(`${view.masthead.path}/mine`, {}, other)}
      masthead={view.masthead}
      user={view.user}
    >
      <Refused view={view} />
      <h1>{title}</h1>
      {done.length > 0 && (
        <ul class="done-list" role="status">
          {done.map((one) => (
            <li>
              <b>
                {fill(words.done, { what: words.doneWhat[one.type] ?? words.doneOther, at: view.dates.moment(one.at) })}
              </b>{' '}
              <a href={view.to(one.path)}>
                {one.no} {one.title}
              </a>
            </li>
          ))}
        </ul>
      )}
      {decisions.length > 0 && (
        <ol class="desk">
          {decisions.slice(0, shown).map((decision) => (
            <DecisionItem decision={decision} view={view} />
          ))}
        </ol>
      )}
      {decisions.length > shown && <p class="note">{fill(words.more, { n: decisions.length - shown })}</p>}
      <Signings signings={desk.signings} view={view} />
      <Escalations escalations={desk.escalations} view={view} />
      <Errands desk={desk} view={view} />
      {own.length > 0 && (
        <section>
          <h2>{words.section.own}</h2>
          <ul class="desk">
            {own.map((measure) => (
              <li>
                <ItemLink measure={measure} view={view} />{' '}
                <span class="note">{fill(words.own, { holder: holderName(measure, view) })}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {office && <OfficeDesk desk={desk} sheets={sheets} view={view} />}
      {leads && <Led desk={desk} view={view} />}
      {leads && who.kind === 'person' && (
        <p class="note">
          {words.paper} <a href={view.to(`/paper/${encodeURIComponent(who.person.id)}`)}>{words.paperOpen}</a>
        </p>
      )}
    </Frame>
  );
}

/** One screen of counts: all he leads by light, each count leading to its measures; how long he has had what he has. */
function Led({ desk: { led }, view }: { desk: Desk; view: View }) {
  const words = mineWords[view.language];
  const { who, campaign, day } = view;
  if (who.kind !== 'person' || led.length === 0) return null;
  const { byLight, inHand = 0 } = countsFor(who.person.id, led, day, campaign.policy);
  const { countOf } = boardWords[view.language];
  const facts = { n: inHand, days: heldSince(led, view) };
  return (
    <section>
      <h2>{fill(words.counts, { n: led.length })}</h2>
      <nav class="counters" aria-label={words.section.counts}>
        {lights
          .filter((light) => byLight[light])
          .map((light) => (
            <a class={`light ${light}`} href={view.to('', { light, leader: who.person.id })}>
              {fill(countOf, { name: lightText(light, view.language), n: byLight[light]! })}
            </a>
          ))}
      </nav>
      <p>{inHand > 0 ? fill(words.inHand, facts) : words.inHandNone}</p>
    </section>
  );
}
