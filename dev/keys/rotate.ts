/** Owns `npm run keys:rotate`: draws a key and says what `CRIVO_KEYS` becomes. It writes nowhere else than to its output. */
import { randomBytes } from 'node:crypto';
import { ConfigError, loadConfig } from '../../platform/config';

/** What two steps of a rotation set: everybody learns the new key, then everybody seals with it. */
export interface Rotation {
  readonly newKeyId: string;
  readonly keys: string;
  /** `null` for a first key, which nobody has to wait for. */
  readonly currentUntilAllKnow: string | null;
}

const KEY_BYTES = 32;

/**
 * Puts a fresh key in front of `keys`, a value of `CRIVO_KEYS` or nothing. The others keep their order: the last one
 * names customers.
 * @throws {ConfigError} for a list that API and worker would refuse: what is made of it would be refused as well
 */
export function rotateKeys(keys: string): Rotation {
  const ids = keys.trim() === '' ? [] : idsOf(keys);
  const numbers = ids.map((id) => Number(/^k(\d{1,6})$/.exec(id)?.[1] ?? 0));
  const newKeyId = `k${Math.max(0, ...numbers) + 1}`;
  const entry = `${newKeyId}:${randomBytes(KEY_BYTES).toString('base64')}`;
  return {
    newKeyId,
    keys: ids.length === 0 ? entry : `${entry},${keys.trim()}`,
    currentUntilAllKnow: ids[0] ?? null,
  };
}

/** By the one reading of `CRIVO_KEYS` there is, in an environment that has nothing else to be wrong. */
function idsOf(keys: string): string[] {
  const servers = { MONGODB_URI: 'mongodb://127.0.0.1/', TEMPORAL_ADDRESS: '127.0.0.1:1' };
  return loadConfig({ ...servers, CRIVO_KEYS: keys }).CRIVO_KEYS.map(({ id }) => id);
}

function main(): void {
  const note = (line: string): boolean => process.stderr.write(`${line}\n`);
  try {
    print(rotateKeys(process.env['CRIVO_KEYS'] ?? ''), note);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    note(error.message);
    process.exitCode = 1;
  }
}

function print({ keys, currentUntilAllKnow }: Rotation, note: (line: string) => void): void {
  if (currentUntilAllKnow === null) note('CRIVO_KEYS is not set here: this is a first key, not a rotation.');
  else {
    note(`1. Set both on every API and worker, and restart them: all know the new key, none uses it yet.`);
    note('2. Then remove CRIVO_KEY_CURRENT and restart them again: the new key seals from now on.');
    note('Keep every older key, and the last one in its place for ever (docs/operations.md).');
  }
  process.stdout.write(`CRIVO_KEYS=${keys}\n`);
  if (currentUntilAllKnow !== null) process.stdout.write(`CRIVO_KEY_CURRENT=${currentUntilAllKnow}\n`);
}

if (require.main === module) main();
