import type { MeasureCommand } from '../../domain/measure/commands.ts';
import type { EvidenceRow } from '../../ledger/tables/access.ts';
import { fill } from '../../words/language.ts';
import { unitWords } from '../../words/unit.ts';
import type { View } from '../campaign/view.ts';
import { Frame } from '../frame/frame.tsx';
import { pathTo } from '../frame/path.ts';
import { listed } from '../item/names.ts';
import { type Choice, choices, commandsBefore, entriesOf, type Fields, textFields } from './fields.ts';
import type { Said } from './send.ts';

type Props = { view: View; token: string; form: string; said: Said[]; evidence: EvidenceRow[] };

/** Everything that will be sent, once more, before the button that sends it. */
export function Check({ view, token, form, said, evidence }: Props) {
  const { language } = view;
  const words = unitWords[language];
  const counts = choices
    .map((choice) => ({ choice, n: said.filter(({ fields }) => fields.choice === choice).length }))
    .filter(({ n }) => n > 0)
    .map(({ choice, n }) => `${words.choices[choice]} ${n}`);
  const title = said.length === 0 ? words.checkNothing : fill(words.checkTitle, { list: listed(view, counts) });
  return (
    <Frame language={language} title={title} self={null} masthead={view.masthead}>
      <h1>{title}</h1>
      {said.map(({ measure, fields }) => (
        <section>
          <h2>
            {measure.no} {measure.title}：{words.choices[fields.choice]}
          </h2>
          <dl>
            {shownOf(fields).map((field) => (
              <>
                <dt>{words.field[field]}</dt>
                <dd class="written">{fields[field]}</dd>
              </>
            ))}
          </dl>
          <ul>
            {commandsBefore(measure, fields, []).map((command) => (
              <li>{sayBefore(command, view)}</li>
            ))}
          </ul>
          {measure.lastReport && fields.choice === 'progress' && fields.progress === measure.lastReport.progress && (
            <p class="note">▲ {words.sameText}</p>
          )}
          {fields.choice === 'done' && (
            <ul>
              {evidence
                .filter((file) => file.measure === measure.id)
                .map(({ name }) => (
                  <li>{name}</li>
                ))}
            </ul>
          )}
        </section>
      ))}
      <form method="post" action={pathTo(`/u/${token}`, {}, language)}>
        <input type="hidden" name="form" value={form} />
        {said.map(({ measure, fields }) =>
          entriesOf(measure.id, fields).map(([name, value]) => <input type="hidden" {...{ name, value }} />),
        )}
        {said.length > 0 && (
          <button class="btn btn-primary" type="submit" name="do" value="send">
            {words.send}
          </button>
        )}{' '}
        <button class="btn btn-outline-primary" type="submit" name="do" value="back">
          {words.back}
        </button>
      </form>
    </Frame>
  );
}

/** What is counted anew, and which parts are handed in. */
function sayBefore(command: MeasureCommand, { language }: View): string {
  const words = unitWords[language];
  if (command.type === 'count') return fill(words.checkCount, { part: command.part ?? '', done: command.done }).trim();
  return command.type === 'handInPart' ? fill(words.checkPart, { part: command.part }) : command.type;
}

/** What of a form counts for a choice, and stands there. */
function shownOf(fields: Fields & { choice: Choice }) {
  const counts: Record<Choice, (keyof Fields)[]> = {
    progress: ['progress', 'effect', 'difficulties', 'reason', 'next'],
    none: ['reason', 'next'],
    done: ['reason'],
    extend: ['to', 'reason', 'progress'],
    consult: ['reason'],
    notMine: ['reason'],
  };
  return [...textFields, 'to' as const].filter(
    (field) => counts[fields.choice].includes(field) && fields[field] !== '',
  );
}

type ReceivedProps = { view: View; token: string; form: string; time: string; lines: string[] };

/** What has arrived, and under which number: something to print. */
export function Received({ view, token, form, time, lines }: ReceivedProps) {
  const words = unitWords[view.language];
  const title = fill(words.receivedTitle, { time, form });
  return (
    <Frame language={view.language} title={title} self={null} masthead={view.masthead}>
      <h1>{title}</h1>
      <p>{words.receivedLead}</p>
      <ul>
        {lines.map((line) => (
          <li>{line}</li>
        ))}
      </ul>
      <p>
        <a class="btn btn-outline-primary" href={pathTo(`/u/${token}`, {}, view.language)}>
          {words.again}
        </a>
      </p>
    </Frame>
  );
}
