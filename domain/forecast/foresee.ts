import { type Actor, system } from '../actor.ts';
import type { Calendar } from '../calendar/calendar.ts';
import type { Instant } from '../calendar/day.ts';
import { dayOf } from '../calendar/zone.ts';
import type { CampaignCommand } from '../campaign/commands.ts';
import { decide as decideCampaign } from '../campaign/decide.ts';
import { evolve as evolveCampaign } from '../campaign/evolve.ts';
import type { CampaignFacts } from '../campaign/facts.ts';
import { letterAfter } from '../campaign/letters.ts';
import * as campaignTick from '../campaign/tick.ts';
import type { Context } from '../context.ts';
import { compose } from '../digest/compose.ts';
import { figuresOf } from '../digest/counts.ts';
import type { Digest } from '../digest/digest.ts';
import type { Refusal } from '../errors.ts';
import type { FindingCommand } from '../finding/commands.ts';
import { decide as decideFinding } from '../finding/decide.ts';
import { evolve as evolveFinding } from '../finding/evolve.ts';
import type { FindingState } from '../finding/state.ts';
import * as findingTick from '../finding/tick.ts';
import { agenda } from '../measure/agenda.ts';
import type { MeasureCommand } from '../measure/commands.ts';
import { decide as decideMeasure } from '../measure/decide.ts';
import { evolve as evolveMeasure } from '../measure/evolve.ts';
import type { MeasureState } from '../measure/state.ts';
import { findingsToTell } from '../measure/status.ts';
import { tick as tickMeasure } from '../measure/tick.ts';
import type { Notice } from '../notice/notice.ts';
import { composeAt, nextWindow } from '../notice/window.ts';
import { policyFor } from '../plan/plan.ts';
import { completed } from '../plan/presets.ts';
import type { Entity, World } from './world.ts';

type Happened = { type: string; notices: Notice[] };

/**
 * Plays a campaign on with people who do nothing, by the same functions that record it: what is raised when, and what
 * each window's mails then are. The world given is not changed.
 */
export class Foresight {
  private readonly calendar: Calendar;
  private readonly world: World;
  private clock: Instant;

  constructor(world: World, calendar: Calendar, now: Instant) {
    const copy = <S>(entity: Entity<S>): Entity<S> => ({ ...entity });
    this.calendar = calendar;
    this.clock = now;
    this.world = {
      campaign: copy(world.campaign),
      findings: world.findings.map(copy),
      measures: world.measures.map(copy),
      waiting: [...world.waiting],
    };
    for (const entity of this.everyone()) entity.nextAt ??= this.wakeOf(entity, now);
  }

  /** Every mail until then, in the order of their windows. */
  until(end: Instant): Digest[] {
    const mails: Digest[] = [];
    for (;;) {
      const windowAt = this.nextWindow();
      if (windowAt === null || windowAt > end) return mails;
      mails.push(...this.window(windowAt));
      this.clock = windowAt;
    }
  }

  /** The plan is issued, and released at once: what the lists begin with. */
  issue(at: Instant): Refusal | null {
    const { campaign, findings, measures } = this.world;
    const order = { type: 'issue' as const, document: '-', approvers: ['-'] };
    const events = decideCampaign(campaign.state, order, system, this.contextAt(at), this.facts(at));
    if (!Array.isArray(events)) return events;
    this.apply(campaign, events, evolveCampaign, at);
    this.actOnCampaign({ type: 'release' }, at);
    for (const finding of findings) if (finding.state.phase === 'draft') this.actOnFinding(finding, order, at);
    for (const measure of measures) if (measure.state.phase === 'draft') this.actOnMeasure(measure, order, system, at);
    this.clock = Math.max(this.clock, at);
    return null;
  }

  /** A person's act on a measure at an hour, as it would be recorded. */
  act(id: string, command: MeasureCommand, actor: Actor, at: Instant): Refusal | null {
    const measure = this.world.measures.find(({ state }) => state.id === id);
    if (!measure) return { code: 'unknown-id', facts: { id } };
    return this.actOnMeasure(measure, command, actor, at);
  }

  private nextWindow(): Instant | null {
    const { window } = this.world.campaign.state.policy;
    const lead = window.composeMinutes * 60_000 + 1;
    let next = Number.POSITIVE_INFINITY;
    for (const { nextAt } of this.everyone()) next = Math.min(next, nextAt ?? next);
    for (const { notice } of this.world.waiting) next = Math.min(next, notice.windowAt - lead);
    if (next === Number.POSITIVE_INFINITY) return null;
    return nextWindow(Math.max(this.clock, next), window, this.calendar);
  }

  /** All that falls due before a window is composed, and its mails. */
  private window(windowAt: Instant): Digest[] {
    const { campaign, findings, measures } = this.world;
    const end = composeAt(windowAt, campaign.state.policy.window);
    for (const one of findings) this.tickBefore(one, end, findingTick.tick, evolveFinding);
    const isDue = ({ nextAt }: Entity<unknown>) => nextAt !== null && nextAt < end;
    for (let due = measures.filter(isDue); due.length > 0; due = measures.filter(isDue)) this.tickMeasures(due);
    while (isDue(campaign)) this.tickCampaign(campaign.nextAt!);
    return this.composed(windowAt);
  }

  private composed(windowAt: Instant): Digest[] {
    const { campaign, findings, measures, waiting } = this.world;
    const byStream = new Map<string, { measure: MeasureState } | { finding: FindingState }>([
      ...measures.map(({ stream, state }) => [stream, { measure: state }] as const),
      ...findings.map(({ stream, state }) => [stream, { finding: state }] as const),
    ]);
    const due = waiting
      .filter(({ notice }) => notice.windowAt <= windowAt)
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map(({ id, stream, notice }) => ({ id, notice, about: byStream.get(stream) ?? null }));
    if (due.length === 0) return [];
    this.world.waiting = waiting.filter(({ notice }) => notice.windowAt > windowAt);
    const states = measures.map(({ state }) => state);
    return compose(due, windowAt, campaign.state, this.calendar, states, () => null).digests;
  }

  /** Each moves on to its own hour; the campaign drafts the letters that this calls for. */
  private tickMeasures(due: Entity<MeasureState>[]): void {
    const letters: CampaignCommand[] = [];
    let latest = 0;
    for (const one of due) {
      const at = one.nextAt!;
      for (const event of this.tickOnce(one, at, tickMeasure, evolveMeasure)) {
        const kind = letterAfter(event);
        if (!kind) continue;
        letters.push({ type: 'draftLetter', kind, measure: one.state.id });
        latest = Math.max(latest, at);
      }
    }
    if (letters.length === 0) return;
    for (const letter of letters) this.actOnCampaign(letter, latest);
    this.tickCampaign(latest);
  }

  private tickCampaign(at: Instant): void {
    const tick = (state: World['campaign']['state'], context: Context) =>
      campaignTick.tick(state, context, this.facts(at));
    this.tickOnce(this.world.campaign, at, tick, evolveCampaign);
  }

  private tickBefore<S, E extends Happened>(
    entity: Entity<S>,
    end: Instant,
    tick: (state: S, context: Context) => E[],
    evolve: (state: S, event: E) => S,
  ): void {
    while (entity.nextAt !== null && entity.nextAt < end) this.tickOnce(entity, entity.nextAt, tick, evolve);
  }

  private tickOnce<S, E extends Happened>(
    entity: Entity<S>,
    at: Instant,
    tick: (state: S, context: Context) => E[],
    evolve: (state: S, event: E) => S,
  ): E[] {
    const events = tick(entity.state, this.contextAt(at, findingOf(entity.state)));
    this.apply(entity, events, evolve, at);
    // What time has not moved on would be asked for ever.
    if (entity.nextAt === at) entity.nextAt = null;
    return events;
  }

  private apply<S, E extends Happened>(
    entity: Entity<S>,
    events: E[],
    evolve: (state: S, event: E) => S,
    at: Instant,
  ): void {
    for (const event of events) {
      entity.state = evolve(entity.state, event);
      entity.seq += 1;
      const { stream, seq } = entity;
      for (const [n, notice] of event.notices.entries())
        this.world.waiting.push({ id: `${stream}#${seq}#${n}`, stream, notice });
    }
    entity.nextAt = this.wakeOf(entity, at);
  }

  private actOnCampaign(command: CampaignCommand, at: Instant): void {
    const { campaign } = this.world;
    const events = decideCampaign(campaign.state, command, system, this.contextAt(at), this.facts(at));
    if (Array.isArray(events)) this.apply(campaign, events, evolveCampaign, at);
  }

  private actOnFinding(finding: Entity<FindingState>, command: FindingCommand, at: Instant): void {
    const events = decideFinding(finding.state, command, system, this.contextAt(at, finding.state.id));
    if (Array.isArray(events)) this.apply(finding, events, evolveFinding, at);
  }

  private actOnMeasure(
    measure: Entity<MeasureState>,
    command: MeasureCommand,
    actor: Actor,
    at: Instant,
  ): Refusal | null {
    const events = decideMeasure(measure.state, command, actor, this.contextAt(at, measure.state.finding));
    if (!Array.isArray(events)) return events;
    this.apply(measure, events, evolveMeasure, at);
    for (const event of events) {
      for (const { finding: under, ...entry } of findingsToTell(event, measure.state)) {
        const finding = this.world.findings.find(({ state }) => state.id === under);
        if (finding) this.actOnFinding(finding, { type: 'measureChanged', measure: measure.state.id, ...entry }, at);
      }
    }
    return null;
  }

  private wakeOf(entity: Entity<unknown>, now: Instant): Instant | null {
    const context = this.contextAt(now, findingOf(entity.state));
    const { campaign, findings } = this.world;
    if (entity === campaign) return campaignTick.agenda(campaign.state, context)[0]?.at ?? null;
    const { state } = entity as Entity<MeasureState | FindingState>;
    if (state.archivedAt !== null) return null;
    if (findings.includes(entity as Entity<FindingState>))
      return findingTick.agenda(state as FindingState, context)[0]?.at ?? null;
    return agenda(state as MeasureState, context)[0]?.at ?? null;
  }

  private everyone(): Entity<unknown>[] {
    const { campaign, findings, measures } = this.world;
    return [campaign, ...findings, ...measures];
  }

  private facts(now: Instant): CampaignFacts {
    const measures = this.world.measures.map(({ state }) => state);
    const findings = this.world.findings.map(({ state }) => state);
    const { policy, settings } = this.world.campaign.state;
    const figures = figuresOf(findings, measures, dayOf(now, settings.zone), policy);
    return { findings, measures, figures, heads: {} };
  }

  private contextAt(now: Instant, finding?: string): Context {
    const { settings, policy, directory } = this.world.campaign.state;
    const own = finding === undefined ? policy : completed(policyFor(finding, settings, policy));
    return { now, policy: own, directory, calendar: this.calendar };
  }
}

/** The finding whose plan's policy an entity goes by; of the campaign none. */
function findingOf(state: unknown): string | undefined {
  const { finding, category, id } = state as { finding?: string; category?: string[]; id: string };
  return finding ?? (category ? id : undefined);
}
