/** Owns all cryptography: sealing of values, keyed hashes of documents and API keys, and which key is current. */
import { createCipheriv, createDecipheriv, createHmac, hash, hkdfSync, randomBytes } from 'node:crypto';

/** A 32-byte key and the id it is known by in what it sealed. */
export interface KeyringKey {
  readonly id: string;
  readonly bytes: Buffer;
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Seals with the current key, the first unless another is named; opens with any. Hashes that serve as identifiers are
 * keyed by the LAST key, the oldest: rotation puts a new key in front and must not rename customers.
 */
export class Keyring {
  private readonly keys: ReadonlyMap<string, Buffer>;
  private readonly current: KeyringKey;
  private readonly identityKey: Buffer;

  constructor(keys: readonly KeyringKey[], currentKeyId: string | undefined = keys[0]?.id) {
    const current = keys.find(({ id }) => id === currentKeyId);
    const oldest = keys.at(-1);
    if (current === undefined || oldest === undefined)
      throw new Error('a keyring needs at least one key, the current one among them');
    this.current = current;
    this.keys = new Map(keys.map((key) => [key.id, derive(key.bytes, 'seal')]));
    this.identityKey = derive(oldest.bytes, 'identity');
  }

  /** The id that new sealings carry. */
  get currentKeyId(): string {
    return this.current.id;
  }

  /** AES-256-GCM: nonce, ciphertext and tag in one. Safe to repeat: each call draws a fresh nonce. */
  sealBytes(plain: Uint8Array, keyId: string = this.current.id): Buffer {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.keyOf(keyId), nonce);
    return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  }

  /** Throws on an unknown key id, a wrong key or changed bytes; never answers something unverified. */
  openBytes(sealed: Uint8Array, keyId: string): Buffer {
    const decipher = createDecipheriv('aes-256-gcm', this.keyOf(keyId), sealed.subarray(0, NONCE_BYTES));
    decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
    const body = sealed.subarray(NONCE_BYTES, sealed.length - TAG_BYTES);
    return Buffer.concat([decipher.update(body), decipher.final()]);
  }

  /** Text at rest: `keyId.base64`. */
  sealText(plain: string): string {
    return `${this.current.id}.${this.sealBytes(Buffer.from(plain, 'utf8')).toString('base64')}`;
  }

  openText(sealed: string): string {
    const dot = sealed.indexOf('.');
    return this.openBytes(Buffer.from(sealed.slice(dot + 1), 'base64'), sealed.slice(0, dot)).toString('utf8');
  }

  /** A keyed hash that can stand in ids, URLs and logs where the value itself must not. 26 characters, 130 bits. */
  identity(purpose: string, value: string): string {
    const digest = createHmac('sha256', this.identityKey).update(`${purpose}\0${value}`).digest();
    return base32(digest).slice(0, 26);
  }

  /** The same in every process of one installation, and in no other: which company, and which key names its customers. */
  installationMark(company: string): string {
    return this.identity('installation', company);
  }

  private keyOf(keyId: string): Buffer {
    const key = this.keys.get(keyId);
    if (key === undefined) throw new UnknownKeyError(keyId);
    return key;
  }
}

/** Something was sealed with a key this process doesn't have. */
export class UnknownKeyError extends Error {
  override readonly name = 'UnknownKeyError';
  constructor(keyId: string) {
    super(`no key with id ${JSON.stringify(keyId)} in CRIVO_KEYS — add the key that sealed this`);
  }
}

/** A new secret of an API key: 256 bits, so that an unsalted hash can't be searched. */
export function newSecret(): string {
  return base32(randomBytes(32)).toLowerCase();
}

/** What is kept of an API key's secret. */
export function secretHash(secret: string): string {
  return hash('sha256', secret);
}

function derive(bytes: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', bytes, Buffer.alloc(0), `crivo/${purpose}`, 32));
}

const BASE32 = '0123456789abcdefghjkmnpqrstvwxyz';
function base32(bytes: Buffer): string {
  let [bits, value, text] = [0, 0, ''];
  for (const byte of bytes) {
    value = (value << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      text += BASE32.charAt((value >>> (bits - 5)) & 31);
      bits -= 5;
    }
    value &= (1 << bits) - 1;
  }
  return text;
}
