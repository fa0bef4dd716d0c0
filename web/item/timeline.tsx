import { itemWords } from '../../words/item.ts';
import type { View } from '../campaign/view.ts';
import { type Entry, type Tab, tabs } from './entries.ts';

/** What happened to one item, newest first; the part that is shown stands in the address. */
export function Timeline({ entries, tab, path, view }: { entries: Entry[]; tab: Tab; path: string; view: View }) {
  const words = itemWords[view.language];
  const shown = entries.filter((entry) => entry.tabs.includes(tab));
  return (
    <section id="timeline">
      <h2>{words.timeline}</h2>
      <nav class="tabs">
        {tabs.map((one) => (
          <a
            href={`${view.to(path, one === 'all' ? {} : { show: one })}#timeline`}
            aria-current={one === tab ? 'true' : undefined}
          >
            {words.tabs[one]}
          </a>
        ))}
      </nav>
      {shown.length === 0 && <p>{entries.length === 0 ? words.timelineEmpty : words.tabEmpty}</p>}
      <ol class="steps">
        {shown.map(({ at, what, who, below, scan }) => (
          <li>
            <time datetime={view.dates.machine(at)}>{view.dates.moment(at)}</time>
            <div>
              {what} <span class="who">{who}</span> {scan && <a href={view.to(`/scans/${scan}`)}>{words.scan}</a>}
              {below.length > 0 && (
                <ul>
                  {below.map((line) => (
                    <li>{line}</li>
                  ))}
                </ul>
              )}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** The part of a timeline a request asks for. */
export function tabOf(show: string | undefined): Tab {
  return tabs.find((tab) => tab === show) ?? 'all';
}
