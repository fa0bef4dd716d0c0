import type { Day, Instant } from '../calendar/day.ts';
import type { Directory, PersonId, UnitId } from '../plan/directory.ts';
import { changed, successionOf } from '../plan/directoryChange.ts';
import type { LetterKind } from '../plan/letterKind.ts';
import type { CampaignEvent } from './events.ts';
import type { LetterDraft } from './letters.ts';

/** Everything the record holds of one letter: the draft with its reasons, what became of it, and its answer. */
export type LetterFile = {
  draft: LetterDraft;
  /** The unit's name: of what is released or dropped as it was then. */
  unit: string;
  released: { at: Instant; by: PersonId; signer: string; number: string; replyBy: Day | null } | null;
  dropped: { at: Instant; by: PersonId; reason: string } | null;
  /** The errand that waits for the answer; null where none was asked for. */
  reply: {
    errand: string;
    due: Day;
    answer: { on: Day; by: PersonId; result: string; document: string | null } | null;
  } | null;
};

/** A letter with what it names, as a reader needs it; `today` tells whether an answer is overdue. */
export type ShownLetter = LetterFile & {
  /** `title` null: a letter is carried about, and of this one only the number may be said. */
  measure: { no: string; title: string | null } | null;
  office: string;
  zone: string;
  today: Day;
};

/** Letters that only propose: 扣分, 约谈 and 问责 are for others to decide, so they go to them and not to the unit. */
const proposals: LetterKind[] = ['deduct', 'talk', 'account'];

export function isProposal(kind: LetterKind): boolean {
  return proposals.includes(kind);
}

/** The letters of a campaign by id, from its events in their order. */
export function lettersOf(events: CampaignEvent[]): Map<string, LetterFile> {
  const files = new Map<string, LetterFile>();
  const answering = new Map<string, string>();
  let directory: Directory = { units: [], persons: [] };
  const nameOf = (unit: UnitId) => directory.units.find(({ id }) => id === unit)?.name ?? unit;
  const change = (id: string | undefined, changes: Partial<LetterFile>) => {
    const file = id === undefined ? undefined : files.get(id);
    if (file) files.set(file.draft.id, { ...file, ...changes });
  };
  for (const [n, event] of events.entries()) {
    const { at, by } = event;
    const after = directoryAfter(directory, event);
    if (after !== directory) {
      directory = after;
      for (const { draft, released, dropped } of files.values()) {
        if (released || dropped) continue;
        const unit = unitAfter(draft.unit, event);
        change(draft.id, { draft: { ...draft, unit }, unit: nameOf(unit) });
      }
    }
    if (event.type === 'LetterDrafted')
      files.set(event.letter.id, {
        ...{ draft: event.letter, unit: nameOf(event.letter.unit) },
        ...{ released: null, dropped: null, reply: null },
      });
    if (event.type === 'LetterDropped') change(event.letter, { dropped: { at, by, reason: event.reason } });
    if (event.type === 'LetterReleased') {
      const { letter, signer, number, replyBy } = event;
      const next = events[n + 1];
      // What waits for its answer is given in the same breath.
      const errand = next?.type === 'ErrandGiven' && next.errand.source === 'letter' ? next.errand : null;
      if (errand) answering.set(errand.id, letter);
      const reply = errand && { errand: errand.id, due: errand.due, answer: null };
      change(letter, { released: { at, by, signer, number, replyBy }, reply });
    }
    if (event.type === 'ErrandFinished') {
      const id = answering.get(event.errand);
      const reply = id === undefined ? null : files.get(id)?.reply;
      const { on, result, document } = event;
      if (reply) change(id, { reply: { ...reply, answer: { on, by, result, document } } });
    }
  }
  return files;
}

function directoryAfter(directory: Directory, event: CampaignEvent): Directory {
  if (event.type === 'DirectoryAmended') return changed(directory, event.change, event.document);
  return event.type === 'SetUp' || event.type === 'DirectoryChanged' ? event.directory : directory;
}

/** A letter that waits goes to whoever has taken over from its unit. */
function unitAfter(unit: UnitId, event: CampaignEvent): UnitId {
  const succession = event.type === 'DirectoryAmended' ? successionOf(event.change) : null;
  return succession?.from === unit ? succession.to : unit;
}
