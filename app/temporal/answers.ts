import { Connection } from '@temporalio/client';

const oneTry = 2_000;

/** Whether a Temporal server answers at this address within so many milliseconds; `signal` ends the waiting early. */
export async function answers(address: string, within: number, signal?: AbortSignal): Promise<boolean> {
  for (const until = Date.now() + within; Date.now() < until && !signal?.aborted; ) {
    if (await answersOnce(address)) return true;
  }
  return false;
}

async function answersOnce(address: string): Promise<boolean> {
  const connection = Connection.lazy({
    address,
    connectTimeout: oneTry,
    // gRPC waits a second before it knocks again; a server on this machine is up sooner
    channelArgs: { 'grpc.initial_reconnect_backoff_ms': 50, 'grpc.max_reconnect_backoff_ms': 200 },
  });
  try {
    await connection.ensureConnected();
    return true;
  } catch {
    return false;
  } finally {
    await connection.close();
  }
}
