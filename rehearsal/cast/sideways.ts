import { addWorkdays } from '../../domain/calendar/calendar.ts';
import { addDays, type Day } from '../../domain/calendar/day.ts';
import { instantAt } from '../../domain/calendar/zone.ts';
import type { Context } from '../../domain/context.ts';
import { actorOf } from '../../domain/digest/resolve.ts';
import type { MeasureCommand } from '../../domain/measure/commands.ts';
import type { MeasureDraft } from '../../domain/plan/lists.ts';
import { hash01 } from '../../domain/seed.ts';
import type { CastWords } from '../../words/shapes/cast.ts';
import { streamOf } from '../../workflows/contract.ts';
import type { PlannedAct } from './act.ts';

type Turn = { command: MeasureCommand; days: number };

/**
 * What the office does on its own accord in the year after issue: a few measures are suspended and resumed, adjusted, divided,
 * withdrawn, made long-term. Each way is taken by at least one measure of a campaign of ordinary size.
 */
export function sideways(
  seed: string,
  campaign: string,
  measures: MeasureDraft[],
  issuedOn: Day,
  context: Context,
  words: CastWords,
): PlannedAct[] {
  const office = context.directory.persons.find((person) => person.roles.includes('office'));
  if (!office) return [];
  const actor = actorOf(office);
  const ranked = [...measures].sort((a, b) => hash01(seed, 'sideways', a.id) - hash01(seed, 'sideways', b.id));
  const share = Math.max(1, Math.round(measures.length / 50));
  // Far enough from its date that it is still being worked on when its turn comes.
  const farOff = addDays(issuedOn, 110);
  const dated = ranked.filter(({ kind, doneDue }) => kind === 'dated' && doneDue && doneDue.day > farOff);
  const turns: [MeasureDraft | undefined, Turn[]][] = [];
  const take = () => dated.shift();
  for (let i = 0; i < share; i++) {
    turns.push([take(), [turn('suspend', 20, { reason: words.suspended }), turn('resume', 75, {})]]);
    turns.push([take(), [turn('withdraw', 50, { reason: words.withdrawn, approver: words.approver })]]);
    turns.push([take(), [turn('convertToLongTerm', 60, { reason: words.converted, approver: words.approver })]]);
    const shared = dated.findIndex(({ participants }) => participants.length > 1);
    const [measure] = shared < 0 ? [] : dated.splice(shared, 1);
    if (measure?.doneDue) turns.push([measure, divided(measure, measure.doneDue.day, words)]);
    const later = take();
    if (later?.doneDue) {
      const day = addDays(later.doneDue.day, 20);
      const changes = { doneDue: { text: day, day, why: 'adjusted' } };
      turns.push([later, [turn('adjust', 12, { changes, reason: words.converted, approver: words.approver })]]);
    }
  }
  return turns.flatMap(([measure, acts]) =>
    measure
      ? acts.map(({ command, days }) => ({
          id: `sideways:${measure.id}:${command.type}`,
          at: instantAt(addWorkdays(context.calendar, addDays(issuedOn, days), 1), '10:30', context.calendar.zone),
          stream: streamOf.measure(campaign, measure.id),
          act: { actor, command },
        }))
      : [],
  );
}

/** A measure several units work on: counted, with half of it to be done a month before its date, and a part for each. */
function divided({ leadUnit, participants }: MeasureDraft, due: Day, words: CastWords): Turn[] {
  const changes = {
    quantity: { kind: 'count' as const, unit: words.pieces, total: 40 },
    quotas: [{ day: addDays(due, -30), done: 20 }],
  };
  const parts = [leadUnit, ...participants].map((unit, i) => ({ id: `P${i + 1}`, title: `P${i + 1}`, unit }));
  return [
    turn('adjust', 8, { changes, reason: words.converted, approver: words.approver }),
    turn('divide', 9, { parts }),
  ];
}

function turn<T extends MeasureCommand['type']>(
  type: T,
  days: number,
  fields: Omit<Extract<MeasureCommand, { type: T }>, 'type'>,
): Turn {
  return { days, command: { type, ...fields } as unknown as MeasureCommand };
}
