/** Owns the encryption of everything Temporal stores: whole payloads, the key's id in the metadata. */
import { METADATA_ENCODING_KEY, type Payload, type PayloadCodec } from '@temporalio/common';
import { temporal } from '@temporalio/proto';
import { UnknownKeyError, type Keyring } from './keyring';

const ENCODING = 'binary/crivo-aes-256-gcm';
const KEY_ID = 'crivo-key-id';

/**
 * Seals each payload with the keyring's current key. A payload that isn't sealed is refused, not passed through:
 * a history must never hold anything in clear. Errors: `UnknownKeyError`, or an error of the cipher for changed bytes.
 */
export function payloadCodec(keyring: Keyring): PayloadCodec {
  const keyId = keyring.currentKeyId;
  const metadata = { [METADATA_ENCODING_KEY]: Buffer.from(ENCODING), [KEY_ID]: Buffer.from(keyId) };
  return {
    encode: async (payloads) =>
      payloads.map((payload) => ({
        metadata,
        data: keyring.sealBytes(temporal.api.common.v1.Payload.encode(payload).finish(), keyId),
      })),
    decode: async (payloads) => payloads.map((payload) => open(keyring, payload)),
  };
}

function open(keyring: Keyring, payload: Payload): Payload {
  const encoding = Buffer.from(payload.metadata?.[METADATA_ENCODING_KEY] ?? []).toString();
  if (encoding !== ENCODING) throw new UnknownKeyError(encoding || 'none');
  const keyId = Buffer.from(payload.metadata?.[KEY_ID] ?? []).toString();
  return temporal.api.common.v1.Payload.decode(keyring.openBytes(payload.data ?? new Uint8Array(), keyId));
}
