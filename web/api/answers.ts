import { z } from 'zod';
import type {
  ActAnswer,
  BounceAnswer,
  CampaignStatus,
  DeliveriesAnswer,
  EnterAnswer,
  Failure,
  Found,
  Health,
  InstallationAnswer,
  RefusedAct,
  StreamView,
  UndeliveredAnswer,
  VerifyAnswer,
} from '../../client/api.ts';
import { type ErrorCode, errorTable } from '../../domain/errors.ts';
import { lights } from '../../domain/measure/light.ts';
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
});
