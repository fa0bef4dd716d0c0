import { fill } from '../../words/language.ts';
import { mineWords } from '../../words/mine.ts';
import type { View } from '../campaign/view.ts';
import type { Today } from '../mine/today.ts';

/** 今天要我办: each kind with its count, leading to where it is done. */
export function TodayLine({ today, view }: { today: Today | null; view: View }) {
  if (!today) return null;
  const words = mineWords[view.language];
  const names: Record<keyof Today, string> = { ...words.count, errands: words.countErrands };
  const kinds = (Object.keys(names) as (keyof Today)[]).filter((kind) => today[kind] > 0);
  const n = kinds.reduce((sum, kind) => sum + today[kind], 0);
  return (
    <p class="today">
      <a href={view.to('/mine')}>
        <b>{fill(words.today, { n })}</b>
      </a>
      {kinds.map((kind, i) => (
        <>
          {i === 0 ? '：' : ' · '}
          <a href={`${view.to('/mine')}${kind === 'decide' ? '' : `#${kind}`}`}>
            {names[kind]} {today[kind]}
          </a>
        </>
      ))}
    </p>
  );
}
