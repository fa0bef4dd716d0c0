import type { Person } from '../../domain/plan/directory.ts';
import { actWords } from '../../words/acts.ts';
import { fill } from '../../words/language.ts';
import { mailWords } from '../../words/mail.ts';
import { mineWords } from '../../words/mine.ts';
import { may } from '../access/may.ts';
import { ActForm } from '../acts/actForm.tsx';
import { campaignForms } from '../acts/forms.ts';
import type { View } from '../campaign/view.ts';
import { personName, unitName } from '../item/names.ts';
import type { Desk } from './desk.ts';
import { Questions } from './questions.tsx';

type Props = { desk: Desk; sheets: { person: Person; n: number }[]; view: View };

/** What waits for the office beside decisions: letters, closable findings, mail that did not arrive, questions. */
export function OfficeDesk({ desk, sheets, view }: Props) {
  const words = mineWords[view.language];
  const { campaign, who } = view;
  const { closable, letters, undelivered, deafHooks } = desk;
  const live = campaign.clock === 'real';
  const starts = (['instruct', 'planOccasion', 'draftLetter', 'openCheck'] as const).filter(
    (act) => live && may(who, { to: 'order', act, campaign }),
  );
  const of = { view, to: view.to('/acts'), back: 'mine' };
  return (
    <>
      {live && campaign.held && may(who, { to: 'order', act: 'release', campaign }) && (
        <section id="held">
          <h2>{words.section.held}</h2>
          <ActForm {...of} act="release" fields={[]} about="campaign" first />
        </section>
      )}
      {letters.length > 0 && (
        <section id="letters">
          <h2>{words.section.letters}</h2>
          <ul class="desk">
            {letters.map(({ id, kind, unit, reasons, text, measure, draftedOn }) => (
              <li>
                <p class="mb-0">
                  {fill(words.letter, {
                    ...{ kind: mailWords[view.language].codes.kind[kind], unit: unitName(view, unit) },
                    day: view.dates.day(draftedOn),
                  })}{' '}
                  {measure && <a href={view.to(`/m/${encodeURIComponent(measure)}`)}>{measure}</a>}
                </p>
                <p class="note">
                  {text}
                  {reasons &&
                    fill(words.letterReasons, {
                      ...{ late: reasons.daysLate, missed: reasons.missedReports },
                      ...{ returns: reasons.returns, rebounds: reasons.rebounds },
                    })}
                </p>
                {live && (
                  <div class="act-row">
                    <ActForm
                      {...of}
                      act="releaseLetter"
                      fields={campaignForms.releaseLetter}
                      about={id}
                      fixed={{ letter: id }}
                      first
                    />
                    <ActForm
                      {...of}
                      act="dropLetter"
                      fields={campaignForms.dropLetter}
                      about={id}
                      fixed={{ letter: id }}
                    />
                  </div>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      {closable.length > 0 && (
        <section id="closable">
          <h2>{words.section.closable}</h2>
          <ul class="desk">
            {closable.map((finding) => (
              <li>
                <a href={view.to(`/f/${encodeURIComponent(finding.id)}`)}>
                  {fill(words.closable, {
                    no: finding.no,
                    title: finding.title,
                    n: Object.keys(finding.measures).length,
                  })}
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
      <Questions questions={desk.questions} view={view} />
      {undelivered.length + deafHooks.length > 0 && (
        <section id="undelivered">
          <h2>{words.section.undelivered}</h2>
          <ul class="desk">
            {undelivered.slice(0, 50).map(({ person, windowAt, items, response }) => (
              <li>
                {fill(words.undelivered, {
                  ...{ person: personName(view, person), at: view.dates.moment(windowAt), items },
                  response: response ?? '—',
                })}
              </li>
            ))}
            {deafHooks.slice(0, 50).map(({ hook, windowAt, tries, response }) => (
              <li>
                {fill(words.deafHook, {
                  ...{ hook, at: view.dates.moment(windowAt), tries },
                  response: response ?? '—',
                })}
              </li>
            ))}
          </ul>
        </section>
      )}
      <Checks view={view} />
      {starts.length > 0 && campaign.phase === 'issued' && (
        <section>
          <h2>{words.section.start}</h2>
          <div class="act-row">
            {starts.map((act) => (
              <ActForm {...of} act={act} fields={campaignForms[act]} about="campaign" />
            ))}
          </div>
        </section>
      )}
      {sheets.length > 0 && (
        <section>
          <h2>{words.leaders}</h2>
          <p>
            {sheets.map(({ person, n }, i) => (
              <>
                {i > 0 && ' · '}
                <a href={view.to(`/paper/${encodeURIComponent(person.id)}`)}>
                  {fill(words.leaderLine, { name: person.name, n })}
                </a>
              </>
            ))}
          </p>
        </section>
      )}
    </>
  );
}

/** Rounds of checks under way: what is recorded, what is left, and their end. */
export function Checks({ view }: { view: View }) {
  const { campaign, who, language } = view;
  const checks = Object.values(campaign.checks ?? {});
  const live = campaign.clock === 'real' && may(who, { to: 'order', act: 'recordCheck', campaign });
  if (checks.length === 0 || !live) return null;
  const of = { view, to: view.to('/acts'), back: 'mine' };
  return (
    <section id="checks">
      <h2>{mineWords[language].section.checks}</h2>
      <ul class="desk">
        {checks.map(({ id, kind, title, sample, recorded }) => {
          const left = sample.filter((item) => !recorded.includes(item)).map((item) => item.split('/').at(-1)!);
          return (
            <li>
              <p class="mb-0">
                {actWords[language].option[kind]} {title} {recorded.length}/{sample.length}
              </p>
              {left.length > 0 && <p class="note">{left.join(' ')}</p>}
              <div class="act-row">
                {left.length > 0 && (
                  <ActForm
                    {...of}
                    act="recordCheck"
                    fields={campaignForms.recordCheck}
                    about={id}
                    fixed={{ check: id }}
                  />
                )}
                {left.length === 0 && (
                  <ActForm
                    {...of}
                    act="closeCheck"
                    fields={campaignForms.closeCheck}
                    about={id}
                    fixed={{ check: id }}
                    first
                  />
                )}
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
