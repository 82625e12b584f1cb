/** Owns time-based one-time codes (RFC 6238) by a library: secrets, their key URI, and which time step a code is of. */
import { Secret, TOTP } from 'otpauth';

export interface OneTimeCodes {
  /** 160 random bits in base 32, as apps take them. */
  newSecret(): string;
  /** What a QR code tells an app; `account` is shown in it. */
  keyUri(secret: string, account: string): string;
  /** The time step of a code that is good now, or one step to either side; `null` for any other. In constant time. */
  stepOf(secret: string, code: string, now: Date): number | null;
}

const SECRET_BYTES = 20;
/** What every app knows; others ignore what the URI says instead. */
const SETTINGS = { algorithm: 'SHA1', digits: 6, period: 30 } as const;
/** Steps to either side: clocks differ, and people type slowly. */
const WINDOW = 1;
const ISSUER = 'Crivo';
const DIGITS = /^[0-9]{6}$/;

export function oneTimeCodes(): OneTimeCodes {
  const totpOf = (secret: string, label = '') =>
    new TOTP({ ...SETTINGS, issuer: ISSUER, label, secret: Secret.fromBase32(secret) });
  return {
    newSecret: () => new Secret({ size: SECRET_BYTES }).base32,
    keyUri: (secret, account) => totpOf(secret, account).toString(),
    stepOf: (secret, code, now) => {
      // The library compares as many bytes as it has characters, and throws where those differ.
      if (!DIGITS.test(code)) return null;
      const timestamp = now.getTime();
      const delta = totpOf(secret).validate({ token: code, timestamp, window: WINDOW });
      return delta === null ? null : TOTP.counter({ period: SETTINGS.period, timestamp }) + delta;
    },
  };
}
