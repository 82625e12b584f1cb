/** Owns the client connection to Temporal, with everything it sends encrypted. */
import { Client, Connection, type ClientInterceptors, type ConnectionLike } from '@temporalio/client';
import type { PayloadCodec } from '@temporalio/common';

export interface TemporalOptions {
  readonly address: string;
  readonly namespace: string;
  readonly codec: PayloadCodec;
  /** What is told of every call, such as traces. */
  readonly interceptors?: ClientInterceptors | undefined;
}

/** A connected client; whoever opened it closes its connection. Fails after 10 s without a server. */
export async function openTemporal({ address, ...options }: TemporalOptions): Promise<Client> {
  const connection = await Connection.connect({ address, connectTimeout: '10 s' });
  return clientOver(connection, options);
}

/** A client over the connection a worker has already; whoever opened that one closes it. */
export function clientOver(connection: ConnectionLike, options: Omit<TemporalOptions, 'address'>): Client {
  const { namespace, codec, interceptors } = options;
  const dataConverter = { payloadCodecs: [codec] };
  return new Client({ connection, namespace, dataConverter, ...(interceptors && { interceptors }) });
}

/** True when the server answers within `timeoutMs`. */
export async function temporalAnswers(client: Client, timeoutMs: number): Promise<boolean> {
  try {
    await client.withDeadline(Date.now() + timeoutMs, () => client.connection.workflowService.getSystemInfo({}));
    return true;
  } catch {
    return false;
  }
}
