import type { Actor } from '../actor.ts';
import { dayOf } from '../calendar/zone.ts';
import type { Context } from '../context.ts';
import { type Refusal, refusal } from '../errors.ts';
import { carriedOver, concerns } from '../notice/carry.ts';
import { tell } from '../notice/tell.ts';
import { refusePaper } from '../paper.ts';
import { isHeads } from '../plan/directory.ts';
import { refuse } from './authority.ts';
import type { FindingCommand } from './commands.ts';
import type { FindingEvent, FindingEventOf, FindingEventType } from './events.ts';
import { evolve } from './evolve.ts';
import { type FindingState, unsettled } from './state.ts';
import { limitsOf } from './tick.ts';

/** What a command brings about, or why not. Closing is an act of a person; that it could be closed is only proposed. */
export function decide(
  state: FindingState | null,
  command: FindingCommand,
  actor: Actor,
  context: Context,
): FindingEvent[] | Refusal {
  const no = refuse(state, command, actor);
  if (no) return no;
  const event = <T extends FindingEventType>(
    type: T,
    fields: Omit<FindingEventOf<T>, 'type' | 'at' | 'by' | 'notices'>,
  ) => ({ type, at: context.now, by: actor.person, notices: [], ...fields }) as unknown as FindingEventOf<T>;

  if (command.type === 'draft') {
    if (command.measures.length === 0) return refusal('not-issuable', { id: command.draft.id });
    return [event('Drafted', { draft: command.draft, campaign: command.campaign, measures: command.measures })];
  }
  const finding = state!;
  const today = dayOf(context.now, context.calendar.zone);
  switch (command.type) {
    case 'addMeasures':
      return [event('MeasuresAdded', { measures: command.measures })];
    case 'succeed': {
      const { from, to } = command;
      const isNamed = finding.leadUnit === from || finding.leaders.includes(from);
      return isNamed ? [event('Succeeded', { from, to })] : [];
    }
    case 'recount': {
      if (!concerns(command.was, finding.id)) return [];
      const rungs = carriedOver(finding, limitsOf(finding), command.was.ladders, context);
      return Object.keys(rungs).length > 0 ? [event('Recounted', { rungs })] : [];
    }
    case 'adjust': {
      const { changes, reason, approver } = command;
      if (!reason.trim() || !approver.trim()) return refusal('reason-missing', { act: 'adjust' });
      return [event('Adjusted', { changes, reason, approver })];
    }
    case 'issue':
      if (finding.phase !== 'draft') return refusal('wrong-state', { act: 'issue', phase: finding.phase });
      // Its measures may all have been settled before it was issued itself.
      if (unsettled(finding).length === 0)
        return [event('Issued', { document: command.document }), event('Settled', { on: today })];
      return [event('Issued', { document: command.document })];
    case 'measureChanged': {
      const { measure, status, archived } = command;
      const missed = missedSuccessions(finding, context).map(({ from, to }) => event('Succeeded', { from, to }));
      const changed = event('MeasureChanged', { measure, status, archived });
      const next = evolve(finding, changed);
      const isReopened = finding.phase === 'closed' && status === 'open';
      const events: FindingEvent[] = isReopened ? [...missed, changed, event('Reopened', { measure })] : [changed];
      if (next.phase === 'open' && next.settledOn === null && unsettled(next).length === 0) {
        events.push(event('Settled', { on: today }));
      }
      if (isFinished(next)) events.push(event('Archived', {}));
      return events;
    }
    case 'close': {
      const longTerm = Object.keys(finding.measures).filter((id) => finding.measures[id]!.status === 'longTerm');
      const issued = finding.issuedAt === null ? null : dayOf(finding.issuedAt, context.calendar.zone);
      const owns = ({ person, units }: Actor) => units.includes(finding.leadUnit) || finding.leaders.includes(person);
      const badPaper = refusePaper(actor, context.directory, finding.settledOn ?? issued, today, owns);
      if (badPaper) return badPaper;
      const decision = command.decision?.trim();
      if (!decision && isHeads(finding.leaders, context.directory)) return refusal('reason-missing', { act: 'close' });
      const closed = event('Closed', { day: today, longTerm, ...(decision ? { decision } : {}) });
      closed.notices = tell(context, 'closed', 'info', 'closed', ['unit', 'leader'], {});
      return isFinished(evolve(finding, closed)) ? [closed, event('Archived', {})] : [closed];
    }
  }
}

/** Who has become whom, of those it names, while it was archived. */
function missedSuccessions({ archivedAt, leadUnit, leaders }: FindingState, { successions = [] }: Context) {
  if (archivedAt === null) return [];
  const named = new Set([leadUnit, ...leaders]);
  return successions.filter(({ from, to, at }) => at >= archivedAt && named.delete(from) && named.add(to));
}

/** Closed, and none of its measures can come back. */
function isFinished(state: FindingState): boolean {
  return (
    state.phase === 'closed' && state.archivedAt === null && Object.values(state.measures).every((m) => m.archived)
  );
}
