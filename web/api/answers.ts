import { z } from 'zod';
import type {
  ActAnswer,
  AddYearAnswer,
  BounceAnswer,
  CampaignStatus,
  ChangePolicyAnswer,
  DeliveriesAnswer,
  EnterAnswer,
  Failure,
  ForecastAnswer,
  Found,
  GoneMeasure,
  Health,
  ImportAnswer,
  ImportView,
  InstallationAnswer,
  MovedMeasure,
  QuestionView,
  RefusedAct,
  StreamView,
  TeamAnswer,
  UndeliveredAnswer,
  VerifyAnswer,
} from '../../client/api.ts';
import type { CalendarYear } from '../../domain/calendar/calendar.ts';
import type { ShownLetter } from '../../domain/campaign/letterFile.ts';
import { type ErrorCode, errorTable } from '../../domain/errors.ts';
import type { Count } from '../../domain/figures/count.ts';
import type { Statement } from '../../domain/figures/statement.ts';
import type { ForecastMail } from '../../domain/forecast/report.ts';
import { askKinds, type Compared, choices } from '../../domain/import/compare.ts';
import { lights } from '../../domain/measure/light.ts';
import type { Move } from '../../domain/measure/moves.ts';
import { type Directory, roles } from '../../domain/plan/directory.ts';
import { blocks, letters } from '../../domain/plan/letter.ts';
import { letterKinds } from '../../domain/plan/letterKind.ts';
import { kinds } from '../../domain/plan/lists.ts';
import { quantityKinds } from '../../domain/plan/quantity.ts';
import type { FindingRow, MeasureRow } from '../../ledger/tables/board.ts';
import { type Kind, streamOf } from '../../workflows/contract.ts';

// What the document says of answers. They are made by us and not checked on the way out; a test holds the two together.

const text = z.string();
const count = z.int().min(0);
/** Milliseconds since 1970. */
const instant = z.int();
const day = z.iso.date();
const kind = z.enum(Object.keys(streamOf) as [Kind, ...Kind[]]);
const code = z.enum(Object.keys(errorTable) as [ErrorCode, ...ErrorCode[]]);
const facts = z.record(text, z.unknown());
const named = z.strictObject({ id: text, name: text });
const paper = z.strictObject({ by: text, number: text, date: text, scan: text });
const deadline = z.looseObject({ day: day.nullable() });

export const failed: z.ZodType<Failure, unknown> = z
  .strictObject({ code, facts: facts as z.ZodType<Failure['facts']>, message: text })
  .meta({ id: 'Failure' });

export const health: z.ZodType<Health> = z.strictObject({
  name: z.literal('xiaohao'),
  pid: count,
  running: z.boolean(),
});

export const found: z.ZodType<Found> = z.strictObject({ stream: text, kind, campaign: text, id: text });

export const status = z
  .strictObject({
    ...{ id: text, name: text, phase: text, clock: text, feedbackOn: day, zone: text, asOf: instant },
    figures: z.looseObject({}),
    drafts: z.strictObject({ findings: count, measures: count }),
    mails: z.record(text, count),
    next: instant.nullable(),
  } satisfies Record<keyof CampaignStatus, z.ZodType>)
  .meta({ id: 'CampaignStatus' });

export const stream = z.strictObject({
  ...{ stream: text, kind, campaign: text, id: text, no: text, title: text, zone: text, asOf: instant, phase: text },
  ...{ light: z.enum(lights).nullable(), late: z.boolean(), unit: text.nullable(), leaders: z.array(text) },
  ...{ effectDue: deadline.nullable(), doneDue: deadline.nullable() },
  holder: z.strictObject({ post: text, persons: z.array(text) }).nullable(),
  next: z.strictObject({ at: instant, ladder: text, rung: text, to: z.array(text), limit: day }).nullable(),
  state: z.looseObject({}),
  timeline: z.array(
    z.strictObject({
      ...{ seq: count, at: instant, type: text },
      by: z.strictObject({ ...named.shape, for: text.exactOptional(), paper: paper.exactOptional() }),
      ...{ facts, notices: count },
    }),
  ),
} satisfies Record<keyof StreamView, z.ZodType>);

export const act: z.ZodType<ActAnswer> = z.strictObject({ id: text, stream: text, seq: count, events: z.array(text) });

export const enter: z.ZodType<EnterAnswer> = z.strictObject({ url: z.url(), minutes: count });

export const verified: z.ZodType<VerifyAnswer> = z.strictObject({
  ...{ events: count, streams: count, deliveries: count },
  broken: z.strictObject({ stream: text, seq: count, why: text }).nullable(),
});

export const installation: z.ZodType<InstallationAnswer> = z.strictObject({
  ...{ atHome: z.boolean(), since: instant, by: text.nullable(), silentSince: instant.nullable() },
});

export const bounce: z.ZodType<BounceAnswer> = z.strictObject({
  outcome: z.enum(['recorded', 'known', 'forged', 'unknownMail', 'noBounce']),
  kind: z.enum(['hard', 'delayed', 'autoReply', 'none']),
  ...{ mail: text.nullable(), person: text.nullable(), status: text },
});

const refusedAct = z.strictObject({
  ...{ at: instant, person: text, paper: paper.nullable(), stream: text, command: text, act: text, code, facts },
} satisfies Record<keyof RefusedAct, z.ZodType>);
export const refused = z.strictObject({ zone: text, refused: z.array(refusedAct) });

export const deliveries: z.ZodType<DeliveriesAnswer> = z.strictObject({
  ...{ campaign: text, finding: text.nullable(), zone: text },
  entries: z.array(
    z.strictObject({ seq: count, at: instant, what: text, mail: text, facts, previous: text, hash: text }),
  ),
});

export const undelivered: z.ZodType<UndeliveredAnswer> = z.strictObject({
  ...{ campaign: text, zone: text },
  mails: z.array(
    z.strictObject({
      ...{ mail: text, person: named, email: text, windowAt: instant, state: text, items: count, tries: count },
      response: text.nullable(),
      instead: z.array(z.strictObject({ ...named.shape, state: text, windowAt: instant })),
    }),
  ),
  hooks: z.array(
    z.strictObject({ hook: text, windowAt: instant, state: text, tries: count, response: text.nullable() }),
  ),
});

const year: z.ZodType<CalendarYear> = z.strictObject({
  source: text,
  off: z.record(day, text),
  work: z.record(day, text),
});
export const years: z.ZodType<Record<string, CalendarYear>> = z.record(text, year);

const dayKind = z.enum(['workday', 'weekend', 'holiday', 'makeup']);
const move: z.ZodType<Move> = z.strictObject({
  ladder: text as unknown as z.ZodType<Move['ladder']>,
  rung: text,
  ...{ from: day.nullable(), to: day.nullable(), was: dayKind, is: dayKind, name: text },
});
const moved = z.strictObject({
  ...{ campaign: text, id: text, no: text, title: text, unit: text, moves: z.array(move) },
} satisfies Record<keyof MovedMeasure, z.ZodType>);
export const yearAdded: z.ZodType<AddYearAnswer> = z.strictObject({
  ...{ year: text, moved: z.array(moved), campaigns: z.array(text), added: z.boolean(), same: z.boolean() },
});
export const policyChanged: z.ZodType<ChangePolicyAnswer> = z.strictObject({
  ...{ campaign: text, from: text, to: text, moved: z.array(moved), changed: z.boolean(), same: z.boolean() },
});

/** A row of the board without what it keeps for its own counting. */
export const measureRows = z.array(
  z.object({
    ...{
      id: text,
      campaign: text,
      stream: text,
      finding: text,
      no: text,
      title: text,
      kind: z.enum(kinds),
      phase: text,
    },
    ...{ light: z.enum(lights).nullable(), holder: text.nullable(), lead_unit: text, leader: text.nullable() },
    ...{ effect_due: day.nullable(), done_due: day.nullable(), late: z.boolean(), publish: z.boolean() },
  } satisfies Partial<Record<keyof MeasureRow, z.ZodType>>),
);
export const findingRows = z.array(
  z.object({
    ...{ id: text, campaign: text, stream: text, no: text, title: text, category: z.array(text), phase: text },
    ...{ lead_unit: text, publish: z.boolean() },
  } satisfies Partial<Record<keyof FindingRow, z.ZodType>>),
);

export const directory: z.ZodType<Directory> = z.strictObject({
  units: z.array(z.strictObject({ ...named.shape, aliases: z.array(text) })),
  persons: z.array(
    z.strictObject({
      ...{ ...named.shape, unit: text.nullable(), roles: z.array(z.enum(roles)), email: text.nullable() },
      ...{ deputy: text.nullable(), leave: z.array(z.strictObject({ from: day, to: day })) },
    }),
  ),
  delegations: z.array(z.strictObject({ of: text, to: text, from: day, until: day, document: text })).exactOptional(),
});

export const team: z.ZodType<TeamAnswer> = z.strictObject({
  team: z.strictObject({ ...named.shape, head: text, liaison: text, findings: z.array(text) }),
  findings: z.array(
    z.strictObject({
      ...{ id: text, no: text, title: text, phase: text },
      measures: z.array(z.strictObject({ id: text, no: text, phase: text })),
    }),
  ),
});

export const letter: z.ZodType<ShownLetter> = z
  .strictObject({
    draft: z.strictObject({
      ...{ id: text, kind: z.enum(letterKinds), unit: text, measure: text.nullable(), text, draftedOn: day },
      about: z.strictObject({ no: text, title: text }).exactOptional(),
      reasons: z
        .strictObject({ due: day.nullable(), daysLate: z.int(), missedReports: count, rebounds: count, returns: count })
        .nullable(),
    }),
    released: z.strictObject({ at: instant, by: text, signer: text, number: text, replyBy: day.nullable() }).nullable(),
    dropped: z.strictObject({ at: instant, by: text, reason: text }).nullable(),
    reply: z
      .strictObject({
        ...{ errand: text, due: day },
        answer: z.strictObject({ on: day, by: text, result: text, document: text.nullable() }).nullable(),
      })
      .nullable(),
    ...{ unit: text, office: text, zone: text, today: day },
    measure: z.strictObject({ no: text, title: text.nullable() }).nullable(),
  })
  .meta({ id: 'Letter' });

const rate = z.number().nullable();
const counted: z.ZodType<Count> = z
  .strictObject({
    findings: z.strictObject({ total: count, done: count, longTerm: count, ongoing: count }),
    measures: z.strictObject({
      ...{ total: count, done: count, longTerm: count, ongoing: count, withdrawn: count, late: count, rate },
    }),
    effect: z.strictObject({ claimed: count, confirmed: count, withinPeriod: count }),
  })
  .meta({ id: 'Count' });
const countedBy = z.record(text, counted);
export const statement: z.ZodType<Statement> = z.strictObject({
  ...{ campaign: text, asOf: day, plan: text.nullable(), periodEnd: day, internal: counted, public: counted },
  ...{ byPlan: countedBy, byCategory: countedBy, byUnit: countedBy, byLeader: countedBy, byTeam: countedBy },
  names: z.record(text, text),
  lateByHolder: z.strictObject({ unit: count, leader: count, office: count, higherLevel: count }),
  quantities: z.array(
    z.strictObject({ kind: z.enum(quantityKinds), unit: text, total: z.number(), done: z.number(), rate }),
  ),
});

const mail: z.ZodType<ForecastMail> = z
  .strictObject({
    ...{ windowAt: instant, day, person: text, name: text },
    lines: z.array(
      z.strictObject({
        ...{ notice: text, also: z.array(text), no: text.nullable(), letter: z.enum(letters), block: z.enum(blocks) },
        ...{ due: day.nullable(), rerouted: text.nullable() },
      }),
    ),
  })
  .meta({ id: 'ForecastMail' });
const mailDay = z.strictObject({ day, mails: count, lines: count });
export const forecast: z.ZodType<ForecastAnswer> = z.strictObject({
  ...{ campaign: text, zone: text, from: day, to: day, mails: z.array(mail), days: z.array(mailDay) },
  persons: z.array(z.strictObject({ person: text, name: text, mails: count, lines: count })),
  busiest: mailDay.nullable(),
  change: z.strictObject({ measure: text, to: day, gone: z.array(mail), added: z.array(mail) }).nullable(),
});

const change = z.strictObject({ field: text, old: z.unknown(), new: z.unknown() });
const compared: z.ZodType<Compared, unknown> = z
  .strictObject({
    ...{ id: text, outcome: z.enum(['create', 'change', 'same', 'ask']), changes: z.array(change) },
    asks: z.array(
      z.strictObject({
        ...{ key: text, kind: z.enum(askKinds), id: text, change, choices: z.array(z.enum(choices)) },
        ...{ code: code.exactOptional(), facts: (facts as z.ZodType<Failure['facts']>).exactOptional() },
      }),
    ),
  })
  .meta({ id: 'Compared' });
const gone: z.ZodType<GoneMeasure> = z.strictObject({
  ...{ id: text, finding: text, no: text, title: text, kind: z.enum(kinds), lead_unit: text, leader: text.nullable() },
  ...{ effect_due: day.nullable(), done_due: day.nullable() },
});
export const imported: z.ZodType<ImportAnswer, unknown> = z.strictObject({
  id: text.nullable(),
  plan: z.strictObject({
    ...{ findings: z.array(compared), measures: z.array(compared), gone: z.array(gone), directory: z.boolean() },
  }),
});
const items = z.strictObject({ findings: count, measures: count });
const refusedHow = { code, facts: facts as z.ZodType<Failure['facts']> };
export const importing: z.ZodType<ImportView, unknown> = z.strictObject({
  ...{ id: text, campaign: text, phase: z.enum(['waiting', 'running', 'done', 'failed']), done: count, total: count },
  idleMs: count,
  result: z
    .union([
      z.strictObject({
        ...{ started: items, changed: items },
        refused: z.array(z.strictObject({ stream: text, ...refusedHow })),
      }),
      z.strictObject(refusedHow),
    ])
    .nullable(),
});

export const question: z.ZodType<QuestionView> = z
  .strictObject({
    ...{ key: text, kind: text, file: text, sheet: text, row: count, column: text, text, message: text },
    options: z.array(z.strictObject({ value: text, label: text })),
    ...{ held: z.boolean(), askedAt: instant },
    answer: z.strictObject({ choice: text, by: text, at: instant }).nullable(),
  })
  .meta({ id: 'Question' });
