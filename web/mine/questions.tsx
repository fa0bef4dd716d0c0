import type { QuestionView } from '../../client/api.ts';
import { fill } from '../../words/language.ts';
import { mineWords } from '../../words/mine.ts';
import type { View } from '../campaign/view.ts';

const shown = 50;

/** What the lists leave unclear, each with the answers proposed and, for a date or a name, room for another. */
export function Questions({ questions, view }: { questions: QuestionView[]; view: View }) {
  const words = mineWords[view.language];
  const { user } = view;
  if (questions.length === 0 || !user) return null;
  return (
    <section id="questions">
      <h2>{words.section.questions}</h2>
      <ul class="desk">
        {questions.slice(0, shown).map(({ key, file, row, message, options, kind }, n) => (
          <li>
            <form method="post" action={view.to('/answers')} class="question">
              <input type="hidden" name="form" value={user.form} />
              <input type="hidden" name="key" value={key} />
              <fieldset>
                <legend>{fill(file ? words.question : words.question0, { file, row, message })}</legend>
                {options.map(({ value, label }) => (
                  <label class="choice">
                    <input type="radio" name="choice" value={value} /> {label}
                  </label>
                ))}
                {(kind === 'deadline' || kind === 'pastDay') && (
                  <input class="form-control" type="date" name="other" aria-label={message} id={`q.${n}`} />
                )}
                {(kind === 'unit' || kind === 'person') && (
                  <input
                    class="form-control"
                    type="text"
                    name="other"
                    maxlength={300}
                    aria-label={message}
                    id={`q.${n}`}
                  />
                )}
                <button class="btn btn-outline-primary" type="submit">
                  {words.answer}
                </button>
              </fieldset>
            </form>
          </li>
        ))}
      </ul>
      {questions.length > shown && <p class="note">{fill(words.more, { n: questions.length - shown })}</p>}
    </section>
  );
}
