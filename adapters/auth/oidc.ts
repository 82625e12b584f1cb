/** Owns what is said to an identity provider and what its answers prove: OpenID Connect, code flow with PKCE, by a library. */
import * as oauth from 'oauth4webapi';
import { CrivoError } from '../../domain/errors';
import type { AddressGuard } from '../outbound/address-guard';
import { guardedFetch } from '../outbound/guarded-fetch';
import { askedOnce } from './asked-once';

/** Who proves who people are, and what it knows this installation by. */
export interface OidcSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** The page of ours that it sends people back to, as it has it on its own list. */
  readonly redirectUri: string;
  /** The claim that holds the e-mail. */
  readonly emailClaim: string;
  /** The claim that says that the e-mail is really this person's. */
  readonly verifiedClaim: string;
}

/** What one attempt is recognized by; it stays with the browser that began it. */
export interface OidcAttempt {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

export interface OidcProvider {
  /** Where to send the browser. Errors: `SignInProviderUnavailable`. */
  begin(): Promise<{ readonly location: string; readonly attempt: OidcAttempt }>;
  /**
   * Whom the provider vouches for. `answer`: the query it sent the browser back with. Errors:
   * `ProviderSignInRefused`, `SignInProviderUnavailable`; the cause names what failed and nobody's data.
   */
  finish(answer: string, attempt: OidcAttempt): Promise<ProvenPerson>;
}

/** An account of the provider, which names no second person by the same subject, and its e-mail, which it has verified. */
export interface ProvenPerson {
  readonly issuer: string;
  readonly subject: string;
  readonly email: string;
}

export interface OidcDeps {
  readonly guard: AddressGuard;
  /** Of each request to the provider. */
  readonly timeoutMs?: number;
  readonly ca?: string;
  readonly now: () => number;
}

const TIMEOUT_MS = 5_000;
const MAX_ANSWER_BYTES = 256 * 1_024;
/** Between its clock and ours. */
const CLOCK_TOLERANCE_SECONDS = 30;
/** What a token endpoint answers by its protocol; all else is a defect, not a no. */
const PROTOCOL_STATUS: ReadonlySet<number> = new Set([200, 400, 401]);
const STANDARD_VERIFIED_CLAIM = 'email_verified';
/** Of its answers to us, which no browser has a hand in. */
const DEFECTS: ReadonlySet<string> = new Set([
  oauth.PARSE_ERROR,
  oauth.RESPONSE_IS_NOT_JSON,
  oauth.RESPONSE_IS_NOT_CONFORM,
  oauth.MISSING_SERVER_METADATA,
  oauth.INVALID_SERVER_METADATA,
  oauth.REQUEST_PROTOCOL_FORBIDDEN,
]);
const PASSING_ERRORS: ReadonlySet<string> = new Set(['server_error', 'temporarily_unavailable']);

/** The provider didn't answer, or not as the protocol has it. */
class ProviderAway extends Error {
  override readonly name = 'ProviderAway';
}

export function createOidcProvider(settings: OidcSettings, deps: OidcDeps): OidcProvider {
  const { guard, now } = deps;
  const options = { [oauth.customFetch]: fetchOf(deps), [oauth.allowInsecureRequests]: true };
  const client: oauth.Client = { client_id: settings.clientId, [oauth.clockTolerance]: CLOCK_TOLERANCE_SECONDS };
  const issuer = new URL(settings.issuer);
  const discover = askedOnce(async () => {
    const answer = await oauth.discoveryRequest(issuer, { ...options, algorithm: 'oidc' });
    return oauth.processDiscoveryResponse(issuer, answer);
  }, now);
  return {
    begin: async () => {
      const server = await discover().catch(away);
      const endpoint = server.authorization_endpoint ?? '';
      if (guard.problemOf(endpoint) !== null) return away(new ProviderAway('authorization endpoint'));
      const attempt = {
        state: oauth.generateRandomState(),
        nonce: oauth.generateRandomNonce(),
        verifier: oauth.generateRandomCodeVerifier(),
      };
      return { location: await locationOf(endpoint, settings, attempt), attempt };
    },
    finish: async (answer, { state, nonce, verifier }) => {
      const server = await discover().catch(away);
      try {
        const parameters = oauth.validateAuthResponse(server, client, new URLSearchParams(answer), state);
        const authentication = authenticationOf(server, settings.clientSecret);
        const { redirectUri } = settings;
        const response = await oauth.authorizationCodeGrantRequest(
          server,
          client,
          authentication,
          parameters,
          redirectUri,
          verifier,
          options,
        );
        const checks = { expectedNonce: nonce, requireIdToken: true };
        const tokens = await oauth.processAuthorizationCodeResponse(server, client, response, checks);
        await oauth.validateApplicationLevelSignature(server, response, options);
        const claims = oauth.getValidatedIdTokenClaims(tokens);
        if (claims === undefined) return refuse('there is no ID token');
        const { sub: subject } = claims;
        const asked = isComplete(claims, settings)
          ? null
          : await claimsAsked(server, client, { ...tokens, sub: subject }, options);
        return { issuer: server.issuer, subject, email: emailOf(asked ?? claims, settings) };
      } catch (error) {
        return isTechnical(error) ? away(error) : refuse(reasonOf(error));
      }
    },
  };
}

/** The guard decides about http, so that the library need not. */
function fetchOf({ guard, timeoutMs = TIMEOUT_MS, ca }: OidcDeps) {
  const send = guardedFetch({ guard, timeoutMs, maxBytes: MAX_ANSWER_BYTES, ca });
  return async (
    address: string,
    { method, headers, body }: { method: string; headers: Record<string, string>; body?: unknown },
  ): Promise<Response> => {
    const text = body instanceof URLSearchParams ? body.toString() : undefined;
    const answer = await send(address, { method, headers, body: text }).catch((error: unknown) => {
      throw new ProviderAway(reasonOf(error));
    });
    const isExpected = method === 'GET' ? answer.status === 200 : PROTOCOL_STATUS.has(answer.status);
    if (!isExpected) throw new ProviderAway(`status ${answer.status}`);
    return answer;
  };
}

async function locationOf(endpoint: string, settings: OidcSettings, attempt: OidcAttempt): Promise<string> {
  const url = new URL(endpoint);
  const parameters = {
    response_type: 'code',
    scope: 'openid email',
    client_id: settings.clientId,
    redirect_uri: settings.redirectUri,
    state: attempt.state,
    nonce: attempt.nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(attempt.verifier),
    code_challenge_method: 'S256',
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
}

/** By header unless the provider takes secrets in the body alone. */
function authenticationOf(server: oauth.AuthorizationServer, secret: string): oauth.ClientAuth {
  const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
  const inBody = !methods.includes('client_secret_basic') && methods.includes('client_secret_post');
  return inBody ? oauth.ClientSecretPost(secret) : oauth.ClientSecretBasic(secret);
}

type Claims = Readonly<Record<string, unknown>>;

/** Where the ID token leaves either out, the standard has both told by the provider's own address for that. */
function isComplete(claims: Claims, { emailClaim, verifiedClaim }: OidcSettings): boolean {
  return claims[emailClaim] !== undefined && claims[verifiedClaim] !== undefined;
}

/** Of the same person; `null` where the provider has no such address. Both or neither is taken from it. */
async function claimsAsked(
  server: oauth.AuthorizationServer,
  client: oauth.Client,
  { access_token: token, sub }: { readonly access_token: string; readonly sub: string },
  options: Parameters<typeof oauth.userInfoRequest>[3],
): Promise<Claims | null> {
  if (server.userinfo_endpoint === undefined) return null;
  const response = await oauth.userInfoRequest(server, client, token, options);
  return oauth.processUserInfoResponse(server, client, sub, response);
}

/** Plain ASCII: other letters may become these when they are compared without case. */
function emailOf(claims: Claims, { emailClaim, verifiedClaim }: OidcSettings): string {
  const email = claims[emailClaim];
  if (!isYes(claims[verifiedClaim], verifiedClaim)) return refuse('the e-mail is not verified');
  if (typeof email !== 'string' || !/^[\x21-\x7e]+$/.test(email)) return refuse('there is no e-mail');
  return email;
}

/** The standard's own claim is a boolean. Others are of a provider's making: Entra ID writes `xms_edov` in all these forms. */
function isYes(value: unknown, claim: string): boolean {
  return value === true || (claim !== STANDARD_VERIFIED_CLAIM && [1, '1', 'true'].some((yes) => yes === value));
}

/** True for what says nothing of the person: no answer, one against the protocol, or our own login refused. */
function isTechnical(error: unknown): boolean {
  if (error instanceof oauth.OperationProcessingError) return DEFECTS.has(error.code ?? '');
  if (error instanceof oauth.ResponseBodyError) return error.error !== 'invalid_grant';
  if (error instanceof oauth.AuthorizationResponseError) return PASSING_ERRORS.has(error.error);
  return error instanceof ProviderAway;
}

function away(error: unknown): never {
  throw new CrivoError('SignInProviderUnavailable', { cause: new ProviderAway(reasonOf(error)) });
}

function refuse(reason: string): never {
  throw new CrivoError('ProviderSignInRefused', { cause: new Error(reason) });
}

/** Messages of the library and of this file hold no value that was sent; what they carry beside it may. */
function reasonOf(error: unknown): string {
  if (error instanceof CrivoError && error.details.cause instanceof Error) return error.details.cause.message;
  if (error instanceof oauth.ResponseBodyError) return `${error.status} ${error.error}`.slice(0, 100);
  return error instanceof Error ? error.message : 'unknown';
}
