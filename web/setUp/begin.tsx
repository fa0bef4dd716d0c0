import { presets } from '../../domain/plan/presets.ts';
import type { Settings } from '../../domain/plan/settings.ts';
import { fill, type Language } from '../../words/language.ts';
import { policyWords } from '../../words/policy.ts';
import { setUpWords } from '../../words/setUp.ts';
import { Frame } from '../frame/frame.tsx';
import { pathTo } from '../frame/path.ts';
import type { User } from '../frame/user.ts';
import { RungLine } from './rungLine.tsx';

type Basic = { language: Language; user: User };

/** An empty folder's first page: the example, or a campaign of one's own. */
export function Welcome({ language, user, unfinished }: Basic & { unfinished: Settings[] }) {
  const words = setUpWords[language];
  return (
    <Frame language={language} title={words.welcome} self={(other) => pathTo('/welcome', {}, other)} user={user}>
      <h1>{words.welcome}</h1>
      <p>
        {words.secret} {words.atHand}
      </p>
      <form method="post" action={pathTo('/welcome/example', {}, language)} class="narrow">
        <input type="hidden" name="form" value={user.form} />
        <button class="btn btn-outline-primary" type="submit">
          {words.example}
        </button>
        <span class="note">{words.exampleLead}</span>
      </form>
      <p>
        <a class="btn btn-primary" href={pathTo('/new', {}, language)}>
          {words.begin}
        </a>
      </p>
      <p class="note">{words.beginLead}</p>
      {unfinished.length > 0 && (
        <>
          <h2>{words.unfinished}</h2>
          <ul>
            {unfinished.map(({ id, name }) => (
              <li>
                <a href={pathTo(`/new/${id}`, {}, language)}>{name}</a>
              </li>
            ))}
          </ul>
        </>
      )}
    </Frame>
  );
}

/** Which of the five steps this is. */
export function StepTitle({ n, language }: { n: number; language: Language }) {
  const words = setUpWords[language];
  return <h1>{fill(words.step, { n, name: words.steps[n - 1]! })}</h1>;
}

export type Asked = {
  name: string;
  feedbackOn: string;
  months: string;
  policy: string;
  office: string;
  replyTo: string;
};

/** The first step: what is set up, and under which rules. `wrong`: the fields to put right. */
export function Begin({ language, user, asked, wrong }: Basic & { asked: Asked; wrong: (keyof Asked)[] }) {
  const words = setUpWords[language];
  const input = (name: keyof Asked, type: string, more: object = {}) => (
    <>
      <label class="form-label" for={name}>
        {words.field[name]}
      </label>
      <input
        class={`form-control ${wrong.includes(name) ? 'is-invalid' : ''}`}
        {...{ id: name, name, type, value: asked[name], ...more }}
        aria-invalid={wrong.includes(name) ? 'true' : undefined}
        required
      />
    </>
  );
  return (
    <Frame language={language} title={words.begin} self={(other) => pathTo('/new', {}, other)} user={user}>
      {wrong.length > 0 && (
        <div class="alert alert-danger" role="alert" id="problems" tabindex={-1}>
          {fill(words.wrong, { n: wrong.length })}{' '}
          {wrong.map((name) => (
            <a href={`#${name}`}>{words.field[name]} </a>
          ))}
        </div>
      )}
      <StepTitle n={1} language={language} />
      <form method="post" action={pathTo('/new', {}, language)}>
        <input type="hidden" name="form" value={user.form} />
        <div class="narrow">
          {input('name', 'text', { maxlength: 100 })}
          {input('feedbackOn', 'date')}
          {input('months', 'number', { min: 1, max: 24 })}
          {input('office', 'text', { maxlength: 60 })}
          {input('replyTo', 'email', { maxlength: 254 })}
        </div>
        <fieldset>
          <legend>{words.field.policy}</legend>
          {Object.entries(presets).map(([name, { ladders }]) => (
            <>
              <label class="choice">
                <input type="radio" name="policy" value={name} checked={asked.policy === name} required />{' '}
                {policyWords[language].about[name] ?? name} <small class="note">{name}</small>
              </label>
              <details>
                <summary>{words.rungs}</summary>
                <RungLine ladder={ladders.doneDue} language={language} />
              </details>
            </>
          ))}
        </fieldset>
        <button class="btn btn-primary" type="submit">
          {words.next}
        </button>
      </form>
    </Frame>
  );
}
