import { createHash } from 'node:crypto';
import ICAL from 'ical.js';
import type { Instant } from '../../domain/calendar/day.ts';
import { instantAt } from '../../domain/calendar/zone.ts';
import type { FeedDate } from '../../domain/feed/feed.ts';
import { feedWords } from '../../words/feed.ts';
import { fill, type Language } from '../../words/language.ts';
import { lightFaces, lightWords } from '../../words/lights.ts';
import { mailWords } from '../../words/mail.ts';
import { clean } from '../render/clean.ts';
import { sayPeriod } from '../render/dates.ts';

/** A calendar as it is written: of which campaign, in which zone and language, and where its links lead. */
export type FeedSettings = {
  campaign: string;
  zone: string;
  language: Language;
  /** Where the pages are reached, without a slash at the end. */
  site: string;
};

/** How often what a date is about has changed, and when last. */
export type Revision = { seq: number; at: Instant };

// It does not count the blank a folded line begins with.
ICAL.foldLength = 74;

/** The only zone that is named; it has had no summer time since 1991. */
const shanghai = 'Asia/Shanghai';

/**
 * Days as one iCalendar file (RFC 5545): whole days, and cut-offs at their hour. An event keeps its UID when its day moves,
 * and its SEQUENCE grows; of an item no more is said than its secrecy allows (PAGES.md, section 3).
 */
export function renderFeed(
  given: FeedDate[],
  settings: FeedSettings,
  revisionOf: (date: FeedDate) => Revision,
): string {
  const calendar = new ICAL.Component('vcalendar');
  const name = feedWords[settings.language].calendar;
  calendar.addPropertyWithValue('version', '2.0');
  calendar.addPropertyWithValue('prodid', `-//xiaohao//calendar//${settings.language}`);
  calendar.addPropertyWithValue('calscale', 'GREGORIAN');
  calendar.addPropertyWithValue('method', 'PUBLISH');
  calendar.addPropertyWithValue('x-wr-calname', name);
  calendar.addPropertyWithValue('x-wr-timezone', settings.zone);
  if (settings.zone === shanghai) calendar.addSubcomponent(shanghaiZone());
  for (const date of given) calendar.addSubcomponent(eventOf(clean(date), date.key, settings, revisionOf(date)));
  return calendar.toString();
}

function eventOf(date: FeedDate, key: string, settings: FeedSettings, { seq, at }: Revision) {
  const event = new ICAL.Component('vevent');
  event.addPropertyWithValue('uid', uidOf(key, settings));
  event.addPropertyWithValue('sequence', seq);
  // When it was last revised, so that the same record gives the same bytes.
  event.addPropertyWithValue('dtstamp', utc(at));
  event.addPropertyWithValue('last-modified', utc(at));
  event.addProperty(startOf(date, settings));
  const { summary, description, link } = said(date, settings);
  event.addPropertyWithValue('summary', summary);
  event.addPropertyWithValue('description', description);
  event.addPropertyWithValue('url', link);
  event.addPropertyWithValue('transp', 'TRANSPARENT');
  return event;
}

/** Says nothing of what it is about. */
function uidOf(key: string, { campaign }: FeedSettings): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([campaign, key]))
    .digest('hex');
  return `${hash.slice(0, 32)}@xiaohao`;
}

function startOf({ day, time }: FeedDate, { zone }: FeedSettings) {
  const start = new ICAL.Property('dtstart');
  if (time === null) start.setValue(ICAL.Time.fromDateString(day));
  else if (zone !== shanghai) start.setValue(utc(instantAt(day, time, zone)));
  else {
    start.setParameter('tzid', shanghai);
    start.setValue(ICAL.Time.fromDateTimeString(`${day}T${time}:00`));
  }
  return start;
}

function utc(at: Instant) {
  return ICAL.Time.fromJSDate(new Date(Math.floor(at / 1000) * 1000), true);
}

/** Number, light and date are always said; what else is, the level says. */
function said(date: FeedDate, { language, campaign, site }: FeedSettings) {
  const words = feedWords[language];
  const { subject, light, secrecy, count, text } = date;
  const report = (date.period && sayPeriod(date.period, mailWords[language])?.full) || words.report;
  const what = fill(words.kind[date.kind], { report, time: date.time ?? '' });
  const path = `${site}/c/${encodeURIComponent(campaign)}`;
  const link = subject ? `${path}/m/${encodeURIComponent(subject.id)}` : `${path}/mine`;
  const named = secrecy === 'full' || secrecy === 'title';
  const face = light && `${lightFaces[light].shape}${lightWords[language][light]}`;
  const summary = [face, subject?.no, named && subject?.title, what].filter(Boolean).join(' ');
  const lines = [
    secrecy === 'full' && (subject?.text || text),
    named && subject && fill(words.unit, { unit: subject.unit }),
    count !== null && fill(words.count, { n: count }),
    fill(words.signIn, { link }),
  ];
  return { summary, description: lines.filter(Boolean).join('\n'), link };
}

function shanghaiZone() {
  const zone = new ICAL.Component('vtimezone');
  const standard = new ICAL.Component('standard');
  zone.addPropertyWithValue('tzid', shanghai);
  standard.addPropertyWithValue('dtstart', ICAL.Time.fromDateTimeString('1991-09-15T00:00:00'));
  standard.addPropertyWithValue('tzoffsetfrom', ICAL.UtcOffset.fromString('+08:00'));
  standard.addPropertyWithValue('tzoffsetto', ICAL.UtcOffset.fromString('+08:00'));
  standard.addPropertyWithValue('tzname', 'CST');
  zone.addSubcomponent(standard);
  return zone;
}
