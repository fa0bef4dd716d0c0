import { join } from 'node:path';
import { Option } from 'commander';
import { fill } from '../../words/language.ts';
import { packageRoot } from '../packageRoot.ts';
import type { Part } from '../parts.ts';
import { type RehearsalOptions, type RehearsalSource, runRehearsal } from '../rehearse.ts';
import type { Answer } from './answer.ts';
import type { Commands } from './commands.ts';
import { readDay } from './day.ts';
import type { Desk } from './desk.ts';
import { summaryLines } from './summary.ts';
import { exactlyOne } from './usage.ts';

type Options = {
  notice?: string;
  workbook?: string;
  campaignFile?: string;
  feedbackOn?: string;
  seed: string;
  only?: Part;
};

/** `rehearse`: a year played from its lists to its summary; without a file, the example's. */
export function addRehearse({ desk, add }: Commands): void {
  const { option, command } = desk.words;
  add<Options>('rehearse', command.rehearse, (_, options) => rehearse(desk, options))
    .option('--notice <file>', option.notice)
    .option('--feedback-on <date>', option.feedbackOn, readDay)
    .option('--workbook <file>', option.workbook)
    .option('--campaign-file <yaml>', option.campaignFile)
    .option('--seed <text>', option.seed, '1')
    .addOption(new Option('--only <part>', option.only).choices(['driver']));
}

async function rehearse(desk: Desk, options: Options): Promise<Answer> {
  const { words, language, env, interrupted } = desk;
  const { seed, only } = options;
  const source = sourceOf(options, desk);
  const begins: RehearsalOptions['begins'] = ({ campaign, name, again }) => {
    const isExample = !options.notice && !options.workbook;
    desk.say(fill(isExample ? words.rehearse.example : words.rehearse.source, { name, seed }));
    if (again) desk.say(fill(words.rehearse.again, { campaign }));
  };
  const progress: RehearsalOptions['progress'] = ({ step, done, total, day }) => {
    const share = total === 0 ? 1 : Math.min(done / total, 1);
    const facts = { done, total, day: day ?? '', bar: bar(share), percent: Math.floor(share * 100) };
    desk.progress(fill(step === 'start' ? words.rehearse.starting : words.rehearse.playing, facts));
  };
  const outcome = await runRehearsal({
    ...{ config: desk.config(), source, seed, language, only, env, signal: interrupted },
    ...{ say: desk.say, begins, progress },
  });
  desk.progress(null);
  if ('interruptedOn' in outcome) {
    desk.say(fill(words.rehearse.interrupted, { day: outcome.interruptedOn ?? '' }));
    return { document: outcome, lines: [], interrupted: true };
  }
  const { summary, run } = outcome;
  const document = { ...summary, seed, run: { ...run, inbox: join(desk.config().folder, 'inbox') } };
  return { document, lines: summaryLines(summary, run, desk) };
}

function sourceOf({ notice, workbook, campaignFile, feedbackOn }: Options, desk: Desk): RehearsalSource {
  if (notice !== undefined || workbook !== undefined) {
    exactlyOne({ '--notice': notice, '--workbook': workbook }, 'rehearse', desk);
  }
  if (notice !== undefined) return { notice, feedbackOn: feedbackOn ?? null };
  const examples = join(packageRoot().folder, 'examples');
  return {
    workbook: workbook ?? join(examples, 'qinghe.xlsx'),
    campaignFile: campaignFile ?? join(examples, 'qinghe.yaml'),
  };
}

function bar(share: number): string {
  const full = Math.round(share * 30);
  return '█'.repeat(full) + '░'.repeat(30 - full);
}
