import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { CodedError } from '../domain/errors.ts';
import type { Hook } from '../mail/hook/hook.ts';

const url = z
  .string()
  .refine((text) => URL.canParse(text) && (/^https:/.test(text) || /^http:\/\/(127\.0\.0\.1|localhost)\b/.test(text)));
const shape = z.array(
  z
    .strictObject({
      name: z.string().regex(/^[\w.-]{1,50}$/),
      kind: z.enum(['wecom', 'dingtalk', 'signed']),
      url,
      secret: z.string().min(1).nullable().default(null),
      campaign: z.string().min(1).nullable().default(null),
    })
    .refine(({ kind, secret }) => kind !== 'signed' || (secret !== null && secret.length >= 16), { path: ['secret'] }),
);

/**
 * The hooks of `hooks.yaml` in the data folder; without the file there are none. Addresses and secrets stand in it.
 * @throws CodedError `setting-wrong`
 */
export function readHooks(folder: string): Hook[] {
  const file = join(folder, 'hooks.yaml');
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  const wrong = (value: string) => new CodedError('setting-wrong', { setting: file, value });
  let content: unknown;
  try {
    content = parse(text, { maxAliasCount: 10 }) ?? [];
  } catch (error) {
    throw wrong((error as Error).message.split('\n')[0]!);
  }
  const read = shape.safeParse(content);
  if (!read.success) throw wrong(read.error.issues[0]!.path.join('.'));
  const names = read.data.map(({ name }) => name);
  const twice = names.find((name, n) => names.indexOf(name) !== n);
  if (twice) throw wrong(twice);
  return read.data;
}
