/** Owns the guarantee that nothing reaches Temporal in clear, and nothing unsealed is believed when it comes back. */
import { createHash, randomBytes } from 'node:crypto';
import { temporal } from '@temporalio/proto';
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import { Keyring, UnknownKeyError } from '../../platform/keyring';
import { payloadCodec } from '../../platform/payload-codec';
import { PAYLOAD_DICTIONARY } from '../../platform/payload-dictionary';

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

test('a history sealed before payloads were deflated still opens', async () => {
  const keyring = new Keyring([key('k1', 1)]);
  const plain = temporal.api.common.v1.Payload.encode(payloadOf({ amountCents: 1 })).finish();
  const metadata = { encoding: Buffer.from('binary/crivo-aes-256-gcm'), 'crivo-key-id': Buffer.from('k1') };
  const [decoded] = await codec.decode([{ metadata, data: keyring.sealBytes(plain, 'k1') }]);
  expect(valueOf(decoded)).toEqual({ amountCents: 1 });
});

test('the dictionary of an encoding is for ever: histories deflated with another one would be lost', () => {
  const hash = createHash('sha256').update(PAYLOAD_DICTIONARY).digest('hex');
  expect(hash).toBe('274cac6961efc0e17fe65a09b9c0ee959fb0e475ae9143920fc6b93d139d5558');
});

test('what histories repeat takes a fraction of its length, and long or odd payloads come back whole', async () => {
  const judged = { event: { type: 'judged', actions: ['save'], by: 'person', outcome: 'clear', amended: false } };
  const [sealed] = await codec.encode([payloadOf(judged)]);
  expect(sealed?.data?.length).toBeLessThan(JSON.stringify(judged).length / 1.5);
  for (const value of ['x'.repeat(1_500_000), randomBytes(100_000).toString('base64'), 'ção \ud83d\ude00', '']) {
    const [decoded] = await codec.decode(await codec.encode([payloadOf(value)]));
    expect(valueOf(decoded)).toBe(value);
  }
});
