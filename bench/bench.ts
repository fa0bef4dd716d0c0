import { eventsPerReminder } from './eventsPerReminder.ts';
import { type Machine, machine } from './machine.ts';
import { measureYear } from './measureYear.ts';
import { reminderFanout } from './reminderFanout.ts';
import type { Settings } from './settings.ts';
import { type Ground, openGround } from './stage.ts';
import { startsVsBareLoop } from './startsVsBareLoop.ts';
import { ticksPerSecond } from './ticksPerSecond.ts';
import { workerRssGrowth } from './workerRssGrowth.ts';

/** One figure: what it came to, and beside it every raw value it was made from. */
export type Figure = { value: number } & Record<string, unknown>;

/** What the bench prints. */
export type BenchDocument = { date: string; machine: Machine; settings: Settings; figures: Record<string, Figure> };

type Piece = { name: string; measure: (ground: Ground, settings: Settings) => Promise<Record<string, Figure>> };

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
  one('workerRssGrowth', workerRssGrowth),
  one('ticksPerSecond', ticksPerSecond),
];

/** Runs the pieces one after the other, each on a Temporal server and a folder of its own, and leaves nothing behind. */
export async function bench(settings: Settings, say: (line: string) => void, only?: string): Promise<BenchDocument> {
  const found: BenchDocument['figures'] = {};
  for (const { name, measure } of figures) {
    if (only !== undefined && only !== name) continue;
    say(`${name} …`);
    const begun = performance.now();
    const ground = await openGround(say);
    try {
      Object.assign(found, await measure(ground, settings));
    } finally {
      await ground.close();
    }
    say(`${name}: ${Math.round((performance.now() - begun) / 1000)} s`);
  }
  return { date: new Date().toISOString(), machine: machine(), settings, figures: found };
}
