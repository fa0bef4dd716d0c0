import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeBundle } from '../worker/bundle.ts';
import { board } from './board.ts';
import { eventsPerReminder } from './eventsPerReminder.ts';
import { importLists } from './importLists.ts';
import { type Machine, machine } from './machine.ts';
import { measureYear } from './measureYear.ts';
import { outageDrain } from './outageDrain.ts';
import { coldWarm, fanout10k, ledgerGuard, reminderFanout } from './reminderFanout.ts';
import type { Settings } from './settings.ts';
import { type Ground, openGround } from './stage.ts';
import { startsVsBareLoop } from './startsVsBareLoop.ts';
import { ticksPerSecond } from './ticksPerSecond.ts';
import { workerRssGrowth } from './workerRssGrowth.ts';

/** One figure: what it came to, and beside it every raw value it was made from. */
export type Figure = { value: number } & Record<string, unknown>;

/** What the bench prints. */
export type BenchDocument = { date: string; machine: Machine; settings: Settings; figures: Record<string, Figure> };

type Piece = {
  name: string;
  measure: (ground: Ground, settings: Settings) => Promise<Record<string, Figure>>;
};

const one = (name: string, measure: (ground: Ground, settings: Settings) => Promise<Figure>): Piece => ({
  name,
  measure: async (ground, settings) => ({ [name]: await measure(ground, settings) }),
});

/** In the order of the table; a piece may give several figures. */
export const figures: Piece[] = [
  one('startsVsBareLoop', startsVsBareLoop),
  one('eventsPerReminder', eventsPerReminder),
  { name: 'measureYear', measure: measureYear },
  one('reminderFanout', reminderFanout),
  one('fanout10k', fanout10k),
  one('ledgerGuard', ledgerGuard),
  one('coldWarm', coldWarm),
  one('outageDrain', outageDrain),
  one('workerRssGrowth', workerRssGrowth),
  one('ticksPerSecond', ticksPerSecond),
  { name: 'import10k', measure: importLists },
  { name: 'board', measure: board },
];

/** Runs the pieces one after the other, each on a Temporal server and a folder of its own, and leaves nothing behind. */
export async function bench(settings: Settings, say: (line: string) => void, only?: string): Promise<BenchDocument> {
  const found: BenchDocument['figures'] = {};
  const folder = await mkdtemp(join(tmpdir(), 'xiaohao-bench-'));
  let close = async () => {};
  const clear = () => close().finally(() => rm(folder, { recursive: true, force: true }));
  // Interrupted, it clears up too: the server is started so that a Ctrl-C does not reach it.
  const giveUp = () => void clear().finally(() => process.exit(130));
  const crash = (error: Error) => void clear().finally(() => fail(error));
  process.once('SIGINT', giveUp).once('SIGTERM', giveUp).once('uncaughtException', crash);
  try {
    // Made from the code that lies here: a bundle that was built before might be another's.
    const bundle = join(folder, 'workflow-bundle.js');
    await writeFile(bundle, (await makeBundle()).code);
    for (const { name, measure } of figures) {
      if (only !== undefined && only !== name) continue;
      say(`${name} …`);
      const begun = performance.now();
      const opened = await openGround(folder, bundle, say);
      close = opened.close;
      Object.assign(found, await measure(opened.ground, settings));
      await close();
      say(`${name}: ${Math.round((performance.now() - begun) / 1000)} s`);
    }
  } finally {
    process.off('SIGINT', giveUp).off('SIGTERM', giveUp).off('uncaughtException', crash);
    await clear();
  }
  return { date: new Date().toISOString(), machine: machine(), settings, figures: found };
}

function fail(error: Error): void {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
}
