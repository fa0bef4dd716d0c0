import { type Day, type Instant, weekdayOf } from '../../domain/calendar/day.ts';
import { dayOf, timeOf } from '../../domain/calendar/zone.ts';
import { sayDay, sayPeriod } from '../../mail/render/dates.ts';
import { boardWords } from '../../words/board.ts';
import { fill, type Language } from '../../words/language.ts';
import { mailWords } from '../../words/mail.ts';

/** How the pages of a campaign write days and instants: in its zone, the year only where it is not the present one. */
export class Dates {
  private readonly language: Language;
  private readonly zone: string;
  private readonly today: Day;

  constructor(language: Language, zone: string, today: Day) {
    this.language = language;
    this.zone = zone;
    this.today = today;
  }

  /** 9月30日 */
  day(day: Day): string {
    return sayDay(day, this.today, mailWords[this.language]);
  }

  /** 周一 */
  weekday(day: Day): string {
    return mailWords[this.language].weekdays[weekdayOf(day) % 7]!;
  }

  /** 9月30日 周一 */
  full(day: Day): string {
    return fill(boardWords[this.language].date.weekday, { day: this.day(day), weekday: this.weekday(day) });
  }

  /** 9月30日 09:00 */
  moment(at: Instant): string {
    return `${this.day(dayOf(at, this.zone))} ${timeOf(at, this.zone)}`;
  }

  /** 截至 2024-09-20 周五 09:00 */
  asOf(at: Instant): string {
    const date = dayOf(at, this.zone);
    const facts = { date, weekday: this.weekday(date), time: timeOf(at, this.zone) };
    return fill(boardWords[this.language].asOf, facts);
  }

  /** For `datetime`. */
  machine(at: Instant): string {
    return new Date(at).toISOString();
  }

  /** 9月月报 */
  period(period: string): string {
    return sayPeriod(period, mailWords[this.language])?.full ?? period;
  }
}
