import type { Day } from '../../domain/calendar/day.ts';
import type { Deadline } from '../../domain/plan/lists.ts';
import type { StoredEvent } from '../../ledger/append.ts';
import { itemWords } from '../../words/item.ts';
import { fill } from '../../words/language.ts';
import type { View } from '../campaign/view.ts';
import { Why } from '../item/ahead.tsx';
import { noteOf, sayProvisional } from '../item/rung.ts';

/** A date with the days it had before, and why it is that day. */
export function Due({ deadline, before = [], view }: { deadline: Deadline; before?: Day[]; view: View }) {
  return (
    <>
      {before.map((day) => (
        <>
          <s>{view.dates.day(day)}</s>
          {' → '}
        </>
      ))}
      <b class="nobr">{view.dates.full(deadline.day)}</b> <Why view={view}>{whyDay(deadline, view)}</Why>
    </>
  );
}

/** What was written, how it was read, and what kind of day it is. */
export function whyDay({ text, day, why }: Deadline, view: View): string {
  const words = itemWords[view.language];
  const rule = words.whyCode[why];
  const said = rule
    ? fill(rule, { n: view.campaign.policy.immediateDays })
    : text === day
      ? words.whyWritten
      : fill(words.whyText, { text, why: why === day ? words.whyWritten : why });
  const facts = { day: view.dates.day(day), weekday: view.dates.weekday(day), note: noteOf(day, view) };
  return `${said} ${fill(facts.note ? words.whyDay.off : words.whyDay.workday, facts)}${sayProvisional(day, view)}${words.stop}`;
}

type Dated = { draft?: { doneDue?: Deadline | null }; doneDue?: Deadline | null; changes?: { doneDue?: Deadline } };

/** The days a measure was to be done by before the present one, oldest first. */
export function earlierDays(events: StoredEvent[], present: Day | null): Day[] {
  const days: Day[] = [];
  for (const { payload } of events) {
    const { draft, doneDue, changes } = payload as Dated;
    const day = (doneDue ?? draft?.doneDue ?? changes?.doneDue)?.day;
    if (day && day !== days.at(-1)) days.push(day);
  }
  return days.at(-1) === present ? days.slice(0, -1) : days;
}
