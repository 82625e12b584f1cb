/** Owns the guarantee that nothing reaches Temporal in clear, and nothing unsealed is believed when it comes back. */
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import { Keyring, UnknownKeyError } from '../../platform/keyring';
import { payloadCodec } from '../../platform/payload-codec';

const key = (id: string, fill: number) => ({ id, bytes: Buffer.alloc(32, fill) });
const codec = payloadCodec(new Keyring([key('k1', 1)]));
const rotated = payloadCodec(new Keyring([key('k2', 2), key('k1', 1)]));

const payloadOf = (value: unknown): Payload => defaultPayloadConverter.toPayload(value);
const valueOf = (payload: Payload | undefined): unknown => defaultPayloadConverter.fromPayload(payload as Payload);
const metadataOf = (payload: Payload | undefined, name: string) =>
  Buffer.from(payload?.metadata?.[name] ?? []).toString();

test.each([[{ document: '52998224725', amountCents: 1 }], ['text'], [null], [0], [[]], [new Uint8Array([1, 2, 3])]])(
  '%j comes back as it was',
  async (value) => {
    const [decoded] = await codec.decode(await codec.encode([payloadOf(value)]));
    expect(valueOf(decoded)).toEqual(value);
  },
);

test('what is sent shows neither content nor type, only the key that opens it', async () => {
  const [sealed] = await codec.encode([payloadOf({ document: '52998224725' })]);
  expect(Buffer.from(sealed?.data ?? []).toString('latin1')).not.toMatch(/52998224725|document|json/);
  expect(Object.keys(sealed?.metadata ?? {}).sort()).toEqual(['crivo-key-id', 'encoding']);
  expect(metadataOf(sealed, 'crivo-key-id')).toBe('k1');
});

test('several payloads keep their order, and none is fine', async () => {
  const decoded = await codec.decode(await codec.encode([1, 2, 3].map(payloadOf)));
  expect(decoded.map(valueOf)).toEqual([1, 2, 3]);
  expect(await codec.encode([])).toEqual([]);
});

test('after a rotation old histories open and new ones carry the new key', async () => {
  const old = await codec.encode([payloadOf('old')]);
  expect(valueOf((await rotated.decode(old))[0])).toBe('old');
  const [sealed] = await rotated.encode([payloadOf('new')]);
  expect(metadataOf(sealed, 'crivo-key-id')).toBe('k2');
});

test('a payload of a key that is not there is refused by the name of the key', async () => {
  const sealed = await rotated.encode([payloadOf('new')]);
  await expect(codec.decode(sealed)).rejects.toThrow(UnknownKeyError);
  await expect(codec.decode(sealed)).rejects.toThrow('"k2"');
});

test('a payload that is not sealed, or was changed, is refused', async () => {
  await expect(codec.decode([payloadOf('in clear')])).rejects.toThrow(UnknownKeyError);
  await expect(codec.decode([{}])).rejects.toThrow(UnknownKeyError);
  const [sealed] = await codec.encode([payloadOf('text')]);
  const data = Buffer.from(sealed?.data ?? []);
  data[20] = (data[20] ?? 0) ^ 1;
  await expect(codec.decode([{ ...sealed, data }])).rejects.toThrow();
});
