/** Owns passwords that an administrator hands over: random, for a few days, and good for nothing but choosing another. */
import type { Passwords } from '../adapters/auth/passwords';
import type { Credential } from '../contracts/user';
import { TEMPORARY_PASSWORD_HOURS } from '../domain/passwords';
import type { Secrets } from './sign-in';

export interface HandedOverDeps {
  readonly passwords: Pick<Passwords, 'hash'>;
  readonly secrets: Secrets;
  readonly now: () => Date;
}

/** The password is told once, and kept as a hash. */
export interface HandedOver {
  readonly password: string;
  readonly credential: Credential;
}

const GROUPS = 4;
const GROUP_LENGTH = 5;
const HOUR_MS = 3_600_000;

/** A hundred random bits in groups that can be read aloud. */
export async function handOverPassword({ passwords, secrets, now }: HandedOverDeps): Promise<HandedOver> {
  const random = secrets.make();
  const groups = Array.from({ length: GROUPS }, (_, group) =>
    random.slice(group * GROUP_LENGTH, (group + 1) * GROUP_LENGTH),
  );
  const password = groups.join('-');
  const changedAt = now().toISOString();
  const validUntil = new Date(now().getTime() + TEMPORARY_PASSWORD_HOURS * HOUR_MS).toISOString();
  return { password, credential: { hash: await passwords.hash(password), validUntil, changedAt } };
}
