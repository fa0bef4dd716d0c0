import type { FindingState } from '../../domain/finding/state.ts';
import type { MeasureState } from '../../domain/measure/state.ts';

export type Published = { finding: FindingState; measures: MeasureState[] };
/** What would be read outside, and every measure that would not, with the reason. */
export type PublicList = { findings: Published[]; hidden: { measure: MeasureState; why: 'own' | 'under' }[] };

const byNumber = new Intl.Collator('zh-CN', { numeric: true });

/** A measure is read outside where it and its finding are both marked so, once it is issued and unless it was withdrawn. */
export function publicList(findings: FindingState[], measures: MeasureState[]): PublicList {
  const sorted = <T extends { no: string }>(items: T[]) => [...items].sort((a, b) => byNumber.compare(a.no, b.no));
  const counted = sorted(measures.filter(({ phase }) => phase !== 'draft' && phase !== 'withdrawn'));
  const open = new Set(findings.filter(({ publish }) => publish).map(({ id }) => id));
  const shown = counted.filter(({ publish, finding }) => publish && open.has(finding));
  return {
    findings: sorted(findings.filter(({ id }) => open.has(id)))
      .map((finding) => ({ finding, measures: shown.filter((measure) => measure.finding === finding.id) }))
      .filter((one) => one.measures.length > 0),
    hidden: counted
      .filter((measure) => !shown.includes(measure))
      .map((measure) => ({ measure, why: measure.publish ? 'under' : 'own' })),
  };
}

/** How a measure stands, in the words of a public list: neither lights nor lateness. */
export function publicState({ phase, longTerm }: MeasureState): 'done' | 'longTerm' | 'running' {
  if (phase === 'closed') return 'done';
  return longTerm ? 'longTerm' : 'running';
}
