import type { Refusal } from '../errors.ts';
import { hash01 } from '../seed.ts';
import { mayBeTakenBack, type Said, sameValue } from './fields.ts';

/** One field the lists say differently now. */
export type FieldChange = { field: string; old: unknown; new: unknown };

/**
 * Why a change waits for a person. `conflict`: people have changed the field since the lists said it last. `moved`: the
 * row stands under another finding. `settled`: the item is closed or withdrawn. `refused`: the change cannot be made now.
 */
export const askKinds = ['conflict', 'moved', 'settled', 'refused'] as const;
export type AskKind = (typeof askKinds)[number];

/** `keep` leaves the record as it is, for as long as the lists say no more than now; `take` does what they say. */
export const choices = ['keep', 'take'] as const;
export type Choice = (typeof choices)[number];

/** A question the comparison asks; its key stays the same until the lists say something else. */
export type Ask = { key: string; kind: AskKind; id: string; change: FieldChange; choices: Choice[] } & Partial<Refusal>;

/** What becomes of one item of the lists. */
export type Compared = {
  id: string;
  outcome: 'create' | 'change' | 'same' | 'ask';
  changes: FieldChange[];
  asks: Ask[];
};

/** What is known of an item: how it stands, what the lists said of it last, and whether it still takes changes. */
export type Known = { standing: Said; before: Said | null; settled: boolean };

/** The answers people gave, by the key of the question. */
export type Answered = Record<string, string>;

/**
 * Compares what the lists say of an item with what they said last and with how it stands: only what the lists say
 * anew is a change, so an old file never undoes what people have decided since. `known` null: it is not in the record.
 */
export function compareItem(id: string, said: Said, known: Known | null, answered: Answered): Compared {
  if (!known) return { id, outcome: 'create', changes: [], asks: [] };
  const changes: FieldChange[] = [];
  const asks: Ask[] = [];
  const takenBack = mayBeTakenBack.filter((field) => !(field in said) && field in (known.before ?? {}));
  for (const field of [...Object.keys(said), ...takenBack]) {
    const [now, stands, before] = [said[field], known.standing[field], known.before?.[field]];
    if (sameValue(now, stands) || saysNothingNew(field, now, stands, known)) continue;
    const change = { field, old: stands ?? null, new: now ?? null };
    const kind = whyAsked(field, stands, before, known);
    const ask = kind && question(kind, id, change);
    const choice = ask && answered[ask.key];
    if (choice === 'keep') continue;
    if (ask && !(choice === 'take' && ask.choices.includes('take'))) asks.push(ask);
    else changes.push(change);
  }
  const outcome = asks.length > 0 ? 'ask' : changes.length > 0 ? 'change' : 'same';
  return { id, outcome, changes, asks };
}

/** The question whether a change may be forgotten that the item refuses. */
export function refusedAsk(id: string, changes: FieldChange[], { code, facts }: Refusal): Ask {
  const [change] = changes as [FieldChange];
  const all = { field: change.field, old: change.old, new: changes.map((one) => one.new) };
  return { ...question('refused', id, all), change, code, facts };
}

function saysNothingNew(field: string, now: unknown, stands: unknown, { before }: Known): boolean {
  if (before) return field in before && sameValue(now, before[field]);
  // Counted from the issue (立行立改), or dated later by people: a list that names no day does not take it away.
  return field === 'doneDue' && now === null && stands !== null;
}

function whyAsked(field: string, stands: unknown, before: unknown, { settled, before: last }: Known): AskKind | null {
  if (settled) return 'settled';
  if (field === 'finding') return 'moved';
  return last && !sameValue(stands, before) ? 'conflict' : null;
}

function question(kind: AskKind, id: string, change: FieldChange): Ask {
  const hash = hash01('import', kind, id, change.field, JSON.stringify(change.new), JSON.stringify(change.old));
  const key = `${kind}:${id}:${change.field}:${Math.floor(hash * 2 ** 40).toString(36)}`;
  return { key, kind, id, change, choices: kind === 'conflict' ? ['keep', 'take'] : ['keep'] };
}
