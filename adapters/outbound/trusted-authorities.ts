/** Owns whom a server's certificate may come from where somebody has named an authority of their own. */
import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls';

const MOST_KEPT = 200;
const kept = new Map<string, SecureContext>();

/**
 * The public authorities and this one, PEM. Reading all of them stalls the process for tens of milliseconds, so what was
 * made is kept: one a certificate, the one used longest ago given up first. Throws for what is no certificate.
 */
export function trusting(certificate: string): SecureContext {
  const trust = kept.get(certificate) ?? createSecureContext({ ca: [...rootCertificates, certificate] });
  kept.delete(certificate);
  kept.set(certificate, trust);
  const [oldest] = kept.keys();
  if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
  return trust;
}
