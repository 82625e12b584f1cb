/** Owns how a person is told of their second factor. */
import { z } from '@hono/zod-openapi';

const instant = z.string().describe('UTC instant.');

export const secondStepView = z
  .object({
    secondStep: z.literal('wanted').describe('The code is sent by POST /v1/session/second-step.'),
    until: z.string().describe('The password counts until then; afterwards the sign-in begins anew. UTC instant.'),
  })
  .openapi('SecondStep');

export const secondFactorView = z
  .object({
    since: z.string().nullable().describe('On since then, UTC instant; null for off.'),
    recoveryCodesLeft: z.number().describe('Not used yet.'),
    isRequired: z.boolean().describe('A user group of the person demands it: it can’t be turned off.'),
  })
  .openapi('SecondFactor');

export const newSecondFactorView = z
  .object({
    secret: z.string().describe('In base 32, to be typed where nothing scans. Told here alone.'),
    keyUri: z.string().describe('What a QR code shows an app: otpauth://totp/…'),
    until: instant.describe('To be confirmed by a code until then, in this session. UTC instant.'),
  })
  .openapi('NewSecondFactor');

export const recoveryCodesView = z
  .object({ recoveryCodes: z.array(z.string()).describe('Each signs in once instead of the app. Told here alone.') })
  .openapi('RecoveryCodes');
