/** Owns payloads between JSON and bytes, and whether there is a codec for whoever asks. */
import type { Payloads } from '../contracts/payloads';
import { CrivoError } from '../domain/errors';
import type { Payload } from '../platform/payload-codec';
import type { CodecAccess } from './codec-session';
import type { AnyContext } from './context';
import type { ApiDeps } from './deps';

/** Errors: `RouteNotFound` where none is configured; `InvalidRequest` for another namespace's payloads. */
export function requireCodec({ codec }: Pick<ApiDeps, 'codec'>, c: AnyContext): CodecAccess {
  if (codec === undefined) throw new CrivoError('RouteNotFound');
  // Temporal's command line sends an empty one.
  const namespace = c.req.header('x-namespace') || codec.namespace;
  if (namespace === codec.namespace) return codec;
  const fix = `send ${codec.namespace}, or leave it out`;
  throw new CrivoError('InvalidRequest', {
    errors: [{ at: 'header.X-Namespace', message: 'is a namespace that is not ours', fix }],
  });
}

export function fromJson({ payloads }: Payloads): Payload[] {
  return payloads.map(({ metadata, data }) => ({
    metadata: Object.fromEntries(Object.entries(metadata).map(([name, text]) => [name, Buffer.from(text, 'base64')])),
    data: Buffer.from(data, 'base64'),
  }));
}

export function toJson(payloads: readonly Payload[]): Payloads {
  const text = (bytes: Uint8Array | null | undefined) => Buffer.from(bytes ?? []).toString('base64');
  return {
    payloads: payloads.map(({ metadata, data }) => ({
      metadata: Object.fromEntries(Object.entries(metadata ?? {}).map(([name, bytes]) => [name, text(bytes)])),
      data: text(data),
    })),
  };
}
