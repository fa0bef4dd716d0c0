import { type Day, daysBetween } from '../../domain/calendar/day.ts';
import { fill } from '../../words/language.ts';
import { rehearsalWords } from '../../words/rehearsal.ts';
import type { View } from '../campaign/view.ts';
import { type Point, StepChart, summed } from '../chart/steps.tsx';
import { Frame } from '../frame/frame.tsx';
import { pathTo } from '../frame/path.ts';
import { personName } from '../item/names.ts';

type Props = {
  view: View;
  state: { text: string; share: number; over: boolean };
  running: boolean;
  day: Day;
  from: Day;
  end: Day;
  nth: number;
  /** The days on which anything happened. */
  days: Day[];
  mails: Point[];
  events: { day: Day; type: string; n: number }[];
  lines: { id: string; person: string; subject: string; items: number; audience: 'leader' | 'office' | 'unit' }[];
  /** How many mails went out that day, to whomever. */
  n: number;
  curves: { planned: Point[]; closed: Point[]; late: Point[]; longTerm: number };
  /** The leaders whose mails may be looked at, each with how many he had got; whose are shown, and those. */
  leaders: { id: string; name: string; n: number }[];
  chosen: { id: string; name: string } | null;
  got: { id: string; subject: string; items: number; at: number }[];
  stops: boolean;
};

/** Whose mails one asks about first. */
const first = { leader: 0, office: 1, unit: 2 };

/** The year day by day: what a day brought, the curves up to it, and whose mails went out. */
export function Player(props: Props) {
  const { view, state, running, day, from, end, nth, days, mails, events, lines, curves, n, stops } = props;
  const { language, user, dates } = view;
  const words = rehearsalWords[language];
  const title = fill(words.title, { name: view.campaign.settings.name });
  const of = (type: string) => events.find((one) => one.day === day && one.type === type)?.n ?? 0;
  const kinds = ['Submitted', 'Closed', 'Returned', 'ExtensionGranted', 'Rebounded'];
  const facts = {
    day: dates.full(day),
    mails: n,
    ...Object.fromEntries(kinds.map((type) => [type, of(type)])),
  };
  const empty = n === 0 && kinds.every((type) => of(type) === 0);
  const previous = days.filter((one) => one < day).at(-1);
  const next = days.find((one) => one > day);
  const until = (points: Point[]) => summed(points, from).filter((point) => point.day <= day);
  const total = (points: Point[]) => until(points).at(-1)?.n ?? 0;
  const path = view.to('/rehearsal');
  return (
    <Frame
      language={language}
      title={title}
      self={(other) => pathTo(`${view.masthead.path}/rehearsal`, { day }, other)}
      masthead={view.masthead}
      user={user}
      reload={running ? 5 : null}
    >
      <h1>{title}</h1>
      <p role="status" data-live={running && stops ? view.to('/rehearsal/events') : undefined}>
        {state.text}
      </p>
      <progress max={1} value={state.share} aria-label={title} />
      {running && stops && user && (
        <form method="post" action={view.to('/rehearsal/stop')}>
          <input type="hidden" name="form" value={user.form} />
          <button class="btn btn-outline-primary" type="submit">
            {words.stop}
          </button>
        </form>
      )}
      <p class="note">
        {words.note} <a href={view.to('')}>{words.toBoard}</a>
      </p>
      <p class="answer" id="day">
        {fill(empty ? words.nothing : words.day, facts)}
      </p>
      <form method="get" action={path} class="player" data-player data-from={from}>
        {language === 'en' && <input type="hidden" name="lang" value="en" />}
        {previous && (
          <a class="btn btn-outline-primary" href={`${view.to('/rehearsal', { day: previous })}#day`}>
            {words.previous}
          </a>
        )}
        {next && (
          <a class="btn btn-outline-primary" data-next href={`${view.to('/rehearsal', { day: next })}#day`}>
            {words.next}
          </a>
        )}
        <button class="btn btn-outline-primary" type="button" data-play hidden>
          {words.play}
        </button>
        <label class="form-label" for="to">
          {words.to}
        </label>
        <input class="form-control" type="date" id="to" name="day" value={day} min={from} max={end} />
        <button class="btn btn-primary" type="submit">
          {words.go}
        </button>
        <input
          class="form-range"
          type="range"
          aria-label={words.slider}
          min={0}
          max={daysBetween(from, end)}
          value={nth}
          data-slider
          hidden
        />
      </form>
      {lines.length > 0 && (
        <details>
          <summary>{words.mails}</summary>
          <ul>
            {[...lines]
              .sort((a, b) => first[a.audience] - first[b.audience])
              .map(({ id, person, subject, items }) => (
                <li>
                  <a href={view.to(`/rehearsal/mails/${encodeURIComponent(id)}`)}>
                    {fill(words.mail, { person: personName(view, person), subject, items })}
                  </a>
                </li>
              ))}
          </ul>
        </details>
      )}
      <Leaders {...props} />
      <StepChart
        caption={fill(words.chartClosed, {
          ...{ day: dates.full(day), n: total(curves.closed), late: total(curves.late), long: curves.longTerm },
        })}
        data={words.data}
        day={words.dayColumn}
        lines={[
          {
            name: words.lines.planned,
            points: summed(
              curves.planned.filter((point) => point.day <= end),
              from,
            ),
            dashed: true,
          },
          { name: words.lines.closed, points: until(curves.closed) },
          { name: words.lines.late, points: until(curves.late), late: true },
        ]}
        {...{ from, to: end, today: day }}
      />
      <StepChart
        caption={fill(words.chartMails, { day: dates.full(day), n: total(mails) })}
        data={words.data}
        day={words.dayColumn}
        lines={[{ name: words.lines.mails, points: until(mails) }]}
        {...{ from, to: end, today: day }}
      />
    </Frame>
  );
}

/** What each leader had got by that day; of one of them, every mail. */
function Leaders({ view, day, leaders, chosen, got }: Props) {
  const words = rehearsalWords[view.language];
  if (leaders.length === 0) return null;
  return (
    <section id="leaders">
      <h2>{words.leaders}</h2>
      <ul>
        {leaders.map(({ id, name, n }) => (
          <li>
            <a
              href={`${view.to('/rehearsal', { day, person: id })}#leaders`}
              aria-current={id === chosen?.id ? 'true' : undefined}
            >
              {fill(words.leader, { name, n })}
            </a>
            {id === chosen?.id && (
              <ul>
                {got.map((mail) => (
                  <li>
                    <a href={view.to(`/rehearsal/mails/${encodeURIComponent(mail.id)}`)}>
                      {fill(words.mail, {
                        ...{ person: view.dates.moment(mail.at), subject: mail.subject, items: mail.items },
                      })}
                    </a>
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
