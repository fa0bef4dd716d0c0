import { readdir, readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { expect, test } from 'vitest';
import { deskOf } from '../../app/cli/desk.ts';
import { createProgram } from '../../app/cli/program.ts';

const pages = ['README.md', 'examples/README.md', ...(await readdir('docs')).map((name) => `docs/${name}`)];
const shown = (await Promise.all(pages.filter((page) => page.endsWith('.md')).map(commandsOf))).flat();

test('the docs show commands', () => {
  expect(shown.length).toBeGreaterThan(40);
});

test.each(shown)('$page:$line is a command as it can be typed: $text', async ({ text }) => {
  await expect(parsed(wordsOf(text))).resolves.toBeDefined();
});

/** Lines of code blocks and spans between backticks that call the program. */
async function commandsOf(page: string): Promise<{ page: string; line: number; text: string }[]> {
  const lines = (await readFile(page, 'utf8')).split('\n');
  return lines.flatMap((line, index) => {
    const spans = [...line.matchAll(/`(npx xiaohao [^`]+)`/g)].map(([, span]) => span!);
    const block = /^(?:npx )?xiaohao .*/.exec(line) ?? [];
    return [...spans, ...block].map((text) => ({ page, line: index + 1, text: text.split(/ +# /)[0]!.trim() }));
  });
}

/** `[--optional PART]` is tried too; DATE stands for any day. */
function wordsOf(text: string): string[] {
  const words: string[] = text.replace(/[[\]]|\.\.\.|…$/g, '').match(/"[^"]*"|\S+/g) ?? [];
  return words
    .slice(words.indexOf('xiaohao') + 1)
    .map((word) => word.replaceAll('"', '').replace(/^DATE$/, '2024-06-30'));
}

/** Every command is parsed as in earnest, and does nothing. */
async function parsed(argv: string[]): Promise<Command> {
  const quiet = { write: () => undefined };
  const terminal = { stdout: quiet, stderr: quiet, env: {}, interrupted: new AbortController().signal };
  const program = createProgram(
    deskOf(argv, terminal),
    () => undefined,
    () => undefined,
  );
  idle(program);
  return program.parseAsync(argv, { from: 'user' });
}

function idle(command: Command): void {
  if (command.commands.length === 0) command.action(() => undefined);
  for (const one of command.commands) idle(one);
}
