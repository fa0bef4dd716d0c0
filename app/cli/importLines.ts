import type { Directory } from '../../domain/plan/directory.ts';
import { sayChange } from '../../words/import.ts';
import { fill } from '../../words/language.ts';
import { listWords } from '../../words/lists.ts';
import type { ImportDocument, ImportedRow } from '../importDocument.ts';
import type { Desk } from './desk.ts';

/** An import as a person reads it: row by row what is to be done or asked, what is wrong, and the totals. */
export function importLines(document: ImportDocument, directory: Directory, { words, language }: Desk): string[] {
  const { import: says, list } = words;
  const { tried, outcome } = listWords[language];
  const { rows, errors, dryRun, campaign, applied, create, change, same, gone, ask } = document;
  const place = ({ sheet, row }: ImportedRow) => (sheet ? fill(tried.place, { sheet, row }) : '');
  const line = (row: ImportedRow) =>
    fill(tried.row, {
      ...{ place: place(row), outcome: outcome[row.outcome], id: row.id, measure: short(row.measure) },
      ...{ leadUnit: row.leadUnit, doneDue: row.doneDue ?? '' },
    }).trim();
  const changed = ({ changes }: ImportedRow) =>
    changes.length === 0
      ? []
      : [fill(says.change, { changes: changes.map((one) => sayChange(one, directory, language)).join(list.clause) })];
  // Of an import that is made, what is as it was is of no interest; a trial shows every row.
  const shown = rows.filter((row) => dryRun || row.outcome !== 'same' || row.questions.length > 0);
  return [
    ...shown.flatMap((row) => [
      line(row),
      ...changed(row),
      ...row.questions.flatMap(({ message, key, options }) => [
        fill(tried.question, { message, key }),
        ...options.map((option) => fill(tried.option, option)),
      ]),
      ...(row.outcome === 'gone' ? [fill(says.gone, { id: row.id })] : []),
    ]),
    ...errors.map((error) => fill(says.row, { ...error })),
    fill(tried.totals, { create, change, same, gone, ask, errors: errors.length }),
    ...(dryRun ? [says.dry] : []),
    ...(!dryRun && rows.some(({ questions }) => questions.length > 0)
      ? [fill(says.answer, { campaign: campaign! })]
      : []),
    ...(applied
      ? [
          fill(says.done, {
            ...{ campaign: campaign!, findings: applied.started.findings, measures: applied.started.measures },
            ...{ changedFindings: applied.changed.findings, changedMeasures: applied.changed.measures },
          }),
        ]
      : []),
    ...(applied && applied.started.measures > 0 ? [fill(says.next, { campaign: campaign! })] : []),
  ];
}

function short(text: string): string {
  return text.length > 24 ? `${text.slice(0, 24)}…` : text;
}
