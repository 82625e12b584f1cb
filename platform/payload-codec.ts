/** Owns the encryption of everything Temporal stores: whole payloads, the key's id in the metadata. */
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { METADATA_ENCODING_KEY, type Payload, type PayloadCodec } from '@temporalio/common';
import { temporal } from '@temporalio/proto';
import { UnknownKeyError, type Keyring } from './keyring';
import { PAYLOAD_DICTIONARY } from './payload-dictionary';

export type { Payload };

/** Deflated with the dictionary, then sealed. */
const ENCODING = 'binary/crivo-2';
/** Sealed only; histories from before hold it. */
const UNDEFLATED = 'binary/crivo-aes-256-gcm';
const KEY_ID = 'crivo-key-id';

/** A small window and table: payloads are small, and a thousand of them a second should cost little. */
const DEFLATE = { dictionary: PAYLOAD_DICTIONARY, windowBits: 12, memLevel: 5 } as const;
/** Well above what Temporal takes as one payload (2 MB). */
const INFLATE = { dictionary: PAYLOAD_DICTIONARY, maxOutputLength: 16 * 1024 * 1024 } as const;

/**
 * Deflates each payload and seals it with the keyring's current key: a history is a third as long then. A payload that isn't sealed is refused, not passed through:
 * a history must never hold anything in clear. Errors: `UnknownKeyError`, or an error of the cipher for changed bytes.
 */
export function payloadCodec(keyring: Keyring): PayloadCodec {
  const keyId = keyring.currentKeyId;
  const metadata = { [METADATA_ENCODING_KEY]: Buffer.from(ENCODING), [KEY_ID]: Buffer.from(keyId) };
  return {
    encode: async (payloads) =>
      payloads.map((payload) => ({
        metadata,
        data: keyring.sealBytes(
          deflateRawSync(temporal.api.common.v1.Payload.encode(payload).finish(), DEFLATE),
          keyId,
        ),
      })),
    decode: async (payloads) => payloads.map((payload) => open(keyring, payload)),
  };
}

function open(keyring: Keyring, payload: Payload): Payload {
  const encoding = encodingOf(payload);
  if (encoding !== ENCODING && encoding !== UNDEFLATED) throw new UnknownKeyError(encoding || 'none');
  const keyId = Buffer.from(payload.metadata?.[KEY_ID] ?? []).toString();
  const opened = keyring.openBytes(payload.data ?? new Uint8Array(), keyId);
  const plain = encoding === ENCODING ? inflateRawSync(opened, INFLATE) : opened;
  return temporal.api.common.v1.Payload.decode(plain);
}

/** Metadata of a payload that could not be opened: why, in a sentence. */
export const UNDECODED = 'crivo-undecoded';

/**
 * For a person who reads a history: each payload opened by itself. One that can't be opened comes back as it is, marked
 * with {@link UNDECODED}; one that was never sealed comes back as it is.
 */
export function openForReader(keyring: Keyring, payloads: readonly Payload[]): Payload[] {
  return payloads.map((payload) => {
    if (![ENCODING, UNDEFLATED].includes(encodingOf(payload))) return payload;
    try {
      return open(keyring, payload);
    } catch (error) {
      const reason = error instanceof UnknownKeyError ? error.message : 'it was changed, or sealed by another key';
      return { ...payload, metadata: { ...payload.metadata, [UNDECODED]: Buffer.from(reason) } };
    }
  });
}

function encodingOf(payload: Payload): string {
  return Buffer.from(payload.metadata?.[METADATA_ENCODING_KEY] ?? []).toString();
}
