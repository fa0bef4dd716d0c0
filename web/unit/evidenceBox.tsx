import type { MeasureState } from '../../domain/measure/state.ts';
import type { EvidenceRow } from '../../ledger/tables/access.ts';
import { fill } from '../../words/language.ts';
import { unitWords } from '../../words/unit.ts';
import type { View } from '../campaign/view.ts';
import { sizeOf } from '../measure/evidence.tsx';
import { largestFile } from './evidence.ts';

type Props = { view: View; measure: MeasureState; files: EvidenceRow[]; to: (path?: string) => string };

/**
 * The files of one measure, and the ways more come in: chosen, photographed, or dropped here. With the script each goes up
 * by itself and shows how far it is; without it the button sends those that were chosen.
 */
export function EvidenceBox({ view, measure, files, to }: Props) {
  const words = unitWords[view.language];
  const below = `/evidence/${encodeURIComponent(measure.id)}`;
  const name = `file.${measure.id}`;
  return (
    <div
      class="for-progress for-done evidence"
      data-drop={to(below)}
      data-name={name}
      data-again={words.uploadAgain}
      data-failed={words.uploadFailed}
    >
      <p>
        {words.evidence}：{files.length === 0 && <span class="note">{words.evidenceNone}</span>}
      </p>
      <ul>
        {files.map((file) => (
          <li>
            <a href={to(`${below}/${file.sha256}`)}>{file.name}</a> <small class="note">{factsOf(file)}</small>
          </li>
        ))}
      </ul>
      <p class="note">
        {fill(words.evidenceHint, { limit: largestFile })}
        <span data-drop-hint hidden>
          {words.dropHint}
        </span>
      </p>
      <div class="upload">
        <label class="form-label" for={name}>
          {words.chooseFiles}
        </label>
        <input class="form-control" type="file" name={name} id={name} multiple />
        <label class="form-label" for={`photo.${measure.id}`}>
          {words.photo}
        </label>
        <input
          class="form-control"
          type="file"
          name={name}
          id={`photo.${measure.id}`}
          accept="image/jpeg,image/png"
          capture="environment"
        />
        <button class="btn btn-outline-primary" type="submit" formaction={to(below)} formenctype="multipart/form-data">
          {words.upload}
        </button>
      </div>
    </div>
  );
}

/** A file's size, and the beginning of its hash. */
export function factsOf({ size, sha256 }: Pick<EvidenceRow, 'size' | 'sha256'>): string {
  return `${sizeOf(size)} · sha256 ${sha256.slice(0, 12)}`;
}
