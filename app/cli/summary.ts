import type { Summary } from '../../rehearsal/summary.ts';
import { errorTerms } from '../../words/errors.ts';
import { fill } from '../../words/language.ts';
import type { Desk } from './desk.ts';

/** What a rehearsed year came to, line by line. */
export function summaryLines(summary: Summary, run: { campaign: string; seconds: number }, desk: Desk): string[] {
  const { rehearse, list, audience, holder } = desk.words;
  const counts = (all: Record<string, number>, names: Record<string, string> = {}) =>
    Object.entries(all)
      .map(([key, n]) => `${names[key] ?? key} ${n}`)
      .join(list.comma);
  const leaders = summary.mailsByLeader.map((one) => fill(rehearse.leader, one)).join(list.comma);
  const { longestHolder: longest } = summary;
  return [
    fill(rehearse.year, { ...summary.campaign, seconds: run.seconds }),
    fill(rehearse.measures, {
      ...{ findings: summary.findings, findingsClosed: summary.findingsClosed, measures: summary.measures },
      ...{ closed: summary.closed, onTime: summary.onTime, late: summary.late },
    }),
    fill(rehearse.phases, { phases: counts(summary.measuresByPhase, errorTerms[desk.language].phase) }),
    fill(rehearse.acts, {
      ...{ reports: summary.reports, missed: summary.missedReports, returns: summary.returns },
      ...{ requested: summary.extensions.requested ?? 0, rebounds: summary.rebounds },
    }),
    fill(rehearse.mails, {
      ...{ mails: summary.mails, audiences: counts(summary.mailsByAudience, audience) },
      ...{ most: summary.maxDigestsPerPersonAndWindow, duplicates: summary.duplicates, lost: summary.lost },
    }),
    fill(rehearse.letters, { letters: counts(summary.mailsByRung, desk.words.letter) }),
    fill(rehearse.leaders, { leaders }),
    ...(longest
      ? [
          fill(rehearse.longest, {
            ...longest,
            holder: (holder as Record<string, string>)[longest.holder] ?? longest.holder,
          }),
        ]
      : []),
    fill(rehearse.next, { campaign: run.campaign }),
  ];
}
