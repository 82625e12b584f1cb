/** Owns the consents' documents: inserted once, revoked once. */
import type { Consent, ConsentScope } from '../../contracts/consent';
import type { Database } from './database';

/** As many of a customer as are read; more are no use, since one that is in force is enough. */
export const CONSENTS_READ = 200;

export interface ConsentStore {
  insert(consent: Consent): Promise<void>;
  /** Of a customer, the newest first, at most `CONSENTS_READ`. */
  ofCustomer(customerKey: string): Promise<readonly Consent[]>;
  /** False where it is not there or was revoked before. */
  revoke(customerKey: string, consent: string, revoked: NonNullable<Consent['revoked']>): Promise<boolean>;
  /** Whether one is in force on a day. */
  isGiven(customerKey: string, scope: ConsentScope, on: string): Promise<boolean>;
}

type StoredConsent = Omit<Consent, 'consent'> & { readonly _id: string };

export function consentStore(database: Database): ConsentStore {
  const consents = database.collection<StoredConsent>('consents');
  return {
    insert: async ({ consent, ...rest }) => void (await consents.insertOne({ _id: consent, ...rest })),
    ofCustomer: async (customerKey) => {
      const found = await consents
        .find({ customerKey })
        .sort({ recordedAt: -1, _id: -1 })
        .limit(CONSENTS_READ)
        .toArray();
      return found.map(({ _id, ...rest }) => ({ consent: _id, ...rest }));
    },
    revoke: async (customerKey, consent, revoked) => {
      const inForce = { _id: consent, customerKey, revoked: null };
      return (await consents.updateOne(inForce, { $set: { revoked } })).matchedCount === 1;
    },
    isGiven: async (customerKey, scope, on) => {
      const inForce = { customerKey, scope, revoked: null, givenOn: { $lte: on }, validUntil: { $gte: on } };
      return (await consents.findOne(inForce, { projection: { _id: 1 } })) !== null;
    },
  };
}
