/** Owns the guarantees of the keyring: what is sealed opens only whole and with its key; names survive rotation. */
import fc from 'fast-check';
import { Keyring, newSecret, secretHash, UnknownKeyError } from '../../platform/keyring';

const key = (id: string, fill: number) => ({ id, bytes: Buffer.alloc(32, fill) });
const keyring = new Keyring([key('k1', 1)]);

test('a keyring without a key is refused', () => {
  expect(() => new Keyring([])).toThrow('at least one key');
});

test('any bytes and any text come back as they were', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 2_000 }), fc.string({ unit: 'grapheme' }), (bytes, text) => {
      expect(Buffer.from(keyring.openBytes(keyring.sealBytes(bytes), 'k1'))).toEqual(Buffer.from(bytes));
      expect(keyring.openText(keyring.sealText(text))).toBe(text.toWellFormed());
    }),
    { numRuns: 200 },
  );
});

test('the same text sealed twice looks different, and shows nothing of itself', () => {
  const [one, two] = [keyring.sealText('52998224725'), keyring.sealText('52998224725')];
  expect(one).not.toBe(two);
  expect(Buffer.from(one.split('.')[1] ?? '', 'base64').toString('latin1')).not.toContain('52998224725');
});

test('one changed bit anywhere, or a missing end, is refused', () => {
  const sealed = keyring.sealBytes(Buffer.from('Fulano de Tal'));
  for (let bit = 0; bit < sealed.length * 8; bit += 1) {
    const changed = Buffer.from(sealed);
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    expect(() => keyring.openBytes(changed, 'k1')).toThrow();
  }
  for (let length = 0; length < sealed.length; length += 1) {
    expect(() => keyring.openBytes(sealed.subarray(0, length), 'k1')).toThrow();
  }
});

test('after a rotation the new key seals and the old one still opens', () => {
  const rotated = new Keyring([key('k2', 2), key('k1', 1)]);
  expect(rotated.openText(keyring.sealText('old'))).toBe('old');
  expect(rotated.currentKeyId).toBe('k2');
  expect(rotated.sealText('new')).toMatch(/^k2\./);
  expect(() => keyring.openText(rotated.sealText('new'))).toThrow(UnknownKeyError);
});

test('a key that is known but not current opens and does not seal', () => {
  const waiting = new Keyring([key('k2', 2), key('k1', 1)], 'k1');
  expect(waiting.sealText('text')).toMatch(/^k1\./);
  expect(waiting.openText(new Keyring([key('k2', 2), key('k1', 1)]).sealText('new'))).toBe('new');
  expect(() => new Keyring([key('k1', 1)], 'k9')).toThrow('current');
});

test('another key under the same id opens nothing', () => {
  expect(() => new Keyring([key('k1', 9)]).openText(keyring.sealText('text'))).toThrow();
});

test('a key that is missing is named, and nothing of what it sealed', () => {
  expect(() => keyring.openText('k7.AAAA')).toThrow(/"k7".*add the key/);
  expect(() => keyring.openText('no dot at all')).toThrow();
});

test('names are the same for the same value and purpose, differ otherwise, and survive rotation', () => {
  const name = keyring.identity('customer', 'demo/52998224725');
  expect(name).toMatch(/^[0-9a-z]{26}$/);
  expect(keyring.identity('customer', 'demo/52998224725')).toBe(name);
  expect(keyring.identity('root', 'demo/52998224725')).not.toBe(name);
  expect(keyring.identity('customer', 'other/52998224725')).not.toBe(name);
  expect(new Keyring([key('k2', 2), key('k1', 1)]).identity('customer', 'demo/52998224725')).toBe(name);
  expect(new Keyring([key('k1', 2)]).identity('customer', 'demo/52998224725')).not.toBe(name);
});

test('purpose and value cannot be shifted into each other', () => {
  expect(keyring.identity('a', 'b/c')).not.toBe(keyring.identity('a/b', 'c'));
});

test('secrets are long, never repeat, and are kept as a hash only', () => {
  const secrets = Array.from({ length: 500 }, () => newSecret());
  expect(new Set(secrets).size).toBe(500);
  for (const secret of secrets) expect(secret).toMatch(/^[0-9a-z]{51,52}$/);
  expect(secretHash('crv_a')).toMatch(/^[0-9a-f]{64}$/);
  expect(secretHash('crv_a')).not.toBe(secretHash('crv_b'));
});
