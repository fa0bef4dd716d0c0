import type { listWords as zh } from '../zh-CN/lists.ts';

/** What is said while the lists are read: what becomes of a row, and what only a person can settle. */
export const listWords: typeof zh = {
  tried: {
    row: '{place}  {outcome}  {id}  {measure}  {leadUnit}  {doneDue}',
    place: '{sheet}, row {row}',
    question: '    To be settled: {message} ({key})',
    option: '      {value}: {label}',
    totals: 'create {create}  change {change}  same {same}  gone {gone}  ask {ask}  errors {errors}',
  },
  outcome: { create: 'create', change: 'change', same: 'same', gone: 'gone', ask: 'ask', error: 'error' },
  kind: { immediate: 'immediate', dated: 'dated', continuing: 'continuing', longTerm: 'long-term' },
  question: {
    deadline: 'Which day is meant by “{text}”? {why}',
    unit: 'The directory has no “{text}”: which unit is it?',
    person: 'The directory has no “{text}”: who is it?',
    leadUnits: '“{text}” names {count} units; “{first}” leads for now and the others take part. Is that right?',
    handlers: '“{text}” names {count} persons; “{first}” is the handler for now. Is that right?',
    sharedMeasure: '“{text}” is the measure of row {row} ({sheet}) under another finding: one for both, or one each?',
    pastDay: 'It is said to be “{text}”, on no day: which day was it?',
    plan: 'the campaign has no plan “{text}”: which one is it? For now it belongs to the main plan',
    team: 'the campaign has no team “{text}”: which one is it? For now no team sees it',
  },
  dayBeforeIssue: 'It needs one before it is issued (or becomes long-term).',
  option: {
    known: 'in the directory',
    newUnit: 'a new unit: enter it in the directory as written',
    newPerson: 'enter as written, without an address',
    leads: 'it leads',
    handles: 'handles it',
    placed: 'the campaign has it',
    mainPlan: 'the main plan (one that is to be new is set up with set-plan first, then import again)',
    noTeam: 'no team (one that is to be new is set up with set-team first, then import again)',
    shared: 'one for both',
    separate: 'one each',
    watched: 'no date until this has come; the office is asked each cycle (or whoever 跟踪人 names)',
    longTerm: 'long-term, without an end',
    continuing: 'continuing',
    immediate: 'immediate',
  },
};
