import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Actor, personsOf } from '../../../domain/actor.ts';
import { addDays } from '../../../domain/calendar/day.ts';
import { decide as decideCampaign } from '../../../domain/campaign/decide.ts';
import type { Context } from '../../../domain/context.ts';
import { actorOf, deputyOf } from '../../../domain/digest/resolve.ts';
import type { MeasureCommand } from '../../../domain/measure/commands.ts';
import { decide } from '../../../domain/measure/decide.ts';
import { evolve } from '../../../domain/measure/evolve.ts';
import type { MeasureState } from '../../../domain/measure/state.ts';
import { tick } from '../../../domain/measure/tick.ts';
import { type Directory, type Person, type Role, roles } from '../../../domain/plan/directory.ts';
import { changed } from '../../../domain/plan/directoryChange.ts';
import { type ReviewStep, reviewSteps } from '../../../domain/plan/policy.ts';
import { standard } from '../../../domain/plan/presets.ts';
import { contextAt, engine, issue, jyj, measureDraft, runs, zjj } from '../../support/domain.ts';
import { issued } from '../campaign/story.ts';

const names = ['p0', 'p1', 'p2', 'p3', 'p4', 'p5', 'p6', 'p7'];

/** Anybody may hold any posts, several at once, in either unit or in none; some posts nobody holds. */
const person = (id: string): fc.Arbitrary<Person> =>
  fc
    .record({
      unit: fc.constantFrom(zjj, jyj, null),
      held: fc.subarray([...roles] as Role[], { maxLength: 4 }),
      active: fc.boolean(),
    })
    .map(({ unit, held, active }) => ({
      ...{ id, name: id, unit, email: `${id}@example.test`, deputy: null, leave: [] },
      roles: active ? held : [],
    }));
const change = fc.record({ of: fc.constantFrom(...names), by: fc.constantFrom(...names), delegates: fc.boolean() });
const world = fc.record({
  persons: fc.tuple(...names.map(person)),
  leaders: fc.subarray(names, { maxLength: 2 }),
  handler: fc.constantFrom(null, ...names),
  teamHead: fc.constantFrom(...names),
  steps: fc.subarray([...reviewSteps] as ReviewStep[]),
  changes: fc.array(change, { maxLength: 6 }),
  // One that is long-term is never closed: its own acts are tried in lives of their own.
  isLongTerm: fc.boolean(),
  order: fc.array(fc.nat(), { minLength: 60, maxLength: 60 }),
});

const datedActs: MeasureCommand[] = [
  { type: 'submit', evidence: ['sha256:a'] },
  { type: 'approve' },
  { type: 'close', decision: '领导小组〔2024〕3号' },
  { type: 'applyAcceptance', body: '市委巡察办', application: '5号' },
  { type: 'recordAcceptance', result: 'accepted', document: '7号' },
  { type: 'lookBack', method: '走访', result: 'held' },
  { type: 'claimEffect', evidence: ['sha256:e'] },
  { type: 'confirmEffect' },
  { type: 'return', reason: '佐证不足' },
];
const longTerm = { kind: 'longTerm' as const, doneDue: null };
const longTermActs: MeasureCommand[] = [
  { type: 'askPermanent', evidence: ['sha256:p'] },
  { type: 'acceptPermanent' },
  { type: 'acceptPermanent' },
  { type: 'refusePermanent', reason: '制度未印发' },
  { type: 'reviewPermanent', method: '走访', result: 'held' },
];
const judged = new Set([
  'approve',
  'close',
  'return',
  'confirmEffect',
  'applyAcceptance',
  'recordAcceptance',
  'lookBack',
  'acceptPermanent',
  'refusePermanent',
  'reviewPermanent',
]);

/** What is not for its leaders either, in whatever other post. */
const leadersOut = new Set(['close', 'lookBack', 'checked', 'releaseLetter', 'dropLetter']);

/** Whose item it is at that moment: who handed it in or writes for it, and for all but its unit's own head its unit's people. */
function expectNotHis(state: MeasureState, type: string, actor: Actor): void {
  const persons = personsOf(actor);
  const post = state.review?.stages[state.review.index]?.by;
  for (const who of persons) {
    if (state.phase === 'review') expect(who, `${type} by its author`).not.toBe(state.submission?.by);
    expect(who, `${type} by its handler`).not.toBe(state.handler);
    if (type === 'lookBack' || type === 'checked')
      expect(who, `${type} by its closer`).not.toBeOneOf([state.closure?.by, state.closure?.for]);
    if (type === 'confirmEffect') expect(who, 'confirmed by its claimer').not.toBe(state.effect?.by);
    if (type.endsWith('Permanent') && type !== 'reviewPermanent')
      expect(who, `${type} by who asked for it or spoke before`).not.toBeOneOf([
        state.permanence?.by,
        state.permanence?.signedBy,
      ]);
    if (leadersOut.has(type)) expect(state.leaders, `${type} by its leader`).not.toContain(who);
  }
  const isHead =
    state.phase === 'review' && (post === 'principal' || post === 'findingPrincipal') && !leadersOut.has(type);
  const units = [...actor.units, ...(actor.behalf?.own ?? [])];
  if (!isHead) expect(units, `${type} in his own unit`).not.toContain(state.leadUnit);
}

const campaign = issued();

/** Everybody may try to check it in a round that another has opened, and to release or drop a letter about it. */
function supervisedBy(measure: MeasureState, actor: Actor, context: Context, nth: number): string | null {
  const sample = ['measure/c1/m1'];
  const check = {
    id: 'check-1',
    kind: 'visit' as const,
    title: '走访',
    sample,
    recorded: [],
    yearly: false,
    openedOn: '',
  };
  const letter = {
    ...{ id: 'letter-1', kind: 'supervise' as const, unit: measure.leadUnit, measure: 'm1', reasons: null },
    ...{ text: '', draftedOn: '2024-07-01' },
  };
  const state = { ...campaign.state!, checks: { 'check-1': check }, letters: { 'letter-1': letter } };
  const command = [
    { type: 'recordCheck', check: 'check-1', item: 'm1', method: '走访', result: 'held' } as const,
    { type: 'releaseLetter', letter: 'letter-1', signer: '主任', number: '督1号' } as const,
    { type: 'dropLetter', letter: 'letter-1', reason: '已面谈' } as const,
  ][nth % 3]!;
  const answer = decideCampaign(state, command, actor, context, { ...campaign.facts(), measures: [measure] });
  if (!Array.isArray(answer)) return null;
  return command.type === 'recordCheck' ? 'checked' : command.type;
}

const judgements = { dated: 0, longTerm: 0, checked: 0, releaseLetter: 0, dropLetter: 0 };
test('over any directory, changing in mid-life, nobody reviews, closes, accepts, confirms, checks, looks back at or writes letters on his own item', () => {
  fc.assert(
    fc.property(world, ({ persons, leaders, handler, teamHead, steps, changes, isLongTerm, order }) => {
      let directory: Directory = { units: [zjj, jyj].map((id) => ({ id, name: id, aliases: [] })), persons };
      let state: MeasureState | null = null;
      let day = '2024-07-01';
      const context = () => ({
        ...contextAt(`${day} 10:00`, { directory, policy: { ...standard, review: { ...standard.review, steps } } }),
        teamHead,
      });
      const act = (command: MeasureCommand, actor: Actor) => {
        const answer = decide(state, command, actor, context());
        if (!Array.isArray(answer)) return false;
        if (judged.has(command.type)) {
          judgements[isLongTerm ? 'longTerm' : 'dated'] += 1;
          expectNotHis(state!, command.type, actor);
        }
        state = answer.reduce<MeasureState | null>(evolve, state);
        return true;
      };
      act(
        { type: 'draft', draft: measureDraft({ leaders, handler, ...(isLongTerm ? longTerm : {}) }), campaign: 'c1' },
        engine,
      );
      act(issue, engine);
      const acts = isLongTerm ? longTermActs : datedActs;
      for (const [n, drawn] of order.entries()) {
        day = addDays(day, n % 10 === 9 ? 30 : 1);
        const amend = n % 8 === 7 ? changes[Math.floor(n / 8)] : undefined;
        if (amend && amend.of !== amend.by) {
          const { of, by, delegates } = amend;
          const delegation = { kind: 'delegate', of, to: by, from: day, until: addDays(day, 60) } as const;
          directory = changed(directory, delegates ? delegation : { kind: 'replace', of, by }, '任免1号');
          if (!delegates) act({ type: 'succeed', from: of, to: by }, engine);
        }
        state = tick(state!, context()).reduce<MeasureState | null>(evolve, state);
        // Everybody tries, in an order that is drawn, for himself and for whoever he is deputy of.
        const { persons: all } = directory;
        const actors = all.flatMap((one) => [
          actorOf(one),
          ...all.flatMap((of) => deputyOf(one, of, directory, day) ?? []),
        ]);
        const command = acts[drawn % acts.length]!;
        const from = drawn % actors.length;
        const [first, ...others] = [...actors.slice(from), ...actors.slice(0, from)];
        for (const actor of [first!, ...others]) {
          const type = supervisedBy(state!, actor, context(), drawn);
          if (!type) continue;
          judgements[type as 'checked'] += 1;
          expectNotHis(state!, type, actor);
        }
        [first!, ...others].some((actor) => act(command, actor));
      }
    }),
    { numRuns: runs },
  );
  expect(judgements.dated).toBeGreaterThan(runs);
  expect(judgements.longTerm).toBeGreaterThan(runs / 2);
  for (const type of ['checked', 'releaseLetter', 'dropLetter'] as const)
    expect(judgements[type], type).toBeGreaterThan(runs);
}, 120_000);
