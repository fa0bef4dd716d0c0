import type { Kysely } from 'kysely';
import type { Instant } from '../domain/calendar/day.ts';
import type { FindingState } from '../domain/finding/state.ts';
import type { MeasureState } from '../domain/measure/state.ts';
import type { Tables } from '../ledger/tables.ts';
import type { Line } from './cast/line.ts';

/** What the receivers of a window's mails read in them, line by line. */
export async function readLines(db: Kysely<Tables>, campaign: string, windowAt: Instant): Promise<Line[]> {
  const rows = await db
    .selectFrom('mail')
    .innerJoin('mail_notice', 'mail_notice.mail', 'mail.id')
    .innerJoin('notice', 'notice.id', 'mail_notice.notice')
    .innerJoin('stream', 'stream.id', 'notice.stream')
    .select(['notice.id', 'mail.person', 'role', 'letter', 'basis', 'facts', 'due', 'stream.kind', 'stream.state'])
    .where('mail.campaign', '=', campaign)
    .where('mail.window_at', '=', windowAt)
    .where('mail.state', '=', 'accepted')
    .execute();
  // Sorted here: a database sorts text by its own language, and who reads first, acts.
  rows.sort((a, b) => compare(a.id, b.id) || compare(a.person, b.person));
  return rows.map(({ id, person, role, letter, basis, facts, due, kind, state }) => ({
    notice: id,
    person,
    role,
    letter,
    basis,
    rung: String((facts as { rung?: string }).rung ?? ''),
    due,
    about:
      kind === 'measure'
        ? { measure: state as MeasureState }
        : kind === 'finding'
          ? { finding: state as FindingState }
          : null,
  }));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
