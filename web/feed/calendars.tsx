import { dayOf } from '../../domain/calendar/zone.ts';
import type { UnitId } from '../../domain/plan/directory.ts';
import type { CalendarFeed } from '../../ledger/calendarFeed.ts';
import { feedWords } from '../../words/feed.ts';
import { fill } from '../../words/language.ts';
import type { View } from '../campaign/view.ts';
import { Frame } from '../frame/frame.tsx';
import { pathTo } from '../frame/path.ts';

type Props = {
  view: View;
  offered: (UnitId | null)[];
  feeds: CalendarFeed[];
  /** An address that was made just now. */
  made: { unit: UnitId | null; address: string } | null;
};

/** The calendars somebody may subscribe to, each with its one address: made, replaced, revoked. */
export function Calendars({ view, offered, feeds, made }: Props) {
  const words = feedWords[view.language];
  const { zone } = view.campaign.settings;
  const form = <input type="hidden" name="form" value={view.user?.form} />;
  return (
    <Frame
      language={view.language}
      title={words.title}
      self={(other) => pathTo(`${view.masthead.path}/calendar`, {}, other)}
      masthead={view.masthead}
      user={view.user}
    >
      <h1>{words.title}</h1>
      <p class="answer">{words.lead}</p>
      {made && (
        <div class="alert alert-success" role="status">
          <p>{words.shown}</p>
          <input class="form-control" readonly value={made.address} aria-label={words.title} />
        </div>
      )}
      {offered.map((unit) => {
        const feed = feeds.find((one) => one.unit === unit);
        return (
          <section>
            <h2>{unit === null ? words.of.person : words.of.unit}</h2>
            <p>{feed ? fill(words.since, { day: view.dates.day(dayOf(feed.madeAt, zone)) }) : words.none}</p>
            <form method="post" action={view.to('/calendar')}>
              {form}
              <input type="hidden" name="of" value={unit === null ? 'person' : 'unit'} />
              <button class="btn btn-primary" type="submit">
                {feed ? words.again : words.make}
              </button>
            </form>
            {feed && (
              <form method="post" action={view.to(`/calendar/${feed.id}/end`)}>
                {form}
                <button class="btn btn-outline-secondary" type="submit">
                  {words.end}
                </button>
              </form>
            )}
          </section>
        );
      })}
      <p class="note">
        {words.replaces} {words.secrecy}
      </p>
    </Frame>
  );
}
