import { DefaultLogger, makeTelemetryFilterString, Runtime } from '@temporalio/worker';
import type { Logger } from 'pino';

/** Sends what the SDK has to say to our own log. Once per process, before the first worker. Signals stay ours. */
export function installRuntime(log: Logger): void {
  Runtime.install({
    logger: new DefaultLogger('WARN', ({ level, message, meta }) => {
      const facts = { ...meta, source: 'temporal' };
      if (level === 'ERROR') log.error(facts, message);
      else log.warn(facts, message);
    }),
    // Not forwarded, the SDK's core writes to stdout, between our own documents.
    telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'WARN' }), forward: {} } },
    shutdownSignals: [],
  });
}
