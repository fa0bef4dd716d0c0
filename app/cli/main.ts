#!/usr/bin/env node
import { run } from './run.ts';

// The first Ctrl-C asks for a clean stop, the second does not ask.
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => (stop.signal.aborted ? process.exit(130) : stop.abort()));
}
const { stdout, stderr, env } = process;
const code = await run(process.argv.slice(2), { stdout, stderr, env, interrupted: stop.signal });
// What is written to a pipe is still under way; and nothing that a library left open may keep us.
stdout.write('', () => stderr.write('', () => process.exit(code)));
