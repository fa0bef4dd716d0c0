import { randomBytes } from 'node:crypto';
import { sayError } from '../../words/errors.ts';
import { fill } from '../../words/language.ts';
import { setUpWords } from '../../words/setUp.ts';
import { one } from '../acts/said.ts';
import type { View } from '../campaign/view.ts';
import { Frame } from '../frame/frame.tsx';
import { pathTo } from '../frame/path.ts';

type Props = { drafts: { findings: number; measures: number }; view: View };

/** The last step: by which document and whom it was approved; only then clocks run. */
export function IssuePage({ drafts, view }: Props) {
  const { language, user, problem, campaign } = view;
  const words = setUpWords[language];
  const title = drafts.measures === 0 ? words.issueNone : fill(words.issueTitle, drafts);
  const said = (name: string) => (problem ? one(problem.said.form, name) : '');
  return (
    <Frame
      language={language}
      title={title}
      self={(other) => pathTo(`${view.masthead.path}/issue`, {}, other)}
      masthead={view.masthead}
      user={user}
    >
      {problem && (
        <p class="alert alert-danger" role="alert">
          {sayError(language, problem.error.code, problem.error.facts)} <span class="note">{problem.error.code}</span>
        </p>
      )}
      <h1>{title}</h1>
      {user && drafts.measures > 0 && (
        <form method="post" action={view.to('/issue')} class="narrow">
          <p class="note">{words.issueNote}</p>
          <input type="hidden" name="form" value={user.form} />
          <input type="hidden" name="id" value={randomBytes(6).toString('hex')} />
          <label class="form-label" for="document">
            {words.document}
          </label>
          <input
            class="form-control"
            type="text"
            id="document"
            name="document"
            maxlength={200}
            value={said('document')}
            required
          />
          <label class="form-label" for="approvers">
            {words.approvers}
          </label>
          <textarea class="form-control" id="approvers" name="approvers" rows={2} maxlength={500} required>
            {said('approvers')}
          </textarea>
          <label class="form-label" for="on">
            {words.on}
          </label>
          <input class="form-control" type="date" id="on" name="on" value={said('on')} />
          <button class="btn btn-primary" type="submit" name="act" value="issue">
            {words.issue}
          </button>
        </form>
      )}
      {user && campaign.held && (
        <form method="post" action={view.to('/release')} class="narrow">
          <p role="status">{words.released}</p>
          <input type="hidden" name="form" value={user.form} />
          <input type="hidden" name="id" value={randomBytes(6).toString('hex')} />
          <button class="btn btn-primary" type="submit" name="act" value="release">
            {words.release}
          </button>
        </form>
      )}
      <p>
        <a href={view.to('')}>{words.toBoard}</a>
      </p>
    </Frame>
  );
}
