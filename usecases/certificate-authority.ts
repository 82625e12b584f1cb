/** Owns what a branch may add to the authorities it trusts: certificates that are whole, valid today, and nothing else. */
import { X509Certificate } from 'node:crypto';
import type { Finding } from '../domain/errors';

/** PEM as we keep it, or what is wrong with what was sent; neither has any of it when it is wrong. */
export type AcceptedCertificates =
  { readonly ok: true; readonly pem: string } | { readonly ok: false; readonly problem: Omit<Finding, 'at'> };

const BLOCK = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]{1,20000}-----END CERTIFICATE-----/g;
const MAX_CERTIFICATES = 10;

/** Between and around the certificates anything may stand, since tools write comments there; it is dropped. */
export function acceptCertificates(text: string, now: Date): AcceptedCertificates {
  const refuse = (message: string, fix: string) => ({ ok: false, problem: { message, fix } }) as const;
  if (text.includes('PRIVATE KEY')) return refuse('has a private key in it', 'send the certificate alone');
  const blocks = text.match(BLOCK) ?? [];
  if (blocks.length === 0) return refuse('has no certificate', 'send PEM, from BEGIN CERTIFICATE to END CERTIFICATE');
  if (blocks.length > MAX_CERTIFICATES) return refuse('has too many certificates', `send ${MAX_CERTIFICATES} at most`);
  const certificates = blocks.map(parsed);
  const readable = certificates.filter((one) => one !== null);
  if (readable.length < certificates.length) return refuse('has a certificate that can not be read', 'send PEM again');
  if (readable.some(({ validTo }) => Date.parse(validTo) < now.getTime())) {
    return refuse('has a certificate that has expired', 'send the one that is valid today');
  }
  return { ok: true, pem: readable.map((certificate) => certificate.toString()).join('') };
}

/** What people compare certificates by, SHA-256, of each in a PEM that was accepted once; it may have expired since. */
export function fingerprintsOf(pem: string): readonly string[] {
  return (pem.match(BLOCK) ?? []).flatMap((block) => parsed(block)?.fingerprint256 ?? []);
}

function parsed(block: string): X509Certificate | null {
  try {
    return new X509Certificate(block);
  } catch {
    return null;
  }
}
