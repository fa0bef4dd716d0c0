import { basename } from 'node:path';
import { parse } from 'yaml';
import { readPolicy } from '../client/policy.ts';
import { CodedError } from '../domain/errors.ts';
import type { Policy } from '../domain/plan/policy.ts';
import { presetOf, standard } from '../domain/plan/presets.ts';
import { located, readFileOf } from './lists.ts';

/** A policy as it was said (a preset's name, or what a file says), and what that makes. */
export type SaidPolicy = { said: unknown; policy: Policy };

/**
 * A preset by its name, or the policy of a YAML file: the file's own content, or what it says under `policy`.
 * @throws CodedError as `readPolicy`, with file and line; `file-missing`, `yaml-invalid`
 */
export async function readPolicyFile(preset: string | undefined): Promise<SaidPolicy> {
  if (preset === undefined) return { said: standard.name, policy: standard };
  const known = presetOf(preset);
  if (known) return { said: preset, policy: known };
  const yamlText = (await readFileOf(preset)).toString('utf8');
  const content = parsed(yamlText, preset);
  const isWhole = typeof content === 'object' && content !== null && 'policy' in content;
  const said = isWhole ? content.policy : content;
  try {
    return { said, policy: readPolicy(said) };
  } catch (error) {
    throw located(error, preset, yamlText, isWhole ? [] : ['policy']);
  }
}

function parsed(yamlText: string, file: string): unknown {
  try {
    return parse(yamlText, { maxAliasCount: 10 });
  } catch (cause) {
    const { linePos, message } = cause as { linePos?: { line: number }[]; message: string };
    const reason = `${basename(file)}: ${message.split('\n')[0]}`;
    throw new CodedError('yaml-invalid', { line: linePos?.[0]?.line ?? 1, reason }, { cause });
  }
}
