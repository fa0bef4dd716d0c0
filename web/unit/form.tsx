import type { MeasureState } from '../../domain/measure/state.ts';
import type { EvidenceRow } from '../../ledger/tables/access.ts';
import { fill } from '../../words/language.ts';
import { unitWords } from '../../words/unit.ts';
import { Versions } from '../acts/versions.tsx';
import type { View } from '../campaign/view.ts';
import { assets } from '../frame/assets.ts';
import { Frame } from '../frame/frame.tsx';
import { pathTo } from '../frame/path.ts';
import { LightBadge } from '../item/light.tsx';
import { listed, unitName } from '../item/names.ts';
import type { Line } from '../item/now.ts';
import { glanceAt } from '../item/standing.ts';
import { type Choice, type Fields, textFields, toFill, type Wrong } from './fields.ts';
import { Item } from './item.tsx';
import { anchorOf, sayWrong } from './wrong.ts';

export type Form = {
  view: View;
  token: string;
  unit: string;
  lastDay: string;
  measures: MeasureState[];
  /** There are others, for which one must sign in. */
  hidden: boolean;
  evidence: EvidenceRow[];
  fields: Map<string, Fields>;
  savedAt: string | null;
  /** Under what name a browser may keep what it could not send; null: it may keep nothing (仅编号). */
  keep: string | null;
  wrong: Wrong[];
  /** What was refused when it was sent, by measure. */
  refused: Map<string, string>;
  /** How those stand now. */
  now: Map<string, Line[]>;
  may: (measure: MeasureState, choice: Choice) => boolean;
};

/** A unit's one form: what it has to write, by when, with last time's text. */
export function UnitForm(props: Form) {
  const { view, token, unit, measures, wrong, refused, savedAt, lastDay, hidden, keep } = props;
  const { language } = view;
  const words = unitWords[language];
  const fresh = measures.filter(({ phase, acknowledgedAt }) => phase === 'open' && acknowledgedAt === null);
  const shown = measures.filter(({ phase }) => phase === 'open').sort((a, b) => Number(toFill(b)) - Number(toFill(a)));
  const others = measures.filter(({ phase }) => phase !== 'open');
  const due = shown.filter(toFill);
  const review = measures.filter(({ phase }) => phase === 'review').length;
  const cutOff = due.map(({ cycle }) => cycle!.cutOff).sort()[0];
  const title = fill(cutOff ? words.title : due.length > 0 ? words.titleUndated : words.titleNone, {
    ...{ unit: unitName(view, unit), n: due.length, day: cutOff ? view.dates.full(cutOff) : '' },
  });
  const to = (path = '') => pathTo(`/u/${token}${path}`, {}, language);
  return (
    <Frame
      language={language}
      title={title}
      self={(other) => pathTo(`/u/${token}`, {}, other)}
      masthead={view.masthead}
      own={assets.unit.path}
    >
      {(wrong.length > 0 || refused.size > 0) && <Problems {...props} />}
      <h1>{title}</h1>
      <p>
        {fill(words.total, {
          ...{ total: measures.length, fill: due.length, review, rest: measures.length - due.length - review },
        })}
      </p>
      <p class="note">
        {fill(words.rules, { day: view.dates.day(lastDay) })}{' '}
        <a href={pathTo('/sign-in', {}, language)}>{words.signIn}</a>
      </p>
      {hidden && <p class="note">{words.hidden}</p>}
      {fresh.length > 0 && (
        <form method="post" action={to('/acknowledge')} class="alert alert-info">
          <p>
            {fill(words.acknowledgeLead, {
              list: listed(
                view,
                fresh.map(({ no, title: name }) => `${no} ${name}`.trim()),
              ),
            })}
          </p>
          {fresh.map(({ id }) => (
            <input type="hidden" name="measure" value={id} />
          ))}
          <button class="btn btn-primary" type="submit">
            {fill(words.acknowledge, { n: fresh.length })}
          </button>
        </form>
      )}
      {shown.length > 0 && (
        <form
          method="post"
          action={to()}
          data-save={to()}
          data-offline={keep ? words.offline : words.offlineUnkept}
          data-restored={words.restored}
          data-keep={keep ?? undefined}
        >
          {shown.map((measure) => (
            <Item {...props} measure={measure} to={to} />
          ))}
          <div class="saved">
            <button class="btn btn-primary" type="submit" name="do" value="check">
              {words.check}
            </button>
            <button class="btn btn-outline-primary" type="submit" name="do" value="save">
              {words.save}
            </button>
            <span role="status" data-status>
              {savedAt ? fill(words.saved, { time: savedAt }) : words.unsaved}
            </span>
          </div>
        </form>
      )}
      {shown.length > 0 && (
        <section>
          <details>
            <summary>{words.book.heading}</summary>
            <p>
              <a href={to('/book.xlsx')}>{words.book.download}</a>
            </p>
            <form method="post" action={to('/book')} enctype="multipart/form-data" class="narrow">
              <label class="form-label" for="book">
                {words.book.choose}
              </label>
              <input class="form-control" type="file" id="book" name="book" accept=".xlsx" required />
              <button class="btn btn-outline-primary" type="submit">
                {words.book.upload}
              </button>
            </form>
          </details>
        </section>
      )}
      {others.length > 0 && (
        <details>
          <summary>{fill(words.others, { n: others.length })}</summary>
          <ul>
            {others.map((measure) => (
              <li>
                {measure.no} {measure.title} <LightBadge light={glanceAt(measure, view).light} language={language} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </Frame>
  );
}

function Problems({ view, wrong, refused, measures, fields, now }: Form) {
  const words = unitWords[view.language];
  const writtenFor = (id: string) => {
    const said = fields.get(id);
    return said
      ? [...textFields, 'to' as const].flatMap((field) =>
          said[field] ? [{ name: words.field[field], text: said[field] }] : [],
        )
      : [];
  };
  const noOf = (id: string) => measures.find((one) => one.id === id)?.no ?? id;
  return (
    <div class="alert alert-danger" role="alert" tabindex={-1} id="problems">
      <h2>{fill(words.wrongTitle, { n: wrong.length + refused.size })}</h2>
      <ul>
        {wrong.map((one) => (
          <li>
            <a href={`#${anchorOf(one)}`}>{sayWrong(one, view, noOf(one.measure))}</a>
          </li>
        ))}
        {[...refused].map(([id, why]) => (
          <li>
            <a href={`#item.${id}`}>
              {noOf(id)} {why}
            </a>
            <Versions mine={writtenFor(id)} now={now.get(id) ?? []} language={view.language} />
          </li>
        ))}
      </ul>
    </div>
  );
}
