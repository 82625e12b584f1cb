/** Owns the shapes of the second factor: what is sent, and what is stored of it. */
import { z } from 'zod';
import { triedPassword } from './user';

/** As typed: six digits of the app, or a recovery code with or without its hyphens. */
const typedCode = z.string().min(1).max(40);
const CODE = 'Six digits of the app, or a recovery code.';

/** Body of `POST /session/second-step`. */
export const secondStepSchema = z.strictObject({ code: typedCode.describe(CODE) });

/** Body of `POST /session/second-factor/setup`. */
export const factorSetupSchema = z.strictObject({ password: triedPassword.describe('The own password, once more.') });

/** Body of `PUT /session/second-factor`. */
export const factorConfirmSchema = z.strictObject({
  code: typedCode.describe('Six digits that the app shows for the secret just set up.'),
});

/** Body of what changes a factor that is on: both are asked for again. */
export const factorProofSchema = z.strictObject({
  password: triedPassword.describe('The own password, once more.'),
  code: typedCode.describe(CODE),
});
export type FactorProofBody = z.infer<typeof factorProofSchema>;

/** A factor as stored. The secret is sealed, of recovery codes there are keyed hashes: those not used yet. */
export interface SecondFactor {
  readonly sealedSecret: string;
  /** When it was turned on; UTC instant. */
  readonly since: string;
  /** The time step of the last code that was taken: only codes of later ones are good. */
  readonly lastStep: number;
  readonly recoveryHashes: readonly string[];
}

/** A secret that was shown in a session, and not confirmed yet. */
export interface FactorSetup {
  readonly sealedSecret: string;
  readonly session: string;
  readonly until: string;
}

/** What was proven of a factor, and is used up by the change that relies on it. `since` tells which factor. */
export type FactorProof =
  | { readonly kind: 'code'; readonly since: string; readonly step: number }
  | { readonly kind: 'recoveryCode'; readonly since: string; readonly hash: string };

/** A right password that waits for its code. */
export interface SecondStep {
  readonly user: string;
  /** Of the password and the factor that it began with: another of either ends it. */
  readonly passwordChangedAt: string;
  readonly factorSince: string;
  readonly until: string;
}
