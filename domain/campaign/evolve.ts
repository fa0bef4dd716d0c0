import { monthOf } from '../calendar/day.ts';
import { dayOf } from '../calendar/zone.ts';
import type { CampaignEvent } from './events.ts';
import type { CampaignState } from './state.ts';

/** The state after one more event. Only ever extended. */
export function evolve(state: CampaignState | null, event: CampaignEvent): CampaignState {
  if (event.type === 'SetUp') {
    const { settings, clock, policy, directory } = event;
    return {
      v: 1,
      id: settings.id,
      settings,
      clock,
      policy,
      directory,
      years: {},
      phase: 'draft',
      issuedAt: null,
      bulletin: null,
      periodEnded: false,
    };
  }
  if (!state) throw new Error(`${event.type} before SetUp`);
  switch (event.type) {
    case 'DirectoryChanged':
      return { ...state, directory: event.directory };
    case 'Issued':
      return {
        ...state,
        phase: 'issued',
        issuedAt: state.issuedAt ?? event.at,
        bulletin: state.bulletin ?? monthOf(dayOf(event.at, state.settings.zone)),
        ...(event.held ? { held: true as const } : {}),
      };
    case 'Released': {
      const { held: _, ...released } = state;
      return released;
    }
    case 'Replanned':
      return {
        ...state,
        policy: event.policy ?? state.policy,
        years: { ...state.years, ...event.years },
      };
    case 'BulletinDue':
      return { ...state, bulletin: event.period };
    case 'HeadsRecorded':
      return state;
    case 'PeriodEnded':
      return { ...state, periodEnded: true };
    default: {
      const forgotten: never = event;
      throw new Error(`unknown event ${JSON.stringify(forgotten)}`);
    }
  }
}
