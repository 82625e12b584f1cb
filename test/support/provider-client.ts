/** Owns the client by which a suite's API asks the identity provider of that suite. */
import { createOidcProvider, type OidcProvider } from '../../adapters/auth/oidc';
import { createAddressGuard } from '../../adapters/outbound/address-guard';
import { CLIENT_ID, CLIENT_SECRET, type IdentityProvider } from './identity-provider';
import { OWN_ORIGIN } from './people';

/** Where the provider sends people back to. */
export const REDIRECT_URI = `${OWN_ORIGIN}/entrar/oidc`;

interface ClientWishes {
  readonly timeoutMs?: number;
  readonly verifiedClaim?: string;
}

/** It has asked nothing yet. */
export function clientOf(
  { issuer }: Pick<IdentityProvider, 'issuer'>,
  { timeoutMs = 2_000, verifiedClaim = 'email_verified' }: ClientWishes = {},
): OidcProvider {
  const known = { clientId: CLIENT_ID, clientSecret: CLIENT_SECRET, redirectUri: REDIRECT_URI };
  const settings = { issuer, ...known, emailClaim: 'email', verifiedClaim };
  return createOidcProvider(settings, { guard: createAddressGuard({ allowLoopback: true }), timeoutMs, now: Date.now });
}
