/** Owns the hashing of passwords: Argon2id by a library, a few at once, and as long for a person nobody knows. */
import { hash, verify } from '@node-rs/argon2';
import { CrivoError } from '../../domain/errors';

export interface Passwords {
  hash(password: string): Promise<string>;
  /** False for `null`, after as long as for a hash. */
  matches(hash: string | null, password: string): Promise<boolean>;
}

/** RFC 9106, second choice, on one lane: about a tenth of a second. The default algorithm of the library is Argon2id. */
const OPTIONS = { memoryCost: 64 * 1_024, timeCost: 3, parallelism: 1 } as const;
/** Each holds 64 MB and a thread of the pool that the driver's name look-ups wait for as well. */
const AT_ONCE = 2;
const MOST_WAITING = 50;
const RETRY_AFTER_SECONDS = 5;

/** Errors of both: `Unavailable` where too many wait. */
export function argon2Passwords(): Passwords {
  const waiting: (() => void)[] = [];
  let running = 0;
  let nobodys: Promise<string> | undefined;
  const inTurn = async <T>(work: () => Promise<T>): Promise<T> => {
    if (running >= AT_ONCE) {
      if (waiting.length >= MOST_WAITING)
        throw new CrivoError('Unavailable', { retryAfterSeconds: RETRY_AFTER_SECONDS });
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
  return {
    hash: (password) => inTurn(() => hash(password, OPTIONS)),
    matches: async (known, password) => {
      nobodys ??= hash('the password of nobody', OPTIONS);
      const other = await nobodys;
      const isRight = await inTurn(() => verify(known ?? other, password));
      return known !== null && isRight;
    },
  };
}
