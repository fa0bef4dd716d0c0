import { lights } from '../../domain/measure/light.ts';
import { kinds } from '../../domain/plan/lists.ts';
import { sorts } from '../../ledger/queries/boardPage.ts';
import { boardWords } from '../../words/board.ts';
import { fill, type Language } from '../../words/language.ts';
import type { View } from '../campaign/view.ts';
import { lightText } from '../item/light.tsx';
import { type BoardQuery, dues, isFiltered, pastsFor } from './query.ts';

type Choice = { value: string; label: string };

/** Search, filters and order: one plain form whose answers stand in the address. */
export function Filters({ query, categories, view }: { query: BoardQuery; categories: string[]; view: View }) {
  const { language, campaign } = view;
  const words = boardWords[language];
  const { units, persons } = campaign.directory;
  const leaders = persons.filter(({ roles }) => roles.includes('leader') || roles.includes('secretary'));
  const all = { value: '', label: words.filter.all };
  const shown = lights.map((light) => ({ value: light, label: lightText(light, language) }));
  const named = <T extends string>(values: readonly T[], names: Record<T, string>): Choice[] =>
    values.map((value) => ({ value, label: names[value] }));
  return (
    <form method="get" action={view.masthead.path} class="filters">
      <input
        class="form-control"
        name="q"
        type="search"
        maxlength={100}
        aria-label={words.search}
        placeholder={words.searchHint}
        value={query.q}
      />
      <input id="more" class="more" type="checkbox" checked={isFiltered({ ...query, q: '' })} />
      <label class="more" for="more">
        {words.filter.more}
      </label>
      <Choices query={query} name="unit" of={[all, ...units.map(choiceOf)]} language={language} />
      <Choices query={query} name="leader" of={[all, ...leaders.map(choiceOf)]} language={language} />
      {categories.length > 1 && (
        <Choices
          query={query}
          name="category"
          of={[all, ...categories.map((category) => ({ value: category, label: category }))]}
          language={language}
        />
      )}
      <Choices query={query} name="light" of={[all, ...shown]} language={language} />
      <Choices query={query} name="kind" of={[all, ...named(kinds, words.kind)]} language={language} />
      <Choices query={query} name="due" of={[all, ...named(dues, words.due)]} language={language} />
      {query.past && (
        <Choices query={query} name="past" of={[all, ...named(pastsFor(view), words.past)]} language={language} />
      )}
      <Choices query={query} name="sort" of={named(sorts, words.sort)} language={language} />
      {language === 'en' && <input type="hidden" name="lang" value="en" />}
      <button class="btn btn-primary" type="submit">
        {words.filter.go}
      </button>
    </form>
  );
}

function choiceOf({ id, name }: { id: string; name: string }): Choice {
  return { value: id, label: name };
}

type ChoicesProps = {
  query: BoardQuery;
  name: 'unit' | 'leader' | 'category' | 'light' | 'kind' | 'due' | 'past' | 'sort';
  of: Choice[];
  language: Language;
};

/** A list to choose from; each line names what it chooses, so that no label takes up room of its own. */
function Choices({ query, name, of, language }: ChoicesProps) {
  const { filter, choice } = boardWords[language];
  const label = filter[name];
  return (
    <select class="form-select" name={name} aria-label={label}>
      {of.map(({ value, label: shown }) => (
        <option value={value} selected={query[name] === value}>
          {value === '' || name === 'sort' ? fill(choice, { label, shown }) : shown}
        </option>
      ))}
    </select>
  );
}
