import type { EvidenceRow } from '../../ledger/tables/access.ts';
import { actWords } from '../../words/acts.ts';
import { fill } from '../../words/language.ts';
import type { View } from '../campaign/view.ts';
import { personName } from '../item/names.ts';

/** What was handed in for a measure, each file to be fetched by whoever sees the measure. */
export function Evidence({ files, measure, view }: { files: EvidenceRow[]; measure: string; view: View }) {
  if (files.length === 0) return null;
  const words = actWords[view.language];
  return (
    <section>
      <h2>{words.evidence}</h2>
      <ul>
        {files.map(({ name, size, at, person, sha256 }) => (
          <li>
            <a href={view.to(`/m/${encodeURIComponent(measure)}/evidence/${sha256}`)}>
              {fill(words.evidenceLine, {
                ...{ name, size: sizeOf(size), at: view.dates.moment(at), by: personName(view, person) },
              })}
            </a>{' '}
            <code>{sha256.slice(0, 12)}</code>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** A file's size as people say it. */
export function sizeOf(bytes: number): string {
  return bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
