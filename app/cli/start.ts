import { InvalidArgumentError, Option } from 'commander';
import { fill } from '../../words/language.ts';
import { checkPort, type Site, serve } from '../http.ts';
import type { Part } from '../parts.ts';
import { type Service, startService } from '../service.ts';
import type { Answer } from './answer.ts';
import type { Commands } from './commands.ts';
import type { Desk } from './desk.ts';

const defaultPort = 7600;
type Options = { port: number; only?: Exclude<Part, 'driver'> };

/** `start`: the engine and its web side, until somebody stops it. */
export function addStart({ desk, add }: Commands): void {
  const { option, command } = desk.words;
  add<Options>('start', command.start, (_, options) => start(desk, options))
    .addOption(new Option('--port <n>', option.port).argParser(readPort).default(defaultPort))
    .addOption(new Option('--only <part>', option.only).choices(['worker', 'web']));
}

async function start(desk: Desk, { port, only }: Options): Promise<Answer | null> {
  const { words, language, env, interrupted } = desk;
  const config = desk.config();
  if (only !== 'worker') await checkPort(port);
  const service = await startService(config, desk.say, { only, language, env, port });
  let site: Site | null = null;
  try {
    site = only === 'worker' ? null : await serve(service, port);
    const { url, inbox, enter } = site ?? { url: null, inbox: null, enter: null };
    const ready = site ? fill(words.start.ready, { url: site.url, enter: site.enter }) : words.start.worker;
    desk.tell({ pid: process.pid, url, inbox, enter, folder: config.folder }, [ready, words.start.how]);
    await stopped(service, interrupted);
    desk.say(words.start.stopping);
  } finally {
    await site?.close();
    await service.stop();
  }
  desk.say(fill(words.start.stopped, { folder: config.folder }));
  return null;
}

/** Waits for Ctrl-C. @throws CodedError `worker-died` */
async function stopped(service: Service, interrupted: AbortSignal): Promise<void> {
  const asked = new Promise<null>((done) => {
    if (interrupted.aborted) done(null);
    interrupted.addEventListener('abort', () => done(null), { once: true });
  });
  const died = await Promise.race([asked, service.died]);
  if (died) throw died;
}

export function readPort(said: string): number {
  const port = Number(said);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new InvalidArgumentError('');
  return port;
}
