import type { FindingEvent } from './events.ts';
import { type FindingState, unsettled } from './state.ts';

/** The state after one more event. Only ever extended. */
export function evolve(state: FindingState | null, event: FindingEvent): FindingState {
  if (event.type === 'Drafted') {
    const { id, no, category, title, leadUnit, leaders, publish } = event.draft;
    return {
      v: 1,
      id,
      campaign: event.campaign,
      no,
      category,
      title,
      leadUnit,
      leaders,
      publish,
      phase: 'draft',
      issuedAt: null,
      measures: entries(event.measures),
      settledOn: null,
      closure: null,
      reopened: 0,
      archivedAt: null,
      limitsSince: event.at,
      rungs: {},
    };
  }
  if (!state) throw new Error(`${event.type} before Drafted`);
  switch (event.type) {
    case 'Adjusted':
      return { ...state, ...event.changes };
    case 'MeasuresAdded':
      return unsettledAgain({ ...state, measures: { ...entries(event.measures), ...state.measures } });
    case 'Issued':
      return { ...state, phase: 'open', issuedAt: event.at, limitsSince: event.at };
    case 'MeasureChanged': {
      const { measure, status, archived } = event;
      return unsettledAgain({ ...state, measures: { ...state.measures, [measure]: { status, archived } } });
    }
    case 'Succeeded': {
      const other = (id: string) => (id === event.from ? event.to : id);
      return { ...state, leadUnit: other(state.leadUnit), leaders: [...new Set(state.leaders.map(other))] };
    }
    case 'Settled':
      return { ...state, settledOn: event.on };
    case 'RungReached':
      return { ...state, rungs: { ...state.rungs, [event.basis]: event.position + 1 } };
    case 'Recounted':
      return { ...state, rungs: { ...state.rungs, ...event.rungs } };
    case 'Closed':
      return { ...state, phase: 'closed', closure: { by: event.by, day: event.day }, rungs: {} };
    case 'Reopened':
      return {
        ...{ ...state, phase: 'open', closure: null, settledOn: null, archivedAt: null },
        reopened: state.reopened + 1,
      };
    case 'Archived':
      return { ...state, archivedAt: event.at };
    default: {
      const forgotten: never = event;
      throw new Error(`unknown event ${JSON.stringify(forgotten)}`);
    }
  }
}

/** Nobody is asked to close what has something to be done again. */
function unsettledAgain(state: FindingState): FindingState {
  return unsettled(state).length > 0 ? { ...state, settledOn: null, rungs: {} } : state;
}

function entries(measures: string[]): FindingState['measures'] {
  return Object.fromEntries(measures.map((id) => [id, { status: 'draft', archived: false }]));
}
