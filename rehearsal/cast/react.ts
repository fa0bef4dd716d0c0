import { addWorkdays } from '../../domain/calendar/calendar.ts';
import { addDays, type Instant } from '../../domain/calendar/day.ts';
import { dayOf, instantAt } from '../../domain/calendar/zone.ts';
import type { Context } from '../../domain/context.ts';
import { actorOf } from '../../domain/digest/resolve.ts';
import { refuse as refuseFinding } from '../../domain/finding/authority.ts';
import { openParts } from '../../domain/measure/acts/dividing.ts';
import { refuse } from '../../domain/measure/authority.ts';
import type { MeasureCommand, MeasureCommandOf } from '../../domain/measure/commands.ts';
import { isShort } from '../../domain/measure/quantity.ts';
import type { MeasureState } from '../../domain/measure/state.ts';
import { isHeads, type Person } from '../../domain/plan/directory.ts';
import { hash01, pick } from '../../domain/seed.ts';
import type { CastWords } from '../../words/shapes/cast.ts';
import { streamOf } from '../../workflows/contract.ts';
import type { PlannedAct } from './act.ts';
import type { Line } from './line.ts';
import { signing } from './paper.ts';
import { countSome, handInPart, lookAtPart } from './parts.ts';
import { moves, sits, temperOf } from './temper.ts';

/** `next`: what the same person does on the workday after. */
type Move = {
  command: MeasureCommand | { type: 'close'; decision?: string };
  workdays: number;
  next?: MeasureCommand | null;
};

/**
 * What the receivers of a window's mails will do about what they read: a draw of the seed, the line and the hour for each,
 * so that the same seed tells the same story on any machine.
 */
export function react(seed: string, lines: Line[], context: Context, words: CastWords): PlannedAct[] {
  const persons = new Map(context.directory.persons.map((person) => [person.id, person]));
  const taken = new Set<string>();
  const acts: PlannedAct[] = [];
  for (const line of lines) {
    const person = persons.get(line.person);
    if (!person || !line.about) continue;
    const move = moveOf(seed, line, person, context, words);
    if (move && !mayAct(line.about, move.command, person)) continue;
    const target = 'measure' in line.about ? line.about.measure : line.about.finding;
    // Of several who read the same thing, the first acts.
    const key = `${target.id} ${line.basis} ${move?.command.type}`;
    if (!move || taken.has(key)) continue;
    taken.add(key);
    const stream = 'measure' in line.about ? streamOf.measure : streamOf.finding;
    const { command, workdays, next } = move;
    const perform = (one: Move['command'], days: number) => {
      const at = hourOf(seed, `${target.id} ${line.basis} ${line.rung} ${one.type}`, context, days);
      acts.push({
        ...{ id: `${line.notice}:${one.type}`, at, stream: stream(target.campaign, target.id) },
        act: { actor: signing(seed, line, person, one, at, context, words), command: one },
      });
    };
    perform(command, workdays);
    if (next) perform(next, workdays + 1);
  }
  return acts;
}

/** A line may have come to him because another could not be reached; what is not his to do he leaves. */
function mayAct(about: NonNullable<Line['about']>, command: Move['command'], person: Person): boolean {
  const actor = actorOf(person);
  if ('finding' in about)
    return command.type === 'close' && refuseFinding(about.finding, { type: 'close' }, actor) === null;
  return refuse(about.measure, command as MeasureCommand, actor) === null;
}

/** Some minute of a working day, `workdays` after the mail; the same in whatever campaign the seed is played. */
export function hourOf(seed: string, what: string, { now, calendar }: Context, workdays: number): Instant {
  const day = addWorkdays(calendar, dayOf(now, calendar.zone), workdays);
  return instantAt(day, '09:30', calendar.zone) + Math.floor(hash01(seed, 'hour', what, day) * 7 * 60) * 60_000;
}

function moveOf(seed: string, line: Line, person: Person, context: Context, words: CastWords): Move | null {
  if (!line.about) return null;
  if ('finding' in line.about) {
    return line.letter === 'closable'
      ? {
          command: { type: 'close', ...headsDecision(line.about.finding.leaders, context, words) },
          workdays: line.rung === 'closable' ? 2 : 0,
        }
      : null;
  }
  const { measure } = line.about;
  const draw = (purpose: string) => hash01(seed, purpose, measure.id, line.basis);
  switch (line.letter) {
    case 'part':
      return line.role === 'office' ? after(lookAtPart(line.basis, line.rung, draw, words), 1) : null;
    case 'task':
      if (line.basis === 'divided') return handIn(measure, person, words, 8);
      return takeOn(seed, line, measure, draw, words);
    case 'request':
      if (line.role === 'participants') {
        const part = handIn(measure, person, words, 3);
        if (part) return part;
      }
      return report(seed, line, measure, draw, words);
    case 'urge':
    case 'supervise':
      return line.basis.startsWith('cycle:') || line.basis.startsWith('silent:')
        ? report(seed, line, measure, draw, words)
        : work(seed, line, measure, person, context, draw, words);
    case 'green':
    case 'yellow':
    case 'red':
    case 'notify':
    case 'talkProposal':
      return work(seed, line, measure, person, context, draw, words);
    case 'review':
      return review(seed, line, measure, person, context, draw, words);
    case 'effect':
      return confirm(seed, line, person, draw, words);
    case 'acceptance':
      return line.role === 'office' ? accepted(draw, words) : null;
    case 'decision':
      if (!['decider', 'office', 'leader'].includes(line.role)) return null;
      return draw('grant') < 0.75
        ? { command: { type: 'grantExtension' }, workdays: 1 }
        : { command: { type: 'refuseExtension', reason: words.refused }, workdays: 1 };
    case 'returned':
      if (line.basis === 'part-returned') return handIn(measure, person, words, 4);
      if (temperOf(seed, measure.leadUnit) !== 'prompt' || draw('again') < 0.2) return null;
      return { command: submission(measure, draw, words), workdays: 4 };
    case 'rebound':
      return line.role === 'unit' ? { command: { type: 'acknowledge' }, workdays: 1 } : null;
    case 'lookBack':
      if (line.role !== 'checker' || (line.rung === 'due' && draw('looks late') < 0.15)) return null;
      return lookBack(context, draw, words);
    case 'permanent':
      return permanent(seed, line, person, draw, words);
    case 'yearly':
      if (line.role !== 'checker') return null;
      return { command: { type: 'reviewPermanent', method: words.method, result: 'held' }, workdays: 2 };
    case 'fresh':
      if (line.role !== 'unit' || temperOf(seed, measure.leadUnit) === 'silent') return null;
      return { command: { type: 'renewEvidence', evidence: [words.evidence] }, workdays: 3 };
    case 'watch':
      return line.role === 'watcher' ? watch(line.rung, context, draw, words) : null;
    case 'suspended':
      return line.role === 'office' ? { command: { type: 'resume' }, workdays: 1 } : null;
    case 'notMine':
      if (line.role !== 'office' || (line.rung !== 'past' && draw('answers late') < 0.6)) return null;
      return draw('stays') < 0.3
        ? { command: { type: 'refuseNotMine', reason: words.stays }, workdays: 1 }
        : reassign(seed, measure, context, words);
    default:
      return null;
  }
}

function after(command: MeasureCommand | null, workdays: number): Move | null {
  return command && { command, workdays };
}

/** What is counted to the end is handed in the next day. */
function handIn(measure: MeasureState, person: Person, words: CastWords, workdays: number): Move | null {
  const command = handInPart(measure, person, words);
  if (command?.type !== 'count') return after(command, workdays);
  return { command, workdays, next: { type: 'handInPart', part: command.part!, evidence: [words.evidence] } };
}

type Draw = (purpose: string) => number;

function takeOn(seed: string, line: Line, measure: MeasureState, draw: Draw, words: CastWords): Move | null {
  if (line.role !== 'unit' && line.role !== 'principal') return null;
  if (draw('not mine') < 0.1 && line.basis === 'issued') {
    return { command: { type: 'sayNotMine', reason: words.notMine }, workdays: 1 };
  }
  const temper = temperOf(seed, measure.leadUnit);
  const again = line.basis.startsWith('ack:');
  // A silent unit signs for what it got when its head is told the third time.
  if (temper === 'silent' && line.rung !== 'unacknowledged still') return null;
  if (temper === 'late' && !again && draw('acknowledge') < 0.6) return null;
  return { command: { type: 'acknowledge' }, workdays: temper === 'prompt' ? 0 : 2 };
}

function report(seed: string, line: Line, measure: MeasureState, draw: Draw, words: CastWords): Move | null {
  if (line.role === 'participants') {
    if (line.rung !== 'request' || draw('contribute') >= 0.3) return null;
    return { command: { type: 'contribute', progress: pick(words.progress, seed, measure.id, 'part') }, workdays: 0 };
  }
  if (line.role !== 'unit' || !moves(temperOf(seed, measure.leadUnit), 'report', line.rung)) return null;
  if (line.rung === 'chase' && draw('chase') < 0.4) return null;
  // What has no end is asked to count as such instead, and reported on when that is chased.
  if (measure.longTerm && !measure.permanence && line.rung === 'request' && draw('lasting') < 0.6)
    return { command: { type: 'askPermanent', evidence: [words.evidence] }, workdays: 1 };
  // Some let the whole of a first cycle pass, until the leader hears that nothing ever came.
  if (line.rung === 'missing to office' && measure.reports === 0 && draw('first report') < 0.7) return null;
  const standing = draw('progress') < 0.2;
  return {
    command: {
      type: 'report',
      progress: standing ? '' : pick(words.progress, seed, measure.id, line.basis),
      next: pick(words.next, seed, measure.id, line.basis),
      ...(standing ? { noChange: words.standing } : {}),
    },
    workdays: line.rung === 'request' ? Math.floor(draw('report day') * 3) : 0,
    next: countSome(measure),
  };
}

/** What a unit does when a date of its own comes near or has passed. */
function work(
  seed: string,
  line: Line,
  measure: MeasureState,
  person: Person,
  context: Context,
  draw: Draw,
  words: CastWords,
): Move | null {
  if (line.basis.startsWith('ack:')) return takeOn(seed, line, measure, draw, words);
  if (line.role === 'office' && line.letter === 'supervise' && line.basis.startsWith('done:') && draw('limit') < 0.6) {
    const to = addDays(dayOf(context.now, context.calendar.zone), 45);
    return { command: { type: 'setLimit', to, reason: words.newLimit }, workdays: 2 };
  }
  if (!['unit', 'handler', 'principal'].includes(line.role)) return null;
  const temper = temperOf(seed, measure.leadUnit);
  if (!moves(temper, 'done', line.rung)) {
    // A silent unit is brought to move by its head in the end.
    if (!(temper === 'silent' && line.letter === 'talkProposal')) return null;
  }
  if (line.basis.startsWith('effect:'))
    return { command: { type: 'claimEffect', evidence: [words.evidence] }, workdays: 2 };
  if (line.basis.startsWith('milestone:')) {
    return { command: { type: 'meetMilestone', index: Number(line.basis.split(':')[1]) }, workdays: 1 };
  }
  const quota = measure.quotas?.find(({ day, done }) => line.basis === `quota:${done}:${day}`);
  if (quota) return { command: { type: 'count', done: quota.done }, workdays: 1 };
  if (openParts(measure).length > 0) return handIn(measure, person, words, 1);
  const early = line.letter === 'green' || line.letter === 'yellow';
  if (early && draw('extension') < 0.12 && measure.doneDue && measure.extensionsGranted === 0) {
    const to = addDays(measure.doneDue.day, 30);
    return {
      command: { type: 'requestExtension', to, reason: words.extension, progress: words.progress[0] },
      workdays: 1,
    };
  }
  if (draw(`ready ${line.rung}`) < 0.25 && line.rung !== 'talk') return null;
  const workdays = 1 + Math.floor(draw('work days') * (early ? 6 : 3));
  const command = submission(measure, draw, words);
  if (!isShort(measure)) return { command, workdays };
  // Most count to the end before they hand it in; some say why less must do.
  return draw('short') < 0.15
    ? { command: { ...command, shortReason: words.short }, workdays }
    : { command: { type: 'count', done: measure.quantity!.total }, workdays, next: command };
}

function submission(measure: MeasureState, draw: Draw, words: CastWords): MeasureCommandOf<'submit'> {
  const bare = draw(`bare ${measure.rounds}`) < 0.1;
  return {
    type: 'submit',
    evidence: bare ? [] : [words.evidence],
    ...(bare ? { noEvidenceReason: words.noEvidence } : {}),
  };
}

function review(
  seed: string,
  line: Line,
  measure: MeasureState,
  person: Person,
  context: Context,
  draw: Draw,
  words: CastWords,
): Move | null {
  if (line.role !== 'reviewer' || !measure.review) return null;
  const told = line.rung === 'past to office' || line.rung === 'past to group';
  if (sits(seed, person.id) && !told) return null;
  if (line.rung === 'past to office' && draw('sits on') < 0.3) return null;
  const { index, stages, closer } = measure.review;
  if (stages[index]?.step === 'higherLevel') {
    const { body, application } = words.acceptance;
    return { command: { type: 'applyAcceptance', body, application }, workdays: 1 };
  }
  if (index >= stages.length) {
    // Some closings lie about until somebody above the office hears of it.
    if (!told && draw('closes late') < 0.05) return null;
    const decision =
      closer === 'leadingGroup' ? { decision: words.decision } : headsDecision(measure.leaders, context, words);
    return { command: { type: 'close', ...decision }, workdays: 1 };
  }
  if (draw('return') < 0.08) return { command: { type: 'return', reason: words.returned }, workdays: 1 };
  return { command: { type: 'approve' }, workdays: told ? 0 : 1 + Math.floor(draw('review days') * 2) };
}

/** The higher level takes its time: at every fifth asking there is an answer, one in eight of them a no. */
function accepted(draw: Draw, words: CastWords): Move | null {
  if (draw('answered') < 0.8) return null;
  const { answer: document } = words.acceptance;
  return draw('accepted') < 0.125
    ? { command: { type: 'recordAcceptance', result: 'refused', document, reason: words.returned }, workdays: 1 }
    : { command: { type: 'recordAcceptance', result: 'accepted', document }, workdays: 1 };
}

/** One in ten claims is not believed; who sits on what he is asked does so here, too. */
function confirm(seed: string, line: Line, person: Person, draw: Draw, words: CastWords): Move | null {
  if (line.role !== 'confirmer' || (sits(seed, person.id) && line.rung !== 'past')) return null;
  if (draw('confirms late') < 0.2 && line.rung !== 'past') return null;
  return draw('believed') < 0.1
    ? { command: { type: 'refuseEffect', reason: words.noEffect }, workdays: 1 }
    : { command: { type: 'confirmEffect' }, workdays: 1 };
}

/** One in ten is not taken for long-term. */
function permanent(seed: string, line: Line, person: Person, draw: Draw, words: CastWords): Move | null {
  if (line.role !== 'accepter' || (sits(seed, person.id) && line.rung !== 'past')) return null;
  return draw('lasts') < 0.1
    ? { command: { type: 'refusePermanent', reason: words.noEffect }, workdays: 1 }
    : { command: { type: 'acceptPermanent' }, workdays: 1 };
}

/** Asked once, twice, or only when the office hears of it; each fifth time what is waited for has come. */
function watch(rung: string, { now, calendar }: Context, draw: Draw, words: CastWords): Move | null {
  const answersAt = ['ask', 'unanswered', 'unanswered to office'][Math.floor(draw('answers') * 3)];
  if (rung !== answersAt) return null;
  const doneDue = addDays(dayOf(now, calendar.zone), 60);
  return draw('come') < 0.2
    ? { command: { type: 'answerCondition', result: 'come', doneDue }, workdays: 1 }
    : { command: { type: 'answerCondition', result: 'notYet', word: words.waiting }, workdays: 1 };
}

/** What closes an item of the head of the leading group. */
function headsDecision(leaders: string[], { directory }: Context, words: CastWords): { decision?: string } {
  return isHeads(leaders, directory) ? { decision: words.decision } : {};
}

function lookBack(context: Context, draw: Draw, words: CastWords): Move {
  const rebound = draw('rebound') < 0.08;
  const newDue = addDays(dayOf(context.now, context.calendar.zone), 60);
  const held = { type: 'lookBack', method: words.method, result: 'held' } as const;
  return { command: rebound ? { ...held, result: 'rebound', reason: words.rebound, newDue } : held, workdays: 2 };
}

function reassign(seed: string, measure: MeasureState, { directory }: Context, words: CastWords): Move | null {
  const others = directory.units.filter(
    ({ id }) => id !== measure.leadUnit && directory.persons.some((p) => p.unit === id && p.roles.includes('liaison')),
  );
  const [first, ...rest] = others;
  if (!first) return null;
  const to = pick([first, ...rest], seed, 'reassign', measure.id);
  return { command: { type: 'reassign', leadUnit: to.id, reason: words.reassigned }, workdays: 1 };
}
