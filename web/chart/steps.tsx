import { addDays, type Day, daysBetween } from '../../domain/calendar/day.ts';

export type Point = { day: Day; n: number };
/** A line in steps; `dashed` for what is planned, `late` for what is past its date. */
export type Line = { name: string; points: Point[]; dashed?: boolean; late?: boolean };
type Props = { caption: string; data: string; day: string; lines: Line[]; from: Day; to: Day; today: Day | null };

const [width, height] = [720, 260];
const [left, right, top, bottom] = [44, 96, 12, 28];
const ticks = 4;

/** Lines in steps over days, as an SVG without style of its own, and the same figures as a table. */
export function StepChart({ caption, data, day, lines, from, to, today }: Props) {
  const most = Math.max(1, ...lines.flatMap(({ points }) => points.map(({ n }) => n)));
  const span = Math.max(1, daysBetween(from, to));
  const x = (at: Day) => left + ((width - left - right) * Math.min(span, Math.max(0, daysBetween(from, at)))) / span;
  const y = (n: number) => top + (height - top - bottom) * (1 - n / most);
  const days = [...new Set(lines.flatMap(({ points }) => points.map((point) => point.day)))].sort();
  return (
    <figure>
      <figcaption>{caption}</figcaption>
      <svg class="chart" role="img" viewBox={`0 0 ${width} ${height}`} aria-label={caption}>
        {Array.from({ length: ticks + 1 }, (_, i) => Math.round((most * i) / ticks)).map((n) => (
          <>
            <line class="grid" x1={left} x2={width - right} y1={y(n)} y2={y(n)} />
            <text x={left - 6} y={y(n) + 4} text-anchor="end">
              {n}
            </text>
          </>
        ))}
        {[0, 1, 2, 3].map((i) => {
          const at = addDays(from, Math.round((span * i) / 3));
          return (
            <text x={x(at)} y={height - 8} text-anchor="middle">
              {at}
            </text>
          );
        })}
        {today && <line class="today" x1={x(today)} x2={x(today)} y1={top} y2={height - bottom} />}
        {lines.map(({ name, points, dashed, late }) => (
          <>
            <path class={dashed ? 'planned' : late ? 'late' : 'actual'} d={pathOf(points, x, y)} />
            <text x={width - right + 6} y={y(points.at(-1)?.n ?? 0) + (dashed ? -4 : 12)}>
              {name} {points.at(-1)?.n ?? 0}
            </text>
          </>
        ))}
      </svg>
      <details>
        <summary>{data}</summary>
        <table class="table">
          <thead>
            <tr>
              <th scope="col">{day}</th>
              {lines.map(({ name }) => (
                <th scope="col">{name}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {days.map((at) => (
              <tr>
                <td>{at}</td>
                {lines.map(({ points }) => (
                  <td class="number">{points.filter((point) => point.day <= at).at(-1)?.n ?? 0}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}

function pathOf(points: Point[], x: (day: Day) => number, y: (n: number) => number): string {
  const [first, ...rest] = points;
  if (!first) return '';
  const steps = rest.map(({ day, n }) => `H${round(x(day))}V${round(y(n))}`);
  return `M${round(x(first.day))} ${round(y(first.n))}${steps.join('')}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Counts a day as sums up to each day. */
export function summed(counts: Point[], from: Day): Point[] {
  let sum = 0;
  const points = [...counts]
    .sort((a, b) => (a.day < b.day ? -1 : 1))
    .map(({ day, n }) => {
      sum += n;
      return { day, n: sum };
    });
  return points[0]?.day === from ? points : [{ day: from, n: 0 }, ...points];
}
