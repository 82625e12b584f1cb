/** Owns certificates for suites: an authority of their own, and what it signs. */
import { isIP } from 'node:net';
import { generate } from 'selfsigned';

export interface Authority {
  /** PEM, to be trusted. */
  readonly cert: string;
  readonly key: string;
}

const CERTIFICATE = { keyType: 'ec', algorithm: 'sha256' } as const;

/** An authority nobody else trusts. */
export async function anAuthority(): Promise<Authority> {
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'Test authority' }], {
    ...CERTIFICATE,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, digitalSignature: true, critical: true },
    ],
  });
  return { cert, key };
}

/** A server's certificate for one name or IPv4 address. */
export async function aCertificate(authority: Authority, name: string, notAfterDate?: Date): Promise<Authority> {
  const { cert, private: key } = await generate([{ name: 'commonName', value: name }], {
    ...CERTIFICATE,
    ca: { key: authority.key, cert: authority.cert },
    ...(notAfterDate && { notBeforeDate: new Date(notAfterDate.getTime() - 86_400_000), notAfterDate }),
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'subjectAltName', altNames: [isIP(name) ? { type: 7, ip: name } : { type: 2, value: name }] },
    ],
  });
  return { cert, key };
}
