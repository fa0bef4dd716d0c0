import { addWorkdays } from '../../domain/calendar/calendar.ts';
import { addDays } from '../../domain/calendar/day.ts';
import { dayOf } from '../../domain/calendar/zone.ts';
import type { CampaignCommand } from '../../domain/campaign/commands.ts';
import type { Context } from '../../domain/context.ts';
import { actorOf } from '../../domain/digest/resolve.ts';
import type { MeasureCommand } from '../../domain/measure/commands.ts';
import type { MeasureState } from '../../domain/measure/state.ts';
import type { Person } from '../../domain/plan/directory.ts';
import { hash01, pick } from '../../domain/seed.ts';
import type { CastWords } from '../../words/shapes/cast.ts';
import { streamOf } from '../../workflows/contract.ts';
import type { PlannedAct } from './act.ts';
import type { Line } from './line.ts';
import { hourOf } from './react.ts';
import { type Temper, temperOf } from './temper.ts';

type Move = { command: CampaignCommand; workdays: number };
type Cast = { seed: string; campaign: string; context: Context; words: CastWords };

/** What the receivers of a window's mails will do about the campaign's own matters: its rounds, errands and letters. */
export function reactToMatters(cast: Cast, lines: Line[], open: MeasureState[]): PlannedAct[] {
  const { seed, campaign, context } = cast;
  const persons = new Map(context.directory.persons.map((person) => [person.id, person]));
  const taken = new Set<string>();
  const acts: PlannedAct[] = [];
  for (const line of lines) {
    const person = persons.get(line.person);
    if (!person || line.about) continue;
    const move = moveOf(cast, line, person);
    const key = `${line.basis} ${move?.command.type}`;
    if (!move || taken.has(key)) continue;
    taken.add(key);
    if (line.basis.startsWith('errand:periodEnd')) acts.push(...nextSteps(cast, person, open));
    acts.push({
      id: `${line.notice}:${move.command.type}`,
      at: hourOf(seed, `${line.basis} ${line.rung} ${move.command.type}`, context, move.workdays),
      stream: streamOf.campaign(campaign),
      act: { actor: actorOf(person), command: move.command },
    });
  }
  return acts;
}

function moveOf(cast: Cast, line: Line, person: Person): Move | null {
  const { seed, context, words } = cast;
  const [, first = ''] = line.basis.split(':');
  const draw = (purpose: string) => hash01(seed, purpose, line.basis);
  const today = dayOf(context.now, context.calendar.zone);
  switch (line.letter) {
    case 'consolidate': {
      const unit = line.basis.split(':')[3]!;
      const willing = { prompt: 1, slow: 0.7, late: 0.3, silent: 0 }[temperOf(seed, unit)];
      if (person.unit !== unit || draw('consolidate') >= willing) return null;
      const said = { progress: pick(words.progress, seed, line.basis), next: pick(words.next, seed, line.basis) };
      const command = { type: 'consolidate' as const, plan: first, ...said, done: '', effect: '', difficulties: '' };
      return { command, workdays: 0 };
    }
    case 'sign':
      return draw('sign') < 0.85 ? { command: { type: 'sign', plan: first }, workdays: 0 } : null;
    case 'draft': {
      if (!person.roles.includes('office')) return null;
      if (draw('drop') < 0.1)
        return { command: { type: 'dropLetter', letter: first, reason: words.matters.dropped }, workdays: 1 };
      const replyBy = addWorkdays(context.calendar, today, 6);
      const paper = { signer: words.approver, number: `${words.document} ${first}` };
      return { command: { type: 'releaseLetter', letter: first, ...paper, replyBy }, workdays: 1 };
    }
    case 'consult': {
      const unit = context.directory.persons.find((one) => one.roles.includes('liaison') && one.unit)?.unit;
      const due = addDays(today, 30);
      const conclusions = [{ text: words.matters.conclusion, due, ...(unit ? { unit } : {}) }];
      const participants = [...words.approvers];
      return { command: { type: 'concludeConsultation', errand: first, participants, conclusions }, workdays: 2 };
    }
    case 'errand':
      return errand(cast, line, person, first);
    default:
      return null;
  }
}

/** The rung at which a unit of this temper does what it was given; '' is the first it hears of it. */
const movesAt: Record<Temper, string[]> = {
  prompt: ['', 'near'],
  slow: ['past'],
  late: ['past to office'],
  silent: ['past to group'],
};

function errand({ seed, words }: Cast, { role, rung, basis }: Line, person: Person, id: string): Move | null {
  const command = { type: 'finish' as const, errand: id, result: pick(words.progress, seed, basis) };
  if (id.startsWith('periodEnd')) return rung === '' ? { command, workdays: 3 } : null;
  if (role === 'office' && !id.startsWith('occasion') && !id.startsWith('check')) return null;
  if (role === 'office') return { command, workdays: 1 };
  const unit = role.startsWith('unit:') ? role.slice(5) : null;
  if (unit === null || person.unit !== unit || !movesAt[temperOf(seed, unit)].includes(rung)) return null;
  return { command, workdays: 1 };
}

/** The office goes through what is open, item by item, before it reports that it has. */
function nextSteps({ seed, campaign, context, words }: Cast, office: Person, open: MeasureState[]): PlannedAct[] {
  const by = addDays(dayOf(context.now, context.calendar.zone), 120);
  return open.map((measure): PlannedAct => {
    const draw = hash01(seed, 'next step', measure.id);
    const datable = measure.doneDue !== null && !measure.longTerm;
    const kept = draw < 0.5 ? 'consolidate' : 'longWatch';
    const step = measure.longTerm ? 'permanent' : draw < 0.3 && datable ? 'finishBy' : kept;
    const command: MeasureCommand = {
      ...{ type: 'setNextStep', step, reason: words.matters.nextStep },
      ...(step === 'finishBy' ? { by } : {}),
    };
    return {
      id: `next-step:${measure.id}`,
      at: hourOf(seed, `next step ${measure.id}`, context, 1),
      stream: streamOf.measure(campaign, measure.id),
      act: { actor: actorOf(office), command },
    };
  });
}
