/** Owns a person's own second factor: set up, turned on, its recovery codes made anew, turned off; never by a browser left open. */
import type { SignedIn } from '../adapters/auth/identity';
import type { AuditStore } from '../adapters/mongo/audit-store';
import type { SecondFactorStore } from '../adapters/mongo/second-factor-store';
import type { GoesOn } from '../adapters/mongo/session-store';
import type { UserGroupStore } from '../adapters/mongo/user-group-store';
import type { FactorProof, FactorProofBody } from '../contracts/second-factor';
import { CrivoError } from '../domain/errors';
import { RECOVERY_CODES, SECOND_FACTOR_LIMITS, SETUP_MS } from '../domain/second-factor';
import { provePassword, type OwnPasswordDeps } from './own-password';
import { newRecoveryCodes, openSecret, plainCode, proveFactor, sealSecret, type FactorDeps } from './prove-factor';
import { factorAudit } from './second-step';
import { countAttempt } from './sign-in';

export interface SecondFactorDeps extends OwnPasswordDeps, FactorDeps {
  readonly secondFactors: SecondFactorStore;
  readonly userGroups: Pick<UserGroupStore, 'findAll'>;
  readonly audit: Pick<AuditStore, 'note'>;
}

type Owner = Pick<SignedIn, 'user' | 'session'>;

/** How it stands. */
export interface FactorState {
  readonly since: string | null;
  readonly recoveryCodesLeft: number;
  /** By a user group: it can't be turned off. */
  readonly isRequired: boolean;
}

/** Told once; `until` when it may be confirmed. */
export interface NewFactor {
  readonly secret: string;
  readonly keyUri: string;
  readonly until: string;
}

/** Codes and token stand in this answer alone. */
export interface TurnedOn {
  readonly token: string;
  readonly recoveryCodes: readonly string[];
}

/** Errors: none of its own. */
export async function readFactor(
  { users, userGroups }: Pick<SecondFactorDeps, 'users' | 'userGroups'>,
  { user }: Pick<Owner, 'user'>,
): Promise<FactorState> {
  const known = await users.findKnown(user.user);
  const factor = known?.secondFactor ?? null;
  const isRequired = await isDemanded({ userGroups }, user.userGroups);
  return { since: factor?.since ?? null, recoveryCodesLeft: factor?.recoveryHashes.length ?? 0, isRequired };
}

/** A secret to be confirmed from this session. Errors: `PasswordChangeDue`, those of {@link provePassword}, `SecondFactorOn`. */
export async function setUpFactor(
  deps: SecondFactorDeps,
  { user, session }: Owner,
  password: string,
  address: string,
): Promise<NewFactor> {
  if (user.mustChangePassword) throw new CrivoError('PasswordChangeDue');
  await provePassword(deps, user, { password, at: 'password', address });
  const secret = deps.codes.newSecret();
  const until = new Date(deps.now().getTime() + SETUP_MS).toISOString();
  const setup = { sealedSecret: sealSecret(deps, user.user, secret), session: session.session, until };
  if (!(await deps.secondFactors.keepSetup(user.user, setup))) throw new CrivoError('SecondFactorOn');
  return { secret, keyUri: deps.codes.keyUri(secret, user.email), until };
}

/**
 * All other sessions of the person end; this one goes on under another token. Errors: `SecondFactorSetupExpired` where
 * this session has set up nothing, or too long ago; `InvalidRequest` for a wrong code, `TooManyAttempts`.
 */
export async function turnFactorOn(
  deps: SecondFactorDeps,
  owner: Owner,
  code: string,
  address: string,
): Promise<TurnedOn> {
  const { user } = owner.user;
  const now = deps.now();
  const setup = (await deps.users.findKnown(user))?.factorSetup ?? null;
  if (setup === null || setup.session !== owner.session.session || setup.until <= now.toISOString())
    throw new CrivoError('SecondFactorSetupExpired');
  const attempt = await countAttempt(deps, `set up\0${user}\0${setup.until}`, address, SECOND_FACTOR_LIMITS);
  const step = deps.codes.stepOf(openSecret(deps, user, setup.sealedSecret), plainCode(code), now);
  if (step === null) throw wrongCode();
  await attempt.passed();
  const { codes, hashes } = newRecoveryCodes(deps, user);
  const since = now.toISOString();
  const factor = { sealedSecret: setup.sealedSecret, since, lastStep: step, recoveryHashes: hashes };
  const { token, goesOn } = under(deps, owner);
  const audit = factorAudit(user, user, now, { isOn: true, by: 'self' });
  if (!(await deps.secondFactors.turnOn(user, { setup, factor, goesOn }, audit)))
    throw new CrivoError('SecondFactorSetupExpired');
  return { token, recoveryCodes: codes };
}

/** In place of all there were. Errors: those of {@link proveBoth}. */
export async function renewRecoveryCodes(
  deps: SecondFactorDeps,
  { user: { user, email } }: Owner,
  body: FactorProofBody,
  address: string,
): Promise<readonly string[]> {
  const proof = await proveBoth(deps, { user, email }, body, address);
  const { codes, hashes } = newRecoveryCodes(deps, user);
  const audit = factorAudit(user, user, deps.now(), { recoveryCodes: RECOVERY_CODES, provenBy: proof.kind });
  if (!(await deps.secondFactors.renewRecovery(user, proof, hashes, audit))) throw wrongCode();
  return codes;
}

/**
 * All other sessions of the person end; this one goes on under the token that is answered. Errors:
 * `SecondFactorRequired`, those of {@link proveBoth}.
 */
export async function turnFactorOff(
  deps: SecondFactorDeps,
  owner: Owner,
  body: FactorProofBody,
  address: string,
): Promise<string> {
  const { user } = owner.user;
  if (await isDemanded(deps, owner.user.userGroups)) throw new CrivoError('SecondFactorRequired');
  const proof = await proveBoth(deps, owner.user, body, address);
  const { token, goesOn } = under(deps, owner);
  const audit = factorAudit(user, user, deps.now(), { isOn: false, by: 'self', provenBy: proof.kind });
  if (!(await deps.secondFactors.turnOff(user, proof, goesOn, audit))) throw wrongCode();
  return token;
}

/** Errors: `SecondFactorOff`, those of {@link provePassword}, `InvalidRequest` for a wrong code. */
async function proveBoth(
  deps: SecondFactorDeps,
  user: { readonly user: string; readonly email: string },
  { password, code }: FactorProofBody,
  address: string,
): Promise<FactorProof> {
  const { secondFactor: factor } = await provePassword(deps, user, { password, at: 'password', address });
  if (factor === null) throw new CrivoError('SecondFactorOff');
  const proof = await proveFactor(deps, factor, { user: user.user, code, address });
  if (proof === null) {
    await deps.audit.note(factorAudit(user.user, user.user, deps.now(), { refused: 'code' }));
    throw wrongCode();
  }
  return proof;
}

async function isDemanded(
  { userGroups }: Pick<SecondFactorDeps, 'userGroups'>,
  held: readonly string[],
): Promise<boolean> {
  return (await userGroups.findAll(held)).some(({ requiresSecondFactorSince }) => requiresSecondFactorSince !== null);
}

function under({ secrets, now }: SecondFactorDeps, { session }: Owner): { token: string; goesOn: GoesOn } {
  const token = secrets.make();
  const lastSeenAt = now().toISOString();
  return { token, goesOn: { tokenHash: secrets.hash(token), session: { ...session, lastSeenAt } } };
}

function wrongCode(): CrivoError {
  const finding = { at: 'code', message: 'is not right, or was used', fix: 'send the next one that the app shows' };
  return new CrivoError('InvalidRequest', { errors: [finding] });
}
