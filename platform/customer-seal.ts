/** Owns the sealing of large texts with a customer's own key: packed first, and forgotten together with that key. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';

const pack = promisify(gzip);
const unpack = promisify(gunzip);

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** More than any answer that is taken in. */
const LARGEST_TEXT = 64 * 1024 * 1024;

/** A key is base64 text: in clear it lives for one call, stored it is sealed by the keyring. */
export interface CustomerSeal {
  newKey(): string;
  /** Packing runs beside the event loop. */
  seal(key: string, text: string): Promise<Buffer>;
  /** Throws for another key or changed bytes. */
  open(key: string, sealed: Buffer): Promise<string>;
}

export const customerSeal: CustomerSeal = {
  newKey: () => randomBytes(KEY_BYTES).toString('base64'),
  seal: async (key, text) => {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', Buffer.from(key, 'base64'), nonce);
    return Buffer.concat([nonce, cipher.update(await pack(text)), cipher.final(), cipher.getAuthTag()]);
  },
  open: async (key, sealed) => {
    const decipher = createDecipheriv('aes-256-gcm', Buffer.from(key, 'base64'), sealed.subarray(0, NONCE_BYTES));
    decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
    const body = sealed.subarray(NONCE_BYTES, sealed.length - TAG_BYTES);
    const packed = Buffer.concat([decipher.update(body), decipher.final()]);
    return (await unpack(packed, { maxOutputLength: LARGEST_TEXT })).toString('utf8');
  },
};
