/** Owns the identity provider as the settings have it, its secret read from where they say. */
import { readFileSync } from 'node:fs';
import { ConfigError, type Config } from './config';

/** The page of ours that providers send people back to. */
const RETURN_PATH = '/entrar/oidc';

/** `null` where there is none. @throws {ConfigError} where the secret can't be read */
export function providerSettings(config: Config) {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, PUBLIC_ORIGIN: origin } = config;
  if (issuer === undefined || clientId === undefined || origin === undefined) return null;
  return {
    issuer,
    clientId,
    clientSecret: config.OIDC_CLIENT_SECRET ?? secretIn(config.OIDC_CLIENT_SECRET_FILE ?? ''),
    redirectUri: `${origin}${RETURN_PATH}`,
    emailClaim: config.OIDC_EMAIL_CLAIM,
    verifiedClaim: config.OIDC_VERIFIED_CLAIM,
  };
}

function secretIn(file: string): string {
  const secret = readable(file).trim();
  if (!/^[\x21-\x7e]{1,1000}$/.test(secret)) {
    throw new ConfigError(['OIDC_CLIENT_SECRET_FILE must name a file that holds the secret alone']);
  }
  return secret;
}

function readable(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new ConfigError(['OIDC_CLIENT_SECRET_FILE must name a file that can be read']);
  }
}
