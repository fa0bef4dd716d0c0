import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { compile, type Compiled } from './support/compiled.ts';
import { run } from './support/process.ts';
let compiled: Compiled; let calm: any;
const one = async (campaign: string, strikes: any[]) => {
  const folder = await mkdtemp(join(tmpdir(), 'xiaohao-faults-'));
  for (const strike of [...strikes, null]) {
    const child = run(compiled.script('rehearsal'), { config: { folder }, story: { campaign, seed: '7', findings: 2, measuresEach: 2 }, driver: false, inboxFolder: null, strike });
    if (strike) { console.log(JSON.stringify(strike), await child.ended, JSON.stringify(child.lines.at(-1)).slice(0, 80)); continue; }
    const { summary, ms } = await child.said((l) => 'summary' in l) as any;
    await child.ended;
    await rm(folder, { recursive: true, force: true });
    console.log(campaign, ms);
    return summary;
  }
};
beforeAll(async () => { compiled = await compile(); calm = await one('calm', []); });
afterAll(() => compiled.remove());
const sets: any = {
  early: [{ point: 'start', count: 3 }, { point: 'clock', count: 1 }, { point: 'act', count: 1 }, { point: 'mark', count: 1 }, { point: 'tick', count: 2 }, { point: 'act', count: 2 }, { point: 'mark', count: 2 }, { point: 'clock', count: 2 }, { point: 'composed', count: 1 }, { point: 'delivered', count: 1 }, { point: 'plan', count: 1 }, { point: 'clock', count: 3 }],
  late: [{ point: 'composed', count: 9 }, { point: 'delivered', count: 5 }, { point: 'plan', count: 7 }, { point: 'clock', count: 12 }, { point: 'clock', count: 13 }, { point: 'tick', count: 5 }, { point: 'mark', count: 4 }, { point: 'act', count: 3 }],
};
it.concurrent.each(Object.keys(sets))('%s', async (key) => { const s = await one(key, sets[key]); expect({ ...s, duplicates: 0 }).toEqual(calm); }, 400_000);
