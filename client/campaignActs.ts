import { z } from 'zod';
import { cadences } from '../domain/calendar/period.ts';
import { checkKinds, consequences } from '../domain/campaign/check.ts';
import type { CampaignCommandOf, CampaignOrder } from '../domain/campaign/commands.ts';
import type { DirectoryChange } from '../domain/plan/directoryChange.ts';
import { letterKinds } from '../domain/plan/letterKind.ts';
import { secrecies } from '../domain/plan/secrecy.ts';
import { checked } from './checked.ts';
import { itemId } from './lists.ts';
import { readPolicy } from './policy.ts';

/** What a person may ask of a campaign; the others have routes of their own. */
export type CampaignAct =
  | Exclude<CampaignOrder, 'setUp' | 'changeDirectory' | 'amendDirectory' | 'issue' | 'replan'>
  | 'delegate'
  | 'replaceHolder'
  | 'renameUnit'
  | 'mergeUnit'
  | 'splitUnit';

export type CampaignActForm<T extends CampaignAct = CampaignAct> = {
  fields: z.ZodObject;
  command: (said: never) => CampaignCommandOf<OrderOf<T>>;
};

/** The order an act is; of people and units several are one. */
type OrderOf<T extends CampaignAct> = T extends CampaignOrder ? T : 'amendDirectory';

const text = z.string().trim().min(1).max(4_000);
const free = z.string().trim().max(4_000).default('');
const name = z.string().trim().min(1).max(200);
/** Whether the day exists, the domain says. */
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const yes = z.union([z.boolean(), z.stringbool()]);
/** `2024-09-30 区财政局：拨付尾款`; without a unit it is the office's. */
const conclusion = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}\s+[^:：]*[:：]\s*\S/)
  .transform((said) => {
    const [, due = '', unit = '', what = ''] = /^(\S+)\s+([^:：]*)[:：]\s*(.*)$/s.exec(said) ?? [];
    return { due, text: what, ...(unit.trim() ? { unit: unit.trim() } : {}) };
  });

/** `Q38-1=Q02-1`: an item of the plan and the one it is one with. */
const link = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}\s*=\s*[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/)
  .transform((said): [string, string] => said.split('=').map((one) => one.trim()) as [string, string]);

const id = z.string().trim().min(1).max(64);

/** People and units change by a document, which the campaign's record keeps. */
function amend({ document, ...change }: DirectoryChange & { document: string }): CampaignCommandOf<'amendDirectory'> {
  return { type: 'amendDirectory', change: change as DirectoryChange, document };
}

function form<S extends z.ZodObject, T extends CampaignOrder>(
  fields: S,
  command: (said: z.output<S>) => CampaignCommandOf<T>,
): { fields: S; command: (said: z.output<S>) => CampaignCommandOf<T> } {
  return { fields, command };
}

/** Every act of a person on a campaign, once: the command line and the API are both made from this table. */
export const campaignActs: { [T in CampaignAct]: CampaignActForm<T> } = {
  delegate: form(z.strictObject({ of: id, to: id, from: day, until: day, document: text }), (said) =>
    amend({ kind: 'delegate', ...said }),
  ),
  replaceHolder: form(z.strictObject({ of: id, successor: id, document: text }), ({ successor: by, ...said }) =>
    amend({ kind: 'replace', by, ...said }),
  ),
  renameUnit: form(z.strictObject({ unit: id, name: text, document: text }), (said) =>
    amend({ kind: 'rename', ...said }),
  ),
  mergeUnit: form(z.strictObject({ unit: id, into: id, document: text }), (said) => amend({ kind: 'merge', ...said })),
  splitUnit: form(
    z.strictObject({ unit: id, newUnit: id, name: text, persons: z.array(id).max(500), document: text }),
    ({ newUnit, ...said }) => amend({ kind: 'split', id: newUnit, ...said }),
  ),
  release: form(z.strictObject({}), () => ({ type: 'release' })),
  setPlan: form(
    z.strictObject({
      ...{ plan: itemId, name, leadDepartment: name.exactOptional(), findings: z.array(itemId).min(1).max(500) },
      ...{ links: z.array(link).max(500).exactOptional(), every: z.enum(cadences).exactOptional() },
      ...{ policy: z.unknown().exactOptional() },
      ...{ document: text, on: day.exactOptional() },
    }),
    ({ links, policy, ...said }) => ({
      ...{ type: 'setPlan', ...said },
      ...(links ? { links: Object.fromEntries(links) } : {}),
      ...(policy === undefined ? {} : { policy: readPolicy(policy) }),
    }),
  ),
  dropPlan: form(z.strictObject({ plan: itemId, document: text, on: day.exactOptional() }), (said) => ({
    type: 'dropPlan',
    ...said,
  })),
  setTeam: form(
    z.strictObject({
      ...{ team: itemId, name, head: name, liaison: name, findings: z.array(itemId).min(1).max(500) },
      ...{ document: text, on: day.exactOptional() },
    }),
    (said) => ({ type: 'setTeam', ...said }),
  ),
  dropTeam: form(z.strictObject({ team: itemId, document: text, on: day.exactOptional() }), (said) => ({
    type: 'dropTeam',
    ...said,
  })),
  consolidate: form(
    z.strictObject({
      ...{ progress: text, next: text, done: free, effect: free, difficulties: free },
      ...{ plan: name.exactOptional(), asOf: day.exactOptional() },
    }),
    (said) => ({ type: 'consolidate', ...said }),
  ),
  sign: form(z.strictObject({ plan: name.exactOptional() }), (said) => ({ type: 'sign', ...said })),
  instruct: form(
    z.strictObject({
      ...{ text, due: day, unit: name.exactOptional(), person: name.exactOptional(), about: name.exactOptional() },
    }),
    (said) => ({ type: 'instruct', ...said }),
  ),
  planOccasion: form(z.strictObject({ text, due: day }), (said) => ({ type: 'planOccasion', ...said })),
  finish: form(
    z.strictObject({ errand: name, result: text, document: name.exactOptional(), on: day.exactOptional() }),
    (said) => ({ type: 'finish', ...said }),
  ),
  askConsultation: form(z.strictObject({ difficulty: text, about: name.exactOptional() }), (said) => ({
    type: 'askConsultation',
    ...said,
  })),
  concludeConsultation: form(
    z.strictObject({
      errand: name,
      participants: z.array(name).min(1).max(50),
      conclusions: z.array(conclusion).min(1).max(50),
    }),
    (said) => ({ type: 'concludeConsultation', ...said }),
  ),
  draftLetter: form(
    z.strictObject({
      kind: z.enum(letterKinds),
      ...{ measure: name.exactOptional(), unit: name.exactOptional(), text: text.exactOptional() },
    }),
    (said) => ({ type: 'draftLetter', ...said }),
  ),
  releaseLetter: form(
    z.strictObject({ letter: name, signer: name, number: name, replyBy: day.exactOptional() }),
    (said) => ({ type: 'releaseLetter', ...said }),
  ),
  dropLetter: form(z.strictObject({ letter: name, reason: text }), (said) => ({ type: 'dropLetter', ...said })),
  openCheck: form(
    z.strictObject({
      kind: z.enum(checkKinds),
      title: text,
      items: z.array(name).min(1).max(500),
      yearly: yes.exactOptional(),
    }),
    (said) => ({ type: 'openCheck', ...said }),
  ),
  recordCheck: form(
    z.strictObject({
      ...{ check: name, item: name, method: text, result: z.enum(['held', 'problem']), reason: text.exactOptional() },
      ...{ follow: z.enum(consequences).exactOptional(), due: day.exactOptional() },
    }),
    (said) => ({ type: 'recordCheck', ...said }),
  ),
  setSecrecy: form(
    z.strictObject({ level: z.enum(secrecies), finding: name.exactOptional(), reason: text }),
    (said) => ({ type: 'setSecrecy', ...said }),
  ),
  closeCheck: form(z.strictObject({ check: name, conclusion: text }), (said) => ({ type: 'closeCheck', ...said })),
};

/** Is this the name of an act on a campaign? */
export function isCampaignAct(type: string): type is CampaignAct {
  return Object.hasOwn(campaignActs, type);
}

/** @throws CodedError `bad-input` naming the first field that is not as its form wants it. */
export function readCampaignAct(type: CampaignAct, said: unknown): CampaignCommandOf<OrderOf<CampaignAct>> {
  const { fields, command } = campaignActs[type] as CampaignActForm;
  return command(checked(fields, said) as never);
}
