import type { PersonId, UnitId } from '../../domain/plan/directory.ts';
import { boardWords } from '../../words/board.ts';
import type { View } from '../campaign/view.ts';

/** A unit as the directory calls it. */
export function unitName({ campaign }: View, id: UnitId): string {
  return campaign.directory.units.find((unit) => unit.id === id)?.name ?? id;
}

/** A person as the directory calls him. */
export function personName({ campaign }: View, id: PersonId): string {
  return campaign.directory.persons.find((person) => person.id === id)?.name ?? id;
}

/** Several of them in one text; a dash for none. */
export function listed({ language }: View, names: string[]): string {
  const { and, none } = boardWords[language];
  return names.length > 0 ? names.join(and) : none;
}
