import { type CliWords, cliWords } from '../../words/cli.ts';
import { type Language, languages } from '../../words/language.ts';
import { type Config, readConfig } from '../config.ts';

type Stream = { write(text: string): unknown; isTTY?: boolean };

/** Where a command line runs; a test hands in its own. */
export type Terminal = {
  stdout: Stream;
  stderr: Stream;
  env: NodeJS.ProcessEnv;
  /** Aborted by the first Ctrl-C. */
  interrupted: AbortSignal;
};

/** What every command works with: the person's language, the settings, and ways to speak while it works. */
export type Desk = {
  language: Language;
  json: boolean;
  words: CliWords;
  env: NodeJS.ProcessEnv;
  interrupted: AbortSignal;
  config(): Config;
  /** A line for whoever waits; on stderr, and none in a pipe that wants JSON. */
  say(line: string): void;
  /** One line that is written over as work goes on; on a terminal only. `null` wipes it. */
  progress(line: string | null): void;
  /** Something to be read before the command ends (`start`): as data or as lines. */
  tell(document: unknown, lines: string[]): void;
};

/** Language and `--json` are needed before the options are parsed: for help, and for what is wrong with the options. */
export function deskOf(argv: string[], { stdout, stderr, env, interrupted }: Terminal): Desk {
  const language = languageOf(argv, env);
  const json = argv.includes('--json');
  let wide = 0;
  const desk: Desk = {
    ...{ language, json, env, interrupted, words: cliWords[language] },
    config: () => readConfig(env),
    say(line) {
      desk.progress(null);
      if (!json || stderr.isTTY) stderr.write(`${line}\n`);
    },
    progress(line) {
      if (!stderr.isTTY || (line === null && wide === 0)) return;
      stderr.write(`\r${' '.repeat(wide)}\r${line ?? ''}`);
      // Chinese characters are two columns wide.
      wide = [...(line ?? '')].reduce((sum, char) => sum + (char > '\u2e7f' ? 2 : 1), 0);
    },
    tell(document, lines) {
      desk.progress(null);
      stdout.write(json ? `${JSON.stringify(document, null, 2)}\n` : `${lines.join('\n')}\n`);
    },
  };
  return desk;
}

function languageOf(argv: string[], env: NodeJS.ProcessEnv): Language {
  const at = argv.findIndex((word) => word === '--lang' || word.startsWith('--lang='));
  const said = at < 0 ? env.XIAOHAO_LANG : (argv[at]!.split('=')[1] ?? argv[at + 1]);
  return languages.find((one) => one === said) ?? 'zh-CN';
}
