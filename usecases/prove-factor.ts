/** Owns the looking at a code: of the app or a recovery code, counted before it is looked at, good once. */
import type { OneTimeCodes } from '../adapters/auth/one-time-codes';
import type { FactorProof, SecondFactor } from '../contracts/second-factor';
import { CrivoError } from '../domain/errors';
import { RECOVERY_CODES, SECOND_FACTOR_LIMITS } from '../domain/second-factor';
import { countAttempt, type AttemptDeps, type Secrets } from './sign-in';

export interface FactorDeps extends AttemptDeps {
  readonly codes: OneTimeCodes;
  readonly secrets: Secrets;
  readonly sealText: (plain: string) => string;
  readonly openText: (sealed: string) => string;
}

/** A code as somebody typed it. */
export interface TriedCode {
  readonly user: string;
  readonly code: string;
  readonly address: string;
}

/** What a sealed secret is told from all else by. */
const PURPOSE = 'second factor';
const GROUPS = 3;
const GROUP_LENGTH = 4;

/** The proof of a right code, which the change that relies on it uses up; `null` for a wrong one. Errors: `TooManyAttempts`. */
export async function proveFactor(
  deps: FactorDeps,
  factor: SecondFactor,
  { user, code, address }: TriedCode,
): Promise<FactorProof | null> {
  const account = `${PURPOSE}\0${user}\0${factor.since}`;
  const attempt = await countAttempt(deps, account, address, SECOND_FACTOR_LIMITS);
  const proof = proofOf(deps, factor, user, plainCode(code));
  if (proof !== null) await attempt.passed();
  return proof;
}

/** Of somebody's document alone: moved into another's it opens nothing. */
export function sealSecret({ sealText }: Pick<FactorDeps, 'sealText'>, user: string, secret: string): string {
  return sealText(JSON.stringify([PURPOSE, user, secret]));
}

export function openSecret({ openText }: Pick<FactorDeps, 'openText'>, user: string, sealed: string): string {
  const [purpose, owner, secret] = JSON.parse(openText(sealed)) as readonly unknown[];
  if (purpose === PURPOSE && owner === user && typeof secret === 'string') return secret;
  throw new CrivoError('Internal', { cause: new Error('this is no secret of this person’s second factor') });
}

/** Sixty random bits each, in groups that can be written down; of them keyed hashes are kept. */
export function newRecoveryCodes({ secrets, identity }: Pick<FactorDeps, 'secrets' | 'identity'>, user: string) {
  const codes = Array.from({ length: RECOVERY_CODES }, () => {
    const random = secrets.make();
    const groups = Array.from({ length: GROUPS }, (_, group) =>
      random.slice(group * GROUP_LENGTH, (group + 1) * GROUP_LENGTH),
    );
    return groups.join('-');
  });
  return { codes, hashes: codes.map((code) => recoveryHash(identity, user, plainCode(code))) };
}

/** As compared: without what people put between, and with the digits that letters were read for. */
export function plainCode(code: string): string {
  return code.toLowerCase().replace(/[\s-]/g, '').replace(/o/g, '0').replace(/[il]/g, '1');
}

function proofOf(deps: FactorDeps, factor: SecondFactor, user: string, code: string): FactorProof | null {
  const { since, lastStep } = factor;
  if (/^\d{6}$/.test(code)) {
    const step = deps.codes.stepOf(openSecret(deps, user, factor.sealedSecret), code, deps.now());
    return step !== null && step > lastStep ? { kind: 'code', since, step } : null;
  }
  // A keyed hash: comparing it tells nothing of how much of a guess was right.
  const hash = recoveryHash(deps.identity, user, code);
  return factor.recoveryHashes.includes(hash) ? { kind: 'recoveryCode', since, hash } : null;
}

function recoveryHash(identity: FactorDeps['identity'], user: string, code: string): string {
  return identity('recovery code', `${user}\0${code}`);
}
