import type { Ladder, Rung } from '../../domain/plan/ladder.ts';
import { itemWords } from '../../words/item.ts';
import { fill, type Language } from '../../words/language.ts';
import { mailWords } from '../../words/mail.ts';
import { setUpWords } from '../../words/setUp.ts';
import { rungName } from '../item/rung.ts';

const [width, height, edge] = [720, 92, 24];
/** A week has seven days for five of work. */
const daysPerWorkday = 7 / 5;
/** Rungs that lie close together stand on several levels. */
const levels = 3;
const level = 18;

/** A reminder, a fair warning, and what goes over the unit's head, told apart in grey too. */
const drawn: Record<string, object> = {
  todo: { stroke: '#4A5560', 'stroke-width': 2 },
  warning: { stroke: '#4A5560', 'stroke-width': 2, 'stroke-dasharray': '3 2' },
  escalation: { stroke: '#A61B1B', 'stroke-width': 3 },
};

/** The rungs of a ladder on a line of time, numbered, and below it each in words: when, what, to whom. */
export function RungLine({ ladder, language }: { ladder: Ladder; language: Language }) {
  const words = setUpWords[language];
  const rungs = ladder.rungs.map((rung, n) => ({ rung, n: n + 1, day: daysOf(rung) }));
  const days = [0, ...rungs.map(({ day }) => day)];
  const [first, last] = [Math.min(...days), Math.max(...days)];
  const span = Math.max(1, last - first);
  const x = (day: number) => Math.round(edge + ((width - 2 * edge) * (day - first)) / span);
  const base = height - 24;
  return (
    <figure>
      <svg class="chart" role="img" viewBox={`0 0 ${width} ${height}`} aria-label={words.rungs}>
        <line class="grid" x1={edge} x2={width - edge} y1={base} y2={base} />
        <line class="today" x1={x(0)} x2={x(0)} y1={4} y2={base + 6} />
        <text x={x(0)} y={height - 4} text-anchor="middle">
          {words.dueDay}
        </text>
        {rungs.map(({ rung, n, day }) => {
          const y = base - 10 - level * ((n - 1) % levels);
          return (
            <>
              <line class="grid" x1={x(day)} x2={x(day)} y1={y} y2={base} />
              <circle cx={x(day)} cy={y} r="9" fill="#FFFFFF" {...(drawn[rung.block] ?? drawn.todo)} />
              <text x={x(day)} y={y + 4} text-anchor="middle">
                {n}
              </text>
            </>
          );
        })}
      </svg>
      <ol class="rungs">
        {rungs.map(({ rung }) => (
          <li>
            <b>{sayOffset(rung.offset, language)}</b> {rungName(rung, language)} →{' '}
            {rung.to.map((to) => mailWords[language].codes.to[to]).join(words.and)}
          </li>
        ))}
        {ladder.repeat && <li>{fill(words.repeat, { n: ladder.repeat.workdays })}</li>}
      </ol>
    </figure>
  );
}

function daysOf({ offset }: Rung): number {
  return 'days' in offset ? offset.days : offset.workdays * daysPerWorkday;
}

function sayOffset(offset: Rung['offset'], language: Language): string {
  const words = itemWords[language];
  const limit = words.ladder.doneDue;
  if ('days' in offset) {
    const { days } = offset;
    return fill(days === 0 ? words.rungOn : days < 0 ? words.rungBefore : words.rungAfter, {
      limit,
      n: Math.abs(days),
    });
  }
  const { workdays } = offset;
  return fill(workdays === 0 ? words.rungOn : workdays < 0 ? words.workBefore : words.workAfter, {
    limit,
    n: Math.abs(workdays),
  });
}
