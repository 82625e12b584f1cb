/** Owns an identity provider for suites: OpenID Connect over http on this machine, with every fault a test asks for. */
import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export const CLIENT_ID = 'crivo-de-teste';
export const CLIENT_SECRET = 'segredo:do/teste+&';
const ACCESS_TOKEN = 'token-de-acesso';
const SUBJECT = 'pessoa-1';

/** What the next ID tokens are like; what is left out is as it should be. */
export interface Faults {
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly alg?: 'none' | 'HS256';
  /** Signed by a key the provider doesn't publish. */
  readonly foreignKey?: boolean;
  /** Every request is answered with this status. */
  readonly status?: number;
  /** Requests are left without an answer. */
  readonly isSilent?: boolean;
  /** The token endpoint sends elsewhere. */
  readonly redirects?: boolean;
  readonly discovery?: Readonly<Record<string, unknown>>;
  /** It answers questions about a person, so; otherwise it has no address for them. */
  readonly userInfo?: Readonly<Record<string, unknown>>;
  /** This path is answered with a page for people, and 200. */
  readonly html?: string;
}

export interface IdentityProvider {
  readonly issuer: string;
  faults: Faults;
  /** How often it was asked, by path. */
  readonly asked: Readonly<Record<string, number>>;
  /** What a person does there: the address they are sent to, and the query they come back with. */
  approve(location: string, email: string): URLSearchParams;
  stop(): Promise<void>;
}

interface Grant {
  readonly challenge: string;
  readonly redirectUri: string;
  readonly nonce: string;
  readonly email: string;
}

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const rsa = () => generateKeyPairSync('rsa', { modulusLength: 2_048 });

export async function anIdentityProvider(): Promise<IdentityProvider> {
  const [own, foreign] = [rsa(), rsa()];
  const grants = new Map<string, Grant>();
  const asked: Record<string, number> = {};
  const provider = { faults: {} as Faults, issuer: '' };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = request.url ?? '';
    asked[path] = (asked[path] ?? 0) + 1;
    const { faults, issuer } = provider;
    const body = await textOf(request);
    if (faults.isSilent) return;
    if (faults.status !== undefined) return tell(response, faults.status, {});
    if (faults.html === path) return void response.writeHead(200, { 'content-type': 'text/html' }).end('<p>Olá</p>');
    if (path === '/.well-known/openid-configuration') {
      const more = faults.userInfo && { userinfo_endpoint: `${issuer}/userinfo` };
      return tell(response, 200, { ...discoveryOf(issuer), ...more, ...faults.discovery });
    }
    if (path === '/userinfo' && faults.userInfo !== undefined) {
      const isAllowed = request.headers.authorization === `Bearer ${ACCESS_TOKEN}`;
      return tell(response, isAllowed ? 200 : 401, { sub: SUBJECT, ...faults.userInfo });
    }
    if (path === '/jwks') {
      const key = { ...own.publicKey.export({ format: 'jwk' }), kid: 'k1', alg: 'RS256', use: 'sig' };
      return tell(response, 200, { keys: [key] });
    }
    if (faults.redirects) return void response.writeHead(307, { location: `${issuer}/elsewhere` }).end();
    const form = new URLSearchParams(body);
    const grant = grants.get(form.get('code') ?? '');
    grants.delete(form.get('code') ?? '');
    if (!isClient(request.headers.authorization)) return tell(response, 401, { error: 'invalid_client' });
    if (grant === undefined || !isRedeemedBy(grant, form)) return tell(response, 400, { error: 'invalid_grant' });
    const id_token = idToken(issuer, grant, faults, faults.foreignKey ? foreign.privateKey : own.privateKey);
    return tell(response, 200, { access_token: ACCESS_TOKEN, token_type: 'Bearer', expires_in: 60, id_token });
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return Object.assign(provider, {
    issuer,
    asked,
    approve: (location: string, email: string) => {
      const { searchParams: sent } = new URL(location);
      const code = randomBytes(16).toString('hex');
      const get = (name: string) => sent.get(name) ?? '';
      grants.set(code, {
        challenge: get('code_challenge'),
        redirectUri: get('redirect_uri'),
        nonce: get('nonce'),
        email,
      });
      return new URLSearchParams({ code, state: get('state'), iss: issuer });
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}

function discoveryOf(issuer: string) {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize?tenant=1`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    authorization_response_iss_parameter_supported: true,
  };
}

/** RFC 6749, 2.3.1: id and secret are written as in a form before they are joined. */
function isClient(authorization = ''): boolean {
  const [, encoded = ''] = authorization.split('Basic ');
  const [id, secret] = Buffer.from(encoded, 'base64').toString('utf8').split(':').map(read);
  return id === CLIENT_ID && secret === CLIENT_SECRET;
}

function read(written: string): string | null {
  return new URLSearchParams(`a=${written}`).get('a');
}

function isRedeemedBy({ challenge, redirectUri }: Grant, form: URLSearchParams): boolean {
  const verifier = createHash('sha256')
    .update(form.get('code_verifier') ?? '')
    .digest('base64url');
  return verifier === challenge && form.get('redirect_uri') === redirectUri;
}

function idToken(issuer: string, { nonce, email }: Grant, faults: Faults, key: KeyObject): string {
  const now = Math.floor(Date.now() / 1_000);
  const claims = {
    iss: issuer,
    sub: SUBJECT,
    aud: CLIENT_ID,
    iat: now,
    exp: now + 60,
    nonce,
    email,
    email_verified: true,
    ...faults.claims,
  };
  const head = { alg: faults.alg ?? 'RS256', kid: 'k1', typ: 'JWT' };
  const signed = `${part(head)}.${part(claims)}`;
  if (faults.alg === 'none') return `${signed}.`;
  return `${signed}.${sign('sha256', Buffer.from(signed), key).toString('base64url')}`;
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function tell(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
