import type { Actor } from '../../../domain/actor.ts';
import type { CampaignCommand } from '../../../domain/campaign/commands.ts';
import { decide } from '../../../domain/campaign/decide.ts';
import type { CampaignEvent } from '../../../domain/campaign/events.ts';
import { evolve } from '../../../domain/campaign/evolve.ts';
import type { CampaignFacts } from '../../../domain/campaign/facts.ts';
import type { Figures } from '../../../domain/campaign/figures.ts';
import type { CampaignState } from '../../../domain/campaign/state.ts';
import { tick } from '../../../domain/campaign/tick.ts';
import type { FindingState } from '../../../domain/finding/state.ts';
import type { MeasureState } from '../../../domain/measure/state.ts';
import { standard } from '../../../domain/plan/presets.ts';
import { as, contextAt, directory, engine, given, issue, measureDraft } from '../../support/domain.ts';

export const figures: Figures = {
  findings: { total: 47, closed: 12 },
  measures: { total: 118, closed: 54, late: 3, withdrawn: 1, longTerm: 6 },
  byLight: { closed: 54 },
  lateByHolder: { unit: 3, leader: 0, office: 0, higherLevel: 0 },
};
export const draft = given({
  ...{ type: 'Drafted', at: 0, by: 'system', notices: [], campaign: 'c1' },
  draft: measureDraft(),
}).state!;
export const facts = { figures, heads: { 'campaign/c1': { seq: 3, hash: 'h' } }, findings: [], measures: [draft] };
export const setUp: CampaignCommand = {
  type: 'setUp',
  settings: {
    id: 'c1',
    name: '区委巡察整改',
    feedbackOn: '2024-06-03',
    concentratedMonths: 3,
    zone: 'Asia/Shanghai',
    language: 'zh-CN',
    office: { name: '区委整改办', replyTo: 'office@example.test' },
  },
  clock: 'real',
  policy: standard,
  directory,
};

/** One campaign's life as the engine would drive it. */
export class Story {
  state: CampaignState | null = null;
  readonly events: CampaignEvent[] = [];
  measures: MeasureState[] = [draft];
  findings: FindingState[] = [];
  others: MeasureState[] = [];

  /** What `actor` is answered; time does not pass. */
  try(when: string, command: CampaignCommand, actor: Actor) {
    return decide(this.state, command, actor, contextAt(when), this.facts());
  }

  act(when: string, command: CampaignCommand, actor: Actor): this {
    const answer = this.try(when, command, actor);
    if (!Array.isArray(answer)) throw new Error(answer.code);
    this.record(answer);
    if (command.type === 'issue') this.measures = [];
    return this;
  }

  tick(when: string): CampaignEvent[] {
    const { policy } = this.state!;
    return this.record(tick(this.state!, contextAt(when, { policy }), this.facts()));
  }

  facts(): CampaignFacts {
    const { measures, findings, others } = this;
    return { ...facts, measures, findings, others };
  }

  private record(events: CampaignEvent[]): CampaignEvent[] {
    this.events.push(...events);
    this.state = events.reduce<CampaignState | null>(evolve, this.state);
    return events;
  }
}

export const issued = () => new Story().act('2024-06-20', setUp, engine).act('2024-07-01', issue, as.coordinator);
export const types = (events: CampaignEvent[]) => events.map(({ type }) => type);
