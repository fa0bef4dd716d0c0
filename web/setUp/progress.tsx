import type { ImportView } from '../../client/api.ts';
import { sayError } from '../../words/errors.ts';
import { fill, type Language } from '../../words/language.ts';
import { setUpWords } from '../../words/setUp.ts';
import { Frame } from '../frame/frame.tsx';
import { pathTo } from '../frame/path.ts';
import type { User } from '../frame/user.ts';

/** How far an import has come, in one line. */
export function sayProgress({ phase, done, total, result }: ImportView, language: Language): string {
  const words = setUpWords[language];
  if (phase === 'failed') return words.progressFailed;
  if (phase !== 'done' || !result || 'code' in result) return fill(words.progress, { done, total });
  return fill(words.progressDone, result.started);
}

/** A campaign as its workflows start: moves by itself, by reloading where there is no script. */
export function Progress({ language, user, view }: { language: Language; user: User; view: ImportView }) {
  const words = setUpWords[language];
  const { campaign, id, phase, done, total, result } = view;
  const over = phase === 'done' || phase === 'failed';
  const path = `/new/${campaign}/progress/${id}`;
  return (
    <Frame
      language={language}
      title={words.welcome}
      self={(other) => pathTo(path, {}, other)}
      user={user}
      reload={over ? null : 2}
    >
      <h1 role="status" data-live={over ? undefined : pathTo(`${path}/events`, {}, language)}>
        {sayProgress(view, language)}
      </h1>
      <progress
        max={Math.max(total, 1)}
        value={phase === 'done' ? Math.max(total, 1) : done}
        aria-label={words.welcome}
      />
      {result && 'code' in result && <p>{sayError(language, result.code, result.facts)}</p>}
      {result && 'refused' in result && result.refused.length > 0 && (
        <ul>
          {result.refused.map(({ stream, code, facts }) => (
            <li>
              {stream.split('/').at(-1)} {sayError(language, code, facts)}
            </li>
          ))}
        </ul>
      )}
      {!over && <p class="note">{words.progressNote}</p>}
      {phase === 'done' && (
        <p>
          <a class="btn btn-primary" href={pathTo(`/c/${campaign}/forecast`, {}, language)}>
            {words.toForecast}
          </a>
        </p>
      )}
    </Frame>
  );
}
