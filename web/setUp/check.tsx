import { fill, type Language } from '../../words/language.ts';
import { setUpWords } from '../../words/setUp.ts';
import { Frame } from '../frame/frame.tsx';
import { pathTo } from '../frame/path.ts';
import { Table } from '../frame/table.tsx';
import type { User } from '../frame/user.ts';
import { StepTitle } from './begin.tsx';
import type { Checked, CheckedRow, SetUpDraft } from './desk.ts';

const shown = 200;
export const filters = ['all', 'ask', 'error'] as const;
export type Filter = (typeof filters)[number];
type Props = { language: Language; user: User; draft: SetUpDraft; checked: Checked; only: Filter };

/** The lists as they were read: the counts first, then what needs a person, then row by row. */
export function Check({ language, user, draft, checked, only }: Props) {
  const words = setUpWords[language];
  const { id, name } = draft.settings;
  const { rows, errors } = checked;
  const count = (outcome: CheckedRow['outcome']) => rows.filter((row) => row.outcome === outcome).length;
  const asks = rows.flatMap((row) => row.questions);
  const once = [...new Map(asks.map((ask) => [ask.key, ask])).values()].filter(({ key }) => !(key in draft.answers));
  const kept = rows.filter(
    (row) => only === 'all' || (only === 'error' ? row.outcome === 'error' : row.questions.length > 0),
  );
  const to = (path = '', query = {}) => pathTo(`/new/${id}${path}`, query, language);
  return (
    <Frame language={language} title={name} self={(other) => pathTo(`/new/${id}`, {}, other)} user={user}>
      <StepTitle n={draft.files.length === 0 ? 2 : 3} language={language} />
      <p>{name}</p>
      {draft.files.length > 0 && (
        <p class="answer">
          {fill(words.counts, { create: count('create'), same: count('same'), ask: once.length, error: errors.length })}
        </p>
      )}
      <form method="post" action={to('/files')} enctype="multipart/form-data" class="narrow">
        <input type="hidden" name="form" value={user.form} />
        <label class="form-label" for="files">
          {draft.files.length > 0 ? fill(words.filesNow, { list: draft.files.join(', ') }) : words.files}
        </label>
        <input class="form-control" type="file" id="files" name="files" multiple required accept=".xlsx,.csv" />
        <button class={`btn ${draft.files.length > 0 ? 'btn-outline-primary' : 'btn-primary'}`} type="submit">
          {draft.files.length > 0 ? words.again : words.upload}
        </button>
      </form>
      {errors.length > 0 && (
        <section id="errors">
          <h2>{fill(words.errorsTitle, { n: errors.length })}</h2>
          <ul>
            {errors.slice(0, shown).map((error) => (
              <li>
                <b>{fill(words.placeColumn, { ...error })}</b> {error.message} <span class="note">{error.code}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {once.length > 0 && (
        <section id="asks">
          <h2>{fill(words.asksTitle, { n: once.length })}</h2>
          <ul class="desk">
            {once.slice(0, shown).map(({ key, message, options, kind, ...place }, n) => (
              <li>
                <form method="post" action={to('/answers')} class="question">
                  <input type="hidden" name="form" value={user.form} />
                  <input type="hidden" name="key" value={key} />
                  <fieldset>
                    <legend>
                      <b>{fill(words.place, placeOf(place))}</b> {message}
                    </legend>
                    {options.map(({ value, label }) => (
                      <label class="choice">
                        <input type="radio" name="choice" value={value} /> {label}
                      </label>
                    ))}
                    {(kind === 'deadline' || kind === 'pastDay') && (
                      <input class="form-control" type="date" name="other" aria-label={message} id={`other.${n}`} />
                    )}
                    <button class="btn btn-outline-primary" type="submit">
                      {words.answered}
                    </button>
                  </fieldset>
                </form>
              </li>
            ))}
          </ul>
        </section>
      )}
      {checked.lists.measures.length > 0 && (
        <form method="post" action={to('/import')} class="narrow">
          <input type="hidden" name="form" value={user.form} />
          <button class="btn btn-primary" type="submit">
            {fill(words.import, { n: checked.lists.measures.length })}
          </button>
          <span class="note">{words.importNote}</span>
        </form>
      )}
      {rows.length > 0 && (
        <>
          <nav class="tabs">
            {filters.map((one) => (
              <a href={to('', one === 'all' ? {} : { only: one })} aria-current={one === only ? 'true' : undefined}>
                {words.only[one]}
              </a>
            ))}
          </nav>
          <Table columns={Object.values(words.column)}>
            {kept.slice(0, shown).map((row) => (
              <tr>
                <td>{fill(words.place, placeOf(row))}</td>
                <td class="number">{row.id}</td>
                <td>{row.measure}</td>
                <td data-label={words.column.unit}>{row.leadUnit}</td>
                <td data-label={words.column.due} class="date">
                  {row.doneDue ?? '—'}
                </td>
                <td data-label={words.column.outcome}>{words.outcome[row.outcome]}</td>
              </tr>
            ))}
          </Table>
        </>
      )}
    </Frame>
  );
}

function placeOf({ file, sheet, row }: { file: string; sheet: string; row: number }) {
  return { file, sheet, row };
}
