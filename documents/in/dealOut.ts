import type { Day } from '../../domain/calendar/day.ts';
import { CodedError } from '../../domain/errors.ts';
import type { FindingDraft, Lists, MeasureDraft } from '../../domain/plan/lists.ts';
import { hash01, pick } from '../../domain/seed.ts';
import { dealDates } from './dealOut/dates.ts';
import { dealDirectory } from './dealOut/directory.ts';
import type { NoticeFinding } from './notice/findings.ts';
import type { Notice } from './notice/notice.ts';
import { shortTitle } from './shortTitle.ts';

/**
 * Lists for a rehearsal: a notice says what is to be done and not by whom, so leaders, units and time limits are dealt
 * by a hash of (seed, item, purpose). The same seed deals the same; nobody in them is anybody.
 */
export function dealOut(notice: Notice, { seed, feedbackOn }: { seed: string; feedbackOn?: Day }): Lists {
  const feedback = feedbackOn ?? notice.feedbackOn;
  if (feedback === null) throw new CodedError('notice-feedback-date-missing');
  const dealt = dealDirectory(feedback);
  // Shuffled once and dealt in turn, so that no unit goes without.
  const units = dealt.directory.units
    .map(({ id }) => id)
    .sort((a, b) => hash01(seed, 'order', a) - hash01(seed, 'order', b)) as [string, ...string[]];

  // A heading that all share tells no finding from another.
  const shared = sharedDepth(notice.findings.map(({ section }) => section.split(' / ')));
  const findings: FindingDraft[] = [];
  const measures: MeasureDraft[] = [];
  for (const [i, found] of notice.findings.entries()) {
    const finding = dealFinding(found, i);
    findings.push(finding);
    for (const [j, { text }] of found.measures.entries()) {
      const id = `${finding.id}-${j + 1}`;
      const leadUnit = hash01(seed, id, 'unit') < 0.7 ? finding.leadUnit : pick(units, seed, id, 'other unit');
      measures.push({
        id,
        finding: finding.id,
        no: `${finding.no}-${j + 1}`,
        title: shortTitle(text),
        text,
        leaders: [leaderOf(leadUnit, id)],
        leadUnit,
        participants: participants(id, leadUnit),
        handler: hash01(seed, id, 'handler') < 0.5 ? (dealt.handlerOf.get(leadUnit) ?? null) : null,
        ...dealDates(seed, id, feedback),
        publish: true,
      });
    }
  }
  return { directory: dealt.directory, findings, measures };

  function dealFinding({ no, section, title, measures: [first] }: NoticeFinding, i: number): FindingDraft {
    const id = `F${String(i + 1).padStart(2, '0')}`;
    const leadUnit = units[i % units.length]!;
    return {
      id,
      no: no || String(i + 1),
      category: section
        .split(' / ')
        .slice(shared)
        .filter((part) => part !== ''),
      title: title || shortTitle(first?.text ?? id),
      leadUnit,
      leaders: [leaderOf(leadUnit, id)],
      publish: true,
    };
  }

  /** The leader in charge of the unit, or now and then the secretary himself. */
  function leaderOf(unit: string, item: string): string {
    return hash01(seed, item, 'secretary') < 0.09 ? dealt.secretary : dealt.leaderOf.get(unit)!;
  }

  function participants(item: string, leadUnit: string): string[] {
    const count = Math.floor(hash01(seed, item, 'participants') * 4);
    const dealtOnes = Array.from({ length: count }, (_, k) => pick(units, seed, item, 'participant', k));
    return [...new Set(dealtOnes)].filter((unit) => unit !== leadUnit);
  }
}

function sharedDepth(paths: string[][]): number {
  const [first = []] = paths;
  const differs = first.findIndex((text, depth) => paths.some((path) => path[depth] !== text));
  return differs === -1 ? first.length : differs;
}
