/** Owns the recording and revoking of consents. */
import type { ConsentStore } from '../adapters/mongo/consent-store';
import type { CustomerStore } from '../adapters/mongo/customer-store';
import type { Consent, ConsentBody } from '../contracts/consent';
import { CrivoError } from '../domain/errors';
import { newId } from './new-id';

interface ConsentDeps {
  readonly consents: ConsentStore;
  readonly customers: Pick<CustomerStore, 'find'>;
  readonly now: () => Date;
}

/** Errors: `CustomerNotFound`. */
export async function recordConsent(
  { consents, customers, now }: ConsentDeps,
  subject: string,
  customerKey: string,
  body: ConsentBody,
): Promise<Consent> {
  if ((await customers.find(customerKey)) === null) throw new CrivoError('CustomerNotFound');
  const recorded = { recordedBy: subject, recordedAt: now().toISOString(), revoked: null };
  const consent: Consent = { consent: newId('con'), customerKey, ...body, ...recorded };
  await consents.insert(consent);
  return consent;
}

/** From now on it is not in force. Errors: `ConsentNotFound`, also for one that was revoked before. */
export async function revokeConsent(
  { consents, now }: Pick<ConsentDeps, 'consents' | 'now'>,
  subject: string,
  { customerKey, consent }: Pick<Consent, 'customerKey' | 'consent'>,
  note: string,
): Promise<void> {
  const revoked = { subject, at: now().toISOString(), note };
  if (!(await consents.revoke(customerKey, consent, revoked))) throw new CrivoError('ConsentNotFound');
}
