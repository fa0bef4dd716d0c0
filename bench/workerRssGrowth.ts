import { startChild } from './child.ts';
import type { Memory, Rest } from './idleWorker.ts';
import { inPairs } from './pairs.ts';
import type { Settings } from './settings.ts';
import type { Ground } from './stage.ts';

/**
 * A worker's resident memory with many measures at rest against few. Each is measured in a process of its own, which
 * starts its measures, records them in a ledger of its own (PGlite is part of the process), settles and collects its
 * garbage. Ten times the measures should not take ten times the memory: `maxCachedWorkflows` bounds the cache.
 */
export async function workerRssGrowth(ground: Ground, { rss }: Settings) {
  const memories: Record<string, Memory[]> = { many: [], few: [] };
  const rest = async (name: 'many' | 'few') => {
    const { folder, address, namespace, bundle } = ground;
    const child = startChild('idleWorker', [], ['--expose-gc']);
    try {
      const asked: Rest = {
        ground: { folder, address, namespace, bundle },
        measures: rss[name],
        settleSeconds: rss.settleSeconds,
      };
      const memory = await child.ask<Memory>(asked);
      memories[name]!.push(memory);
      return memory.rss;
    } finally {
      await child.end();
    }
  };
  const { ratio, ratios, a, b } = await inPairs(
    rss.pairs,
    () => rest('many'),
    () => rest('few'),
  );
  return { value: ratio, ratios, measures: { many: rss.many, few: rss.few }, manyMb: a, fewMb: b, memories };
}
