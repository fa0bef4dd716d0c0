import { createHash, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Command, Option } from 'commander';
import { z } from 'zod';
import { type Act, type ActForm, acts } from '../../client/acts.ts';
import type { ActRequest } from '../../client/api.ts';
import { CodedError } from '../../domain/errors.ts';
import { errorTerms } from '../../words/errors.ts';
import { fill } from '../../words/language.ts';
import { withApi } from '../reach.ts';
import type { Answer } from './answer.ts';
import type { Commands } from './commands.ts';
import type { Desk } from './desk.ts';

/** Where the command is called otherwise than the order it gives. */
const shortNames: Partial<Record<Act, string>> = { sayNotMine: 'not-mine', convertToLongTerm: 'convert' };
const aliases: Partial<Record<Act, string>> = { requestExtension: 'extend' };
/** A flag that begins with `no` would be read as its opposite. */
const flags: Record<string, string> = {
  noChange: 'unchanged',
  noEvidenceReason: 'without-evidence',
  shortReason: 'short',
};

type Options = Record<string, unknown> & { as: string; id?: string; campaign?: string } & Signed;
/** For whom, and from which paper by which clerk's hand. */
export type Signed = { for?: string; clerk?: string; paper?: string; paperDate?: string; scan?: string };

/** What an act is called on the command line. */
export function nameOfAct(act: Act): string {
  return shortNames[act] ?? kebab(act);
}

/** The acts of people, one command each, made from the table of their forms. */
export function addActs({ desk, add }: Commands): void {
  for (const act of Object.keys(acts) as Act[]) {
    const command = add<Options>(nameOfAct(act), errorTerms[desk.language].act[act], ([id = ''], options) =>
      perform(desk, act, id, options),
    );
    command.argument('<id>', desk.words.argument.id);
    const alias = aliases[act];
    if (alias) command.alias(alias);
    for (const [field, schema] of Object.entries((acts[act] as ActForm).fields.shape))
      addField(desk, command, field, schema);
    addSigned(desk, command);
    command
      .requiredOption('--as <person>', desk.words.option.as)
      .option('--id <command>', desk.words.option.commandId)
      .option('--campaign <id>', desk.words.option.campaign);
  }
}

/** For whom one acts, and the paper it is entered from. */
export function addSigned({ words }: Desk, command: Command): void {
  for (const option of ['for', 'clerk', 'paper', 'paperDate', 'scan'] as const)
    command.option(`--${kebab(option)} <value>`, words.option[option]);
}

/** One option for one field of a form. */
export function addField({ words }: Desk, command: Command, field: string, schema: z.core.$ZodType): void {
  const optional = schema._zod.optin !== undefined;
  const inner = unwrapped(schema);
  const value = inner instanceof z.ZodArray ? 'value...' : 'value';
  const about = (words.option as Record<string, string>)[field] ?? field;
  const option = new Option(`--${flags[field] ?? kebab(field)} <${value}>`, about).makeOptionMandatory(!optional);
  command.addOption(inner instanceof z.ZodEnum ? option.choices(inner.options.map(String)) : option);
}

/** What stands inside of "may be left out". */
function unwrapped(schema: z.core.$ZodType): z.core.$ZodType {
  const { innerType } = schema._zod.def as { innerType?: z.core.$ZodType };
  return innerType ? unwrapped(innerType) : schema;
}

async function perform(desk: Desk, act: Act, shortId: string, options: Options): Promise<Answer> {
  const { as, id = randomUUID(), campaign } = options;
  const { shape } = (acts[act] as ActForm).fields;
  const fields = saidIn(shape, options);
  const signed = await signedBy(options);
  const answer = await withApi(desk.config(), 'act', async (api) => {
    const { stream } = await api.find(shortId, campaign);
    return api.act(stream, { id, as, command: { type: act, ...fields }, ...signed });
  });
  const done = { act: errorTerms[desk.language].act[act], id: answer.stream, command: id };
  return { document: answer, lines: [fill(desk.words.done, done)] };
}

/** A scan that is a file goes along and is kept with the evidence; of another only the digest is said. */
export async function signedBy(options: Signed): Promise<Pick<ActRequest, 'for' | 'paper' | 'scan'>> {
  const { clerk, paper, paperDate, scan = '' } = options;
  const behalf = options.for === undefined ? {} : { for: options.for };
  if ([clerk, paper, paperDate].every((one) => one === undefined) && !scan) return behalf;
  if (clerk === undefined) throw new CodedError('bad-input', { field: 'clerk', value: '' });
  const said = { by: clerk, number: paper ?? '', date: paperDate ?? '' };
  if (scan === '' || scan.startsWith('sha256:')) return { ...behalf, paper: { ...said, scan } };
  const bytes = await bytesOf(scan);
  const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  return {
    ...behalf,
    paper: { ...said, scan: digest },
    scan: { name: basename(scan), bytes: bytes.toString('base64') },
  };
}

/** @throws CodedError `file-missing` */
async function bytesOf(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new CodedError('file-missing', { file, why: (error as Error).message });
  }
}

/** What was said of a form's fields. */
export function saidIn(shape: object, options: Record<string, unknown>): Record<string, unknown> {
  const said = Object.keys(shape).map((field) => [field, options[attributeOf(field)]]);
  return Object.fromEntries(said.filter(([, value]) => value !== undefined));
}

/** The name under which commander keeps a field's option. */
function attributeOf(field: string): string {
  return (flags[field] ?? field).replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}

export function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
