import type { MeasureState } from '../../domain/measure/state.ts';
import { fill } from '../../words/language.ts';
import { unitWords } from '../../words/unit.ts';
import type { View } from '../campaign/view.ts';
import { Frame } from '../frame/frame.tsx';
import { pathTo } from '../frame/path.ts';
import type { ReadBook } from './book.ts';
import { countable, entriesOf, type Fields, prefilled, textFields } from './fields.ts';

type Props = { view: View; token: string; measures: MeasureState[]; drafts: Map<string, Fields>; read: ReadBook };

/** What a table that came back would change, row by row, before any of it is kept. */
export function BookPage({ view, token, measures, drafts, read: { fields, same, bad } }: Props) {
  const { language } = view;
  const words = unitWords[language];
  const title = fill(words.book.title, { changed: fields.size, same, bad: bad.length });
  const changed = measures.filter(({ id }) => fields.has(id));
  return (
    <Frame language={language} title={title} self={null} masthead={view.masthead}>
      <h1>{title}</h1>
      {bad.length > 0 && (
        <div class="alert alert-danger" role="alert">
          <ul>
            {bad.map(({ row, what, text }) => (
              <li>{fill(words.book.bad[what], { row, text })}</li>
            ))}
          </ul>
        </div>
      )}
      {changed.map((measure) => {
        const said = fields.get(measure.id)!;
        return (
          <section>
            <h2>
              {measure.no} {measure.title}：{said.choice && words.choices[said.choice]}
            </h2>
            <dl>
              {changesOf(measure, drafts.get(measure.id) ?? prefilled(measure), said, view).map(({ name, was, is }) => (
                <>
                  <dt>{name}</dt>
                  <dd class="written">
                    {was && (
                      <>
                        <s>{was}</s>
                        {' → '}
                      </>
                    )}
                    {is || words.book.none}
                  </dd>
                </>
              ))}
            </dl>
          </section>
        );
      })}
      <form method="post" action={pathTo(`/u/${token}`, {}, language)}>
        {changed.flatMap(({ id }) =>
          entriesOf(id, fields.get(id)!).map(([name, value]) => <input type="hidden" {...{ name, value }} />),
        )}
        {changed.length > 0 && (
          <>
            <button class="btn btn-primary" type="submit" name="do" value="check">
              {words.check}
            </button>{' '}
            <button class="btn btn-outline-primary" type="submit" name="do" value="save">
              {words.save}
            </button>{' '}
          </>
        )}
        <a class="btn btn-outline-primary" href={pathTo(`/u/${token}`, {}, language)}>
          {words.again}
        </a>
      </form>
    </Frame>
  );
}

/** Field by field: what stood there, and what stands there now. */
function changesOf(measure: MeasureState, before: Fields, said: Fields, { language }: View) {
  const words = unitWords[language];
  const texts = [...textFields, 'to' as const].map((field) => ({
    ...{ name: words.field[field], was: before[field], is: said[field] },
  }));
  const counts = countable(measure).map(({ part, title, done }) => ({
    name: `${words.field.counts} ${part} ${title}`.trim(),
    was: before.counts[part] ?? String(done),
    is: said.counts[part] ?? String(done),
  }));
  const parts = said.handIn
    .filter((part) => !before.handIn.includes(part))
    .map((part) => ({ name: words.parts, was: '', is: part }));
  return [...texts, ...counts.filter(({ was, is }) => Number(was) !== Number(is)), ...parts].filter(
    ({ was, is }) => was !== is,
  );
}
