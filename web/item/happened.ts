import { isDay } from '../../domain/calendar/day.ts';
import type { Facts } from '../../domain/errors.ts';
import type { Policy } from '../../domain/plan/policy.ts';
import type { StoredEvent } from '../../ledger/append.ts';
import { say } from '../../mail/render/say.ts';
import { errorTerms } from '../../words/errors.ts';
import { itemWords } from '../../words/item.ts';
import { mailWords } from '../../words/mail.ts';
import { timelineWords } from '../../words/timeline.ts';
import type { View } from '../campaign/view.ts';
import { listed, unitName } from './names.ts';
import { rungName } from './rung.ts';

type Payload = Record<string, unknown>;
/** What the words of an event need to know of its surroundings: numbers of measures, texts of milestones. */
export type Telling = { view: View; numberOf: (measure: string) => string; milestone: (index: number) => string };

/** What happened, in one sentence; and what was left out on the way, with the reason. */
export function tell({ type, payload }: StoredEvent, telling: Telling): { what: string; skipped: string[] } {
  const words = timelineWords[telling.view.language];
  const facts = factsOf(type, payload as Payload, telling);
  const ways = words.events[type as keyof typeof words.events] ?? [type];
  return { what: say(ways, facts), skipped: skippedIn(type, payload as Payload, telling) };
}

function factsOf(type: string, payload: Payload, telling: Telling): Facts {
  const facts: Facts = {};
  for (const [name, value] of Object.entries(payload)) {
    const said = sayFact(name, value, telling);
    if (said !== null && said !== '') facts[name] = said;
  }
  return { ...facts, ...particularsOf(type, payload, telling) };
}

/** One fact in words, by its name and by what it looks like; null: nothing to say of it by itself. */
function sayFact(name: string, value: unknown, { view, numberOf }: Telling): string | number | null {
  const words = timelineWords[view.language];
  if (typeof value === 'number') return value;
  if (Array.isArray(value)) {
    if (!value.every((one) => typeof one === 'string')) return null;
    return listed(view, name === 'measures' ? value.map(numberOf) : value);
  }
  if (isDeadline(value)) return view.dates.day(value.day);
  if (typeof value !== 'string') return null;
  if (isDay(value)) return view.dates.day(value);
  switch (name) {
    case 'period':
      return view.dates.period(value);
    case 'leadUnit':
      return unitName(view, value);
    case 'measure':
      return numberOf(value);
    case 'post':
      return errorTerms[view.language].who[value as keyof typeof errorTerms.en.who] ?? value;
    case 'step':
      return mailWords[view.language].codes.step[value as keyof typeof mailWords.en.codes.step] ?? value;
    case 'result':
      return words.result[value as keyof typeof words.result] ?? value;
    case 'status':
      return words.status[value as keyof typeof words.status] ?? value;
    default:
      return value;
  }
}

/** What an event's sentence needs beside its own fields. */
function particularsOf(type: string, payload: Payload, { view, milestone }: Telling): Facts {
  const words = timelineWords[view.language];
  switch (type) {
    case 'RungReached':
      return rungFacts(payload as { basis: string; rung: string }, view);
    case 'Submitted': {
      const { submission } = payload as { submission: { round: number; doneOn: string; evidence: string[] } };
      const { round, doneOn, evidence } = submission;
      return { round, doneOn: view.dates.day(doneOn), evidence: evidence.length };
    }
    case 'Closed':
      if (typeof payload.late !== 'boolean') return {};
      return { punctual: payload.late ? words.punctual.late : words.punctual.onTime };
    case 'Divided':
      return { n: (payload.parts as object[]).length };
    case 'MilestoneMet':
      return { milestone: milestone(payload.index as number) };
    case 'Adjusted': {
      const changed = Object.keys(payload.changes as object) as (keyof typeof words.changed)[];
      return {
        changed: listed(
          view,
          changed.map((field) => words.changed[field] ?? field),
        ),
      };
    }
    default:
      return {};
  }
}

/** Bases are `kind:…:day`, as `domain/measure/limit.ts` makes them. */
const ladderOf: Record<string, keyof Policy['ladders']> = {
  ...{ ack: 'acknowledge', decision: 'decision', resubmit: 'resubmit', done: 'doneDue', effect: 'effectDue' },
  ...{ part: 'part', quota: 'milestone', silent: 'silent', lagging: 'lagging', farBehind: 'farBehind' },
  ...{ watch: 'watch', permanent: 'permanent', yearly: 'yearly', fresh: 'fresh' },
  suspended: 'suspended',
  ...{ notMine: 'notMine', confirm: 'confirm', acceptance: 'acceptance' },
  ...{ milestone: 'milestone', cycle: 'cycle', review: 'review', lookBack: 'lookBack', closable: 'closable' },
};

function rungFacts({ basis, rung: name }: { basis: string; rung: string }, view: View): Facts {
  const [kind = '', ...rest] = basis.split(':');
  const ladder = ladderOf[kind];
  const last = rest.at(-1) ?? '';
  // The policy may have changed since: then the rung keeps the name it had.
  const rung = ladder && view.campaign.policy.ladders[ladder].rungs.find((one) => one.name === name);
  return {
    ladder: kind === 'cycle' ? view.dates.period(last) : ladder ? itemWords[view.language].ladder[ladder] : kind,
    rung: rung ? rungName(rung, view.language) : name,
    ...(isDay(last) ? { limit: view.dates.day(last) } : {}),
  };
}

function skippedIn(type: string, payload: Payload, { view }: Telling): string[] {
  const words = timelineWords[view.language];
  if (type === 'RungReached') return payload.spoke === false ? [words.silentRung] : [];
  if (type !== 'Submitted') return [];
  const steps = mailWords[view.language].codes.step as Record<string, string>;
  const skipped = (payload.skipped ?? []) as { step: string; why: string }[];
  const way = (why: string) => (why === 'same' ? words.skippedSame : words.skippedStep);
  return skipped.map(({ step, why }) => say([way(why)], { step: steps[step] ?? step }));
}

function isDeadline(value: unknown): value is { day: string } {
  return typeof value === 'object' && value !== null && 'day' in value && typeof value.day === 'string';
}
