import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { type Rehearsal, rehearse } from '../rehearsal/rehearse.ts';
import type { Rehearsals } from '../web/setUp/rehearsals.ts';
import { castWords as en } from '../words/en/cast.ts';
import { castWords as zh } from '../words/zh-CN/cast.ts';
import { readCampaign, readImport } from './lists.ts';
import { packageRoot } from './packageRoot.ts';
import type { Service } from './service.ts';

const castWords = { 'zh-CN': zh, en };

/** Rehearsals that run inside the service, beside everything real: nothing of them leaves the machine. */
export function createRehearsals({
  engine,
  ledger,
  log,
}: Pick<Service, 'engine' | 'ledger' | 'log'>): Rehearsals & { close(): Promise<void> } {
  const running = new Map<string, { stop: AbortController; done: Promise<void> }>();
  return {
    async example(seed, language) {
      const folder = join(packageRoot().folder, 'examples');
      const { settings, policy } = await readCampaign(join(folder, 'qinghe.yaml'));
      const read = await readImport([join(folder, 'qinghe.xlsx')], { settings, allowedDomains: undefined }, language);
      const campaign = `r-${randomBytes(4).toString('hex')}`;
      const setUp = { settings: { ...settings, id: campaign }, policy };
      go(campaign, { engine, ledger, setUp, lists: read.lists, seed, words: castWords[settings.language] });
      return campaign;
    },
    isRunning: (campaign) => running.has(campaign),
    stop(campaign) {
      running.get(campaign)?.stop.abort();
    },
    async close() {
      for (const { stop } of running.values()) stop.abort();
      await Promise.allSettled([...running.values()].map(({ done }) => done));
    },
  };

  function go(campaign: string, what: Rehearsal): void {
    const stop = new AbortController();
    const done = rehearse({ ...what, signal: stop.signal })
      .catch((err) => {
        if (!stop.signal.aborted) log.error({ err, campaign }, 'a rehearsal stopped');
      })
      .finally(() => running.delete(campaign));
    running.set(campaign, { stop, done });
  }
}
