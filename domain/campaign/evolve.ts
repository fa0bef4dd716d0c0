import { monthOf } from '../calendar/day.ts';
import { dayOf } from '../calendar/zone.ts';
import type { Directory } from '../plan/directory.ts';
import { changed, successionOf } from '../plan/directoryChange.ts';
import { mainPlan, type Team } from '../plan/plan.ts';
import type { CampaignEvent } from './events.ts';
import type { CampaignState, Round } from './state.ts';
import { succeeded } from './succession.ts';

/** The state after one more event. Only ever extended. */
export function evolve(state: CampaignState | null, event: CampaignEvent): CampaignState {
  if (event.type === 'SetUp') {
    const { settings, clock, policy, directory, years = {} } = event;
    return {
      v: 1,
      id: settings.id,
      settings,
      clock,
      policy,
      directory,
      years,
      phase: 'draft',
      issuedAt: null,
      bulletin: null,
      periodEnded: false,
    };
  }
  if (!state) throw new Error(`${event.type} before SetUp`);
  switch (event.type) {
    case 'DirectoryAmended':
      return {
        ...succeeded(state, event.change),
        ...successionsAfter(state, event),
        directory: changed(state.directory, event.change, event.document),
      };
    case 'DirectoryChanged':
      // Lists do not know of delegations; those given stay given.
      return { ...state, directory: { ...event.directory, ...delegationsOf(state.directory) } };
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
        ...(event.rungs ? { rungs: { ...state.rungs, ...event.rungs } } : {}),
      };
    case 'PlanSet':
      return withPlan(state, event);
    case 'PlanDropped':
      return withoutPlan(state, event.plan);
    case 'TeamSet':
      return withTeams(state, [...otherTeams(state, event.team.id), event.team]);
    case 'TeamDropped':
      return withTeams(state, otherTeams(state, event.team));
    case 'SecrecySet': {
      const { secrecy = {} } = state.settings;
      const { finding, level } = event;
      const next =
        finding === null ? { ...secrecy, level } : { ...secrecy, findings: { ...secrecy.findings, [finding]: level } };
      return { ...state, settings: { ...state.settings, secrecy: next } };
    }
    case 'BulletinDue': {
      const { plan = mainPlan, period } = event;
      const { [plan]: _, ...rounds } = state.rounds ?? {};
      const drawn = plan === mainPlan ? { bulletin: period } : { bulletins: { ...state.bulletins, [plan]: period } };
      return { ...state, ...drawn, ...(state.rounds ? { rounds } : {}) };
    }
    case 'HeadsRecorded':
    case 'RolledUp':
      return state;
    case 'RoundOpened': {
      const { plan, period, units, missing, nearCopies } = event;
      const round: Round = {
        ...{ period, steps: 1, units, consolidated: {}, leaders: [], signed: {} },
        ...(missing.length > 0 ? { missing } : {}),
        ...(nearCopies.length > 0 ? { nearCopies } : {}),
      };
      return { ...state, rounds: { ...state.rounds, [plan]: round } };
    }
    case 'RoundChased':
      return inRound(state, event.plan, () => ({ steps: event.steps }));
    case 'RoundRaised':
      return inRound(state, event.plan, () => ({ steps: 3, leaders: event.leaders }));
    case 'Consolidated': {
      const entry = { by: event.by, day: event.asOf, late: event.late };
      return inRound(state, event.plan, (round) => ({ consolidated: { ...round.consolidated, [event.unit]: entry } }));
    }
    case 'Signed':
      return inRound(state, event.plan, ({ signed }) => ({
        signed: { ...signed, [event.leader]: event.on ?? dayOf(event.at, state.settings.zone) },
      }));
    case 'ErrandGiven':
      return numbered({ ...state, errands: { ...state.errands, [event.errand.id]: event.errand } });
    case 'ErrandFinished':
    case 'ConsultationConcluded': {
      const { [event.errand]: _, ...errands } = state.errands ?? {};
      const { [`errand:${event.errand}`]: __, ...rungs } = state.rungs ?? {};
      return { ...state, errands, rungs };
    }
    case 'ErrandRung':
      return { ...state, rungs: { ...state.rungs, [event.basis]: event.position + 1 } };
    case 'LetterDrafted':
      return numbered({ ...state, letters: { ...state.letters, [event.letter.id]: event.letter } });
    case 'LetterReleased':
    case 'LetterDropped': {
      const { [event.letter]: _, ...letters } = state.letters ?? {};
      return { ...state, letters };
    }
    case 'CheckOpened':
      return numbered({ ...state, checks: { ...state.checks, [event.check.id]: event.check } });
    case 'CheckRecorded': {
      const check = state.checks![event.check]!;
      const recorded = [...check.recorded, event.item];
      return { ...state, checks: { ...state.checks, [check.id]: { ...check, recorded } } };
    }
    case 'CheckClosed': {
      const { [event.check]: _, ...checks } = state.checks ?? {};
      return { ...state, checks };
    }
    case 'PeriodEnded':
      return { ...state, periodEnded: true, ...(event.asOf ? { frozenOn: event.asOf } : {}) };
    default: {
      const forgotten: never = event;
      throw new Error(`unknown event ${JSON.stringify(forgotten)}`);
    }
  }
}

function inRound(state: CampaignState, plan: string, changes: (round: Round) => Partial<Round>): CampaignState {
  const round = state.rounds?.[plan];
  if (!round) return state;
  return { ...state, rounds: { ...state.rounds, [plan]: { ...round, ...changes(round) } } };
}

function successionsAfter(
  { successions = [] }: CampaignState,
  { change, at }: Extract<CampaignEvent, { type: 'DirectoryAmended' }>,
): Pick<CampaignState, 'successions'> {
  const { from, to } = successionOf(change) ?? {};
  return from && to ? { successions: [...successions, { from, to, at }] } : {};
}

function numbered(state: CampaignState): CampaignState {
  return { ...state, numbered: (state.numbered ?? 0) + 1 };
}

function delegationsOf({ delegations }: Directory): Pick<Directory, 'delegations'> {
  return delegations ? { delegations } : {};
}

function withPlan(state: CampaignState, { plan, since }: Extract<CampaignEvent, { type: 'PlanSet' }>): CampaignState {
  const { plans = [] } = state.settings;
  const isNew = plans.every(({ id }) => id !== plan.id);
  const all = isNew ? [...plans, plan] : plans.map((one) => (one.id === plan.id ? plan : one));
  const bulletins = isNew && state.phase === 'issued' ? { bulletins: { ...state.bulletins, [plan.id]: since } } : {};
  return { ...state, settings: { ...state.settings, plans: all }, ...bulletins };
}

function withoutPlan(state: CampaignState, plan: string): CampaignState {
  const { [plan]: _, ...bulletins } = state.bulletins ?? {};
  const { [plan]: __, ...rounds } = state.rounds ?? {};
  const plans = (state.settings.plans ?? []).filter(({ id }) => id !== plan);
  return { ...state, settings: { ...state.settings, plans }, bulletins, rounds };
}

function otherTeams({ settings: { teams = [] } }: CampaignState, id: string): Team[] {
  return teams.filter((team) => team.id !== id);
}

function withTeams(state: CampaignState, teams: Team[]): CampaignState {
  return { ...state, settings: { ...state.settings, teams } };
}
