/** Owns people with a second factor, and the app on their phone. */
import { TOTP } from 'otpauth';
import { oneTimeCodes } from '../../adapters/auth/one-time-codes';
import type { Passwords } from '../../adapters/auth/passwords';
import type { SecondFactor } from '../../contracts/second-factor';
import type { User } from '../../contracts/user';
import { sealSecret } from '../../usecases/prove-factor';
import type { TestApi } from './api';
import { testKeyring } from './keys';
import { aPerson, PASSWORD } from './people';

/** What the app shows for a secret at an instant. */
export function codeOf(secret: string, at: Date): string {
  return new TOTP({ secret, algorithm: 'SHA1', digits: 6, period: 30 }).generate({ timestamp: at.getTime() });
}

/** A person whose factor was turned on long ago, without recovery codes. */
export async function aGuarded(
  api: Pick<TestApi, 'stores' | 'database'>,
  changes: Partial<User> = {},
  hash?: string,
): Promise<{ readonly person: User; readonly secret: string }> {
  const person = await aPerson(api, changes, hash);
  const secret = oneTimeCodes().newSecret();
  const keyring = testKeyring();
  const sealedSecret = sealSecret({ sealText: (plain) => keyring.sealText(plain) }, person.user, secret);
  const secondFactor: SecondFactor = {
    sealedSecret,
    since: '2026-01-01T00:00:00.000Z',
    lastStep: 0,
    recoveryHashes: [],
  };
  await api.database
    .collection<{ _id: string; secondFactor?: SecondFactor }>('users')
    .updateOne({ _id: person.user }, { $set: { secondFactor } });
  return { person, secret };
}

/** Quick ones, where what is tested isn't the hash. */
export const plainPasswords: Passwords = {
  hash: (password) => Promise.resolve(`plain ${password}`),
  matches: (hash, password) => Promise.resolve(hash === `plain ${password}`),
};
export const PLAIN_HASH = `plain ${PASSWORD}`;
