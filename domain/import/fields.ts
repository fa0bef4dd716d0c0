import type { FindingState } from '../finding/state.ts';
import type { MeasureState } from '../measure/state.ts';
import type { Deadline, FindingDraft, MeasureDraft } from '../plan/lists.ts';
import type { PartDraft } from '../plan/quantity.ts';

/** What the lists say of an item that can be changed later, each as plain data that compares by its text. */
export type Said = Record<string, unknown>;

/**
 * A measure as its row says it. A date may be worded anew, only its day counts; the number follows the sheet and says
 * nothing of the measure.
 */
export function saidOfMeasure(draft: MeasureDraft): Said {
  const { finding, title, text, kind, leaders, leadUnit, participants, handler, publish } = draft;
  return {
    ...{ finding, title, text, kind, leaders, leadUnit, handler, publish },
    participants: [...participants].sort(),
    effectDue: dayOf(draft.effectDue),
    doneDue: dayOf(draft.doneDue),
    milestones: milestones(draft.milestones),
    ...amountsOf(draft),
    ...besides(draft),
  };
}

/** Amounts people decided stay, where the lists say nothing of them. */
function amountsOf({ quantity, parts, quotas }: MeasureDraft): Said {
  return {
    ...(quantity ? { quantity: `${quantity.total}${quantity.unit}` } : {}),
    ...(parts
      ? { parts: parts.map(({ title, total }) => (total === undefined ? title : `${title}：${total}`)).sort() }
      : {}),
    ...(quotas ? { quotas: quotas.map(({ day, done }) => `${day}：${done}`).sort() } : {}),
  };
}

/** What most rows say nothing of; a row that says nothing of it any more takes it back. */
export const mayBeTakenBack = ['alsoUnder', 'note', 'cadence'];

function besides({ alsoUnder = [], note, cadence }: Pick<MeasureDraft, 'alsoUnder' | 'note' | 'cadence'>) {
  return {
    ...(alsoUnder.length > 0 ? { alsoUnder: [...alsoUnder].sort() } : {}),
    ...(note ? { note } : {}),
    ...(cadence ? { cadence } : {}),
  };
}

/** A running measure in the same words. */
export function standingOfMeasure(state: MeasureState): Said {
  return saidOfMeasure(draftOfMeasure(state));
}

/** A running measure as a row of the lists; one that got a date again is no more long-term. */
export function draftOfMeasure(state: MeasureState): MeasureDraft {
  const { id, finding, no, title, text, leaders, leadUnit, participants, handler, publish } = state;
  const { effectDue, doneDue, milestones, quantity, parts, quotas, condition } = state;
  const dated = state.kind === 'longTerm' ? 'dated' : state.kind;
  return {
    ...{ id, finding, no, title, text, leaders, leadUnit, participants, handler, publish, effectDue, doneDue },
    kind: state.longTerm ? 'longTerm' : dated,
    milestones: milestones.map(({ day, text: what }) => ({ day, text: what })),
    ...(quantity ? { quantity: { kind: quantity.kind, unit: quantity.unit, total: quantity.total } } : {}),
    ...(parts ? { parts: parts.map(partDraftOf) } : {}),
    ...(quotas ? { quotas } : {}),
    ...(condition ? { condition } : {}),
    ...besides(state),
  };
}

function partDraftOf({ id, title, unit, total }: PartDraft): PartDraft {
  return { id, title, unit, ...(total === undefined ? {} : { total }) };
}

/** A running finding as a row of the lists. */
export function draftOfFinding(state: FindingState): FindingDraft {
  const { id, no, category, title, leadUnit, leaders, publish } = state;
  return { id, no, category, title, leadUnit, leaders, publish };
}

export function saidOfFinding(draft: FindingDraft): Said {
  const { category, title, leadUnit, leaders, publish } = draft;
  return { category, title, leadUnit, leaders, publish };
}

export function standingOfFinding(state: FindingState): Said {
  return saidOfFinding(state);
}

/** Two values of a field that say the same. */
export function sameValue(one: unknown, other: unknown): boolean {
  return JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
}

function dayOf(deadline: Deadline | null): string | null {
  return deadline?.day ?? null;
}

function milestones(all: { day: string; text: string }[]): string[] {
  return all.map(({ day, text }) => `${day}：${text}`).sort();
}
