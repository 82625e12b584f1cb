/** Owns the shapes of a branch's account at SPC Brasil: its login and its switches, as sent and as stored. */
import { z } from 'zod';
import { apiUrl, caCertificate, password, purchaseBody, purchaseSettings, type BureauAccount } from './bureau-account';
import { seenUpdatedAt } from './primitives';

/** A colon would end the name where HTTP Basic joins it with the password. */
const OPERATOR = /^[^\p{Cc}\p{Cs}:]{1,100}$/u;

const login = z.strictObject({
  apiUrl: apiUrl.default('https://servicos.spc.org.br/spc/remoting/ws/consulta/consultaWebService'),
  operator: z.string().regex(OPERATOR, {
    message: 'must be 1 to 100 characters without a colon — send the operator made for the web service',
  }),
  caCertificate,
  /** `codigo-insumo-opcional` of every query: what is bought beside the product's own blocks, as the contract lists it. */
  optionalInputs: z.array(z.int().min(1).max(999_999_999)).max(20).default([]),
});

/** What anybody who may read the account sees of it. */
export const spcSettingsSchema = login.extend(purchaseSettings);
export type SpcSettings = z.infer<typeof spcSettingsSchema>;

/** SPC sells each answer anew, so asking for what it holds is never free: a query for reuse would be charged. */
const neverFree = z.literal(false, { error: 'must be false: SPC has no reuse — leave it out' });

/** Body of `PUT /branches/{branch}/spc`. What is left out of password and purchase stays while the login does. */
export const spcAccountBodySchema = login.extend({
  ...purchaseBody,
  reuseIsFree: neverFree.exactOptional(),
  password: password.exactOptional(),
  seenUpdatedAt,
});
export type SpcAccountBody = z.infer<typeof spcAccountBodySchema>;

/** An account as stored. */
export interface SpcAccount extends SpcSettings, Omit<BureauAccount, keyof SpcSettings> {}
