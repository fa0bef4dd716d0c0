import { Connection, type ConnectionOptions } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import type { NativeConnectionOptions } from '@temporalio/worker';
import { CodedError } from '../domain/errors.ts';
import type { TemporalServer } from './temporal/server.ts';

type Security = Omit<NativeConnectionOptions & ConnectionOptions, 'address'>;

/** How client and worker reach Temporal. */
export type TemporalAccess = { address: string; security: Security; namespace: string };

/** Our own server by its address; a given one by all the standard TEMPORAL_* settings (TLS, API key, profile). */
export function temporalAccess(server: TemporalServer, env: NodeJS.ProcessEnv): TemporalAccess {
  if (!env.TEMPORAL_ADDRESS) return { address: server.address, security: {}, namespace: server.namespace };
  const overrideEnvVars = Object.fromEntries(
    Object.entries(env).flatMap(([key, value]) => (value ? [[key, value]] : [])),
  );
  const { connectionOptions, namespace } = loadClientConnectConfig({ overrideEnvVars });
  const { address = server.address, ...security } = connectionOptions;
  return { address, security: security as Security, namespace: namespace ?? server.namespace };
}

/** @throws CodedError `temporal-unreachable` */
export async function connectTemporal({ address, security }: TemporalAccess): Promise<Connection> {
  try {
    return await Connection.connect({ ...security, address });
  } catch (cause) {
    throw new CodedError('temporal-unreachable', { address, why: (cause as Error).message }, { cause });
  }
}

const keyword = 2; // IndexedValueType of the Temporal API

/** Makes our search attributes known to a given namespace; where that is the operator's to do, he has done it. */
export async function addSearchAttributes(connection: Connection, namespace: string): Promise<void> {
  const searchAttributes = { Campaign: keyword, Finding: keyword, State: keyword };
  await connection.operatorService.addSearchAttributes({ namespace, searchAttributes });
}
