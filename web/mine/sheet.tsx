import { randomBytes } from 'node:crypto';
import type { MeasureState } from '../../domain/measure/state.ts';
import type { Person } from '../../domain/plan/directory.ts';
import { errorTerms } from '../../words/errors.ts';
import { fill } from '../../words/language.ts';
import { mineWords } from '../../words/mine.ts';
import { Refused } from '../acts/actForm.tsx';
import type { Deed } from '../acts/paper.ts';
import { PaperFields } from '../acts/paperForm.tsx';
import { one } from '../acts/said.ts';
import type { View } from '../campaign/view.ts';
import { Frame } from '../frame/frame.tsx';
import { pathTo } from '../frame/path.ts';
import { unitName } from '../item/names.ts';
import { markOf } from '../unit/fields.ts';
import type { Signing } from './desk.ts';
import { saySigning } from './leader.tsx';

export type Sheet = { person: Person; items: { measure: MeasureState; deeds: Deed['act'][] }[]; signings: Signing[] };

type Props = { sheet: Sheet; enters: boolean; entered: { n: string; number: string } | null; view: View };

/** 审签单: all that waits for one person, to be printed and signed, and entered from the paper by the office. */
export function SheetPage({ sheet: { person, items, signings }, enters, entered, view }: Props) {
  const { language, user } = view;
  const words = mineWords[language];
  const n = items.length + signings.length;
  const title = fill(n > 0 ? words.paperTitle : words.paperEmpty, { name: person.name, n });
  const path = `/paper/${encodeURIComponent(person.id)}`;
  const names: Record<string, string> = errorTerms[language].act;
  const said = (name: string) => (view.problem ? one(view.problem.said.form, name) : '');
  const rows = (
    <ol class="desk sheet">
      {signings.map((signing) => (
        <li>
          {saySigning(signing, view)}
          {enters && (
            <label class="choice no-print">
              <input type="checkbox" name={`sign.${signing.plan}`} value="sign" /> {names.sign}
            </label>
          )}
        </li>
      ))}
      {items.map(({ measure, deeds }) => (
        <li>
          <b>
            {measure.no} {measure.title}
          </b>{' '}
          · {unitName(view, measure.leadUnit)}
          {measure.extension && <> → {view.dates.full(measure.extension.to)}</>}
          <p class="print-only">{words.paperSignature}</p>
          {enters && (
            <div class="no-print fields">
              <input type="hidden" name={`mark.${measure.id}`} value={markOf(measure)} />
              <select class="form-select" name={`deed.${measure.id}`} aria-label={`${measure.no} ${words.paperChoice}`}>
                <option value="">{words.paperSkip}</option>
                {deeds.map((act) => (
                  <option value={act} selected={said(`deed.${measure.id}`) === act}>
                    {names[act]}
                  </option>
                ))}
              </select>
              <input
                class="form-control"
                type="text"
                name={`text.${measure.id}`}
                maxlength={500}
                placeholder={words.paperText}
                aria-label={`${measure.no} ${words.paperText}`}
                value={said(`text.${measure.id}`)}
              />
            </div>
          )}
        </li>
      ))}
    </ol>
  );
  return (
    <Frame
      language={language}
      title={title}
      self={(other) => pathTo(view.masthead.path + path, {}, other)}
      masthead={view.masthead}
      user={user}
    >
      <Refused view={view} />
      <h1>{title}</h1>
      <p class="note">{fill(words.paperSheet, { campaign: view.campaign.settings.name, asOf: view.masthead.asOf })}</p>
      {entered && (
        <p class="alert alert-info" role="status">
          {fill(words.paperDone, entered)}
        </p>
      )}
      {!enters || n === 0 || !user ? (
        rows
      ) : (
        <form method="post" action={view.to(path)} enctype="multipart/form-data" class="print-form">
          <input type="hidden" name="form" value={user.form} />
          <input type="hidden" name="id" value={randomBytes(6).toString('hex')} />
          {rows}
          <div class="narrow no-print">
            <PaperFields at="sheet" number={said('number')} date={said('date')} view={view} />
            <button class="btn btn-primary" type="submit" name="act" value="paper">
              {words.paperSend}
            </button>
          </div>
        </form>
      )}
    </Frame>
  );
}
