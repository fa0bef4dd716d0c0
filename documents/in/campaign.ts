import { LineCounter, type Node, parseDocument } from 'yaml';
import { z } from 'zod';
import { isDay } from '../../domain/calendar/day.ts';
import { CodedError, type ErrorCode } from '../../domain/errors.ts';
import { strictAddress } from '../../domain/plan/address.ts';
import { secrecies } from '../../domain/plan/secrecy.ts';
import { languages } from '../../words/language.ts';
import { sentence } from './sentence.ts';

const plan = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$/),
  name: z.string().trim().min(1),
  leadDepartment: z.string().min(1).nullable().default(null),
  findings: z.array(z.string().min(1)).min(1),
  links: z.record(z.string(), z.string()).default({}),
  policy: z.unknown().optional(),
});
const team = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$/),
  name: z.string().trim().min(1),
  head: z.string().min(1),
  liaison: z.string().min(1),
  findings: z.array(z.string().min(1)).min(1),
});

const settings = z.strictObject({
  /** Part of every workflow's id: plain ASCII, no names in it. */
  id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/),
  name: z.string().trim().min(1),
  feedbackOn: z.string().refine(isDay),
  /** 集中整改期, in calendar months from the feedback. */
  concentratedMonths: z.int().min(1).max(24).default(3),
  zone: z.string().refine(isZone).default('Asia/Shanghai'),
  language: z.enum(languages).default('zh-CN'),
  /** Who writes the mails, and where an answer to one goes. */
  office: z.strictObject({
    name: z.string().trim().min(1),
    replyTo: z.string().refine((text) => strictAddress(text) !== null),
  }),
  /** Special plans beside the main one, and teams; findings by id, persons by id or name. */
  plans: z.array(plan).optional(),
  teams: z.array(team).optional(),
  /** How much mails may say: of everything, and of findings by their ids. */
  secrecy: z
    .union([
      z.enum(secrecies).transform((level) => ({ level })),
      z.strictObject({
        level: z.enum(secrecies).exactOptional(),
        findings: z.record(z.string(), z.enum(secrecies)).exactOptional(),
      }),
    ])
    .optional(),
  /** Domains that mail may go to; absent: any. */
  allowedDomains: z.array(z.string().trim().min(1)).optional(),
  /** Headers named by hand: a column of docs/lists.md → what the files call it. */
  columns: z.record(z.string(), z.string().trim().min(1)).optional(),
  /** The name of a preset or a part of a policy; `domain/plan/policy.ts` checks it. */
  policy: z.unknown().optional(),
});

/** What a campaign's YAML says, checked and with its defaults. */
export type CampaignSettings = z.infer<typeof settings>;

/** An example of each field, for the sentence that says it is wrong. */
const examples: Record<string, string> = {
  id: 'qinghe-2024',
  name: '2024',
  feedbackOn: '2024-03-28',
  concentratedMonths: '3',
  zone: 'Asia/Shanghai',
  language: languages.join(' / '),
  office: '{ name: …, replyTo: office@example.com }',
  'office.name': '…',
  'office.replyTo': 'office@example.com',
  secrecy: secrecies.join(' / '),
  allowedDomains: '[example.com]',
  columns: '{ 整改措施: … }',
};

export type CampaignProblem = { line: number; field: string; code: ErrorCode; message: string };

/** All that is wrong in a campaign's YAML at once, each with its line. */
export class CampaignFileError extends CodedError {
  readonly problems: CampaignProblem[];

  constructor(problems: CampaignProblem[]) {
    const text = problems.map(({ message }) => message).join('；');
    super('campaign-file-invalid', { count: problems.length, problems: text });
    this.name = 'CampaignFileError';
    this.problems = problems;
  }
}

/** @throws CampaignFileError */
export function readCampaignFile(yamlText: string): CampaignSettings {
  const lineCounter = new LineCounter();
  const document = parseDocument(yamlText, { lineCounter, prettyErrors: false });
  if (document.errors.length > 0)
    throw new CampaignFileError(
      document.errors.map(({ pos, message }) => {
        const { line } = lineCounter.linePos(pos[0]);
        return { line, field: '', code: 'yaml-invalid', message: sentence('yaml-invalid', { line, reason: message }) };
      }),
    );

  const read = settings.safeParse(document.toJS({ maxAliasCount: 10 }));
  if (read.success) return read.data;
  throw new CampaignFileError(read.error.issues.flatMap(problemsOf));

  function problemsOf(issue: z.core.$ZodIssue): CampaignProblem[] {
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => problem('field-unknown', [...issue.path, key]));
    const code = issue.code === 'invalid_type' && !document.hasIn(issue.path) ? 'field-missing' : 'field-wrong';
    return [problem(code, issue.path)];
  }

  function problem(code: ErrorCode, path: PropertyKey[]): CampaignProblem {
    const field = path.filter((key) => typeof key !== 'number').join('.');
    const line = lineOf(path);
    return { line, field, code, message: sentence(code, { line, field, example: examples[field] ?? '…' }) };
  }

  /** The line of the field, or of the nearest thing above it that the file has. */
  function lineOf(path: PropertyKey[]): number {
    for (let depth = path.length; depth > 0; depth -= 1) {
      const node = document.getIn(path.slice(0, depth), true) as Node | undefined;
      if (node?.range) return lineCounter.linePos(node.range[0]).line;
    }
    return 1;
  }
}

/** The line of a field `policy.ladders.doneDue.rungs.3`, or of the nearest thing above it that the file has. */
export function lineOfField(yamlText: string, field: string): number {
  const lineCounter = new LineCounter();
  const document = parseDocument(yamlText, { lineCounter, prettyErrors: false });
  const path = field.split('.').map((key) => (/^\d+$/.test(key) ? Number(key) : key));
  for (let depth = path.length; depth > 0; depth -= 1) {
    const node = document.getIn(path.slice(0, depth), true) as Node | undefined;
    if (node?.range) return lineCounter.linePos(node.range[0]).line;
  }
  return 1;
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
