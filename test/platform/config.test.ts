/** Owns the guarantees about the environment: all problems at once, secrets never shown. */
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError, describeConfig, loadConfig } from '../../platform/config';
import { temporaryFolder } from '../support/temporary-folder';
import { providerSettings } from '../../platform/provider-settings';

const secret = randomBytes(32).toString('base64');
const older = randomBytes(32).toString('base64');
const enough = { MONGODB_URI: 'mongodb://127.0.0.1/', TEMPORAL_ADDRESS: 'localhost:7233', CRIVO_KEYS: `k1:${secret}` };

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

test('what is not set has its default', () => {
  expect(loadConfig(enough)).toMatchObject({
    CRIVO_COMPANY: 'demo',
    MONGODB_DATABASE: 'crivo',
    TEMPORAL_NAMESPACE: 'default',
    TEMPORAL_TASK_QUEUE: 'crivo',
    API_HOST: '127.0.0.1',
    API_PORT: 3000,
    LOG_LEVEL: 'info',
  });
});

test('webhooks may go to this machine only where somebody says so, and never in production', () => {
  const asked = { ...enough, WEBHOOK_ALLOW_LOOPBACK: 'true' };
  expect(loadConfig(enough).WEBHOOK_ALLOW_LOOPBACK).toBe(false);
  expect(loadConfig({ ...asked, NODE_ENV: 'development' }).WEBHOOK_ALLOW_LOOPBACK).toBe(true);
  expect(problemsOf(asked)).toEqual([expect.stringContaining('WEBHOOK_ALLOW_LOOPBACK')]);
  const simulated = { ...enough, DEPS_ALLOW_LOOPBACK: 'true' };
  expect(loadConfig(enough).DEPS_ALLOW_LOOPBACK).toBe(false);
  expect(loadConfig({ ...simulated, NODE_ENV: 'development' }).DEPS_ALLOW_LOOPBACK).toBe(true);
  expect(problemsOf(simulated)).toEqual([expect.stringContaining('DEPS_ALLOW_LOOPBACK')]);
});

test('an empty variable counts as not set', () => {
  expect(loadConfig({ ...enough, API_PORT: ' ' }).API_PORT).toBe(3000);
  expect(problemsOf({ ...enough, MONGODB_URI: '' })).toEqual([
    expect.stringMatching(/^MONGODB_URI is not set and must/),
  ]);
});

test('every problem is reported at once, by name and with what would be right', () => {
  const problems = problemsOf({ API_PORT: '70000', LOG_LEVEL: 'loud', TEMPORAL_ADDRESS: 'http://localhost' });
  expect(problems).toEqual(
    expect.arrayContaining([
      'API_PORT is 70000, but must be a port number from 1 to 65535',
      expect.stringMatching(/^LOG_LEVEL is loud, but must be fatal, error/),
      expect.stringMatching(/^TEMPORAL_ADDRESS is http:\/\/localhost, but must be host:port/),
      expect.stringMatching(/^MONGODB_URI is not set/),
      expect.stringMatching(/^CRIVO_KEYS is not set/),
    ]),
  );
  expect(problems).toHaveLength(5);
});

test('keys keep their order, the current one first', () => {
  const { CRIVO_KEYS } = loadConfig({ ...enough, CRIVO_KEYS: `k2:${secret}, k1:${older}` });
  expect(CRIVO_KEYS.map(({ id, bytes }) => [id, bytes.toString('base64')])).toEqual([
    ['k2', secret],
    ['k1', older],
  ]);
});

test('the key that seals must be one of them', () => {
  const keys = { ...enough, CRIVO_KEYS: `k2:${secret},k1:${older}` };
  expect(loadConfig(keys).CRIVO_KEY_CURRENT).toBeUndefined();
  expect(loadConfig({ ...keys, CRIVO_KEY_CURRENT: 'k1' }).CRIVO_KEY_CURRENT).toBe('k1');
  expect(problemsOf({ ...keys, CRIVO_KEY_CURRENT: 'k3' })).toEqual([
    'CRIVO_KEY_CURRENT is k3, but must be the id of one of CRIVO_KEYS',
  ]);
});

test.each([
  ['a key that is too short', `k1:${randomBytes(16).toString('base64')}`],
  ['a key without id', secret],
  ['one id twice', `k1:${secret},k1:${older}`],
  ['an empty entry', `k1:${secret},`],
])('%s is refused without showing it', (_, keys) => {
  const [problem, ...others] = problemsOf({ ...enough, CRIVO_KEYS: keys });
  expect(problem).toMatch(/^CRIVO_KEYS is \*\*\*, but must be a list/);
  expect(problem).not.toContain(secret);
  expect(others).toEqual([]);
});

test('a described configuration holds no secret', () => {
  const config = loadConfig({ ...enough, MONGODB_URI: 'mongodb+srv://user:pa%20ss@db.example.com/?w=majority' });
  const lines = describeConfig(config);
  expect(lines).toContain('CRIVO_KEYS=***');
  expect(lines).toContain('MONGODB_URI=mongodb+srv://***@db.example.com/?w=majority');
  expect(lines.join('\n')).not.toContain(secret);
});

describe('the settings of an identity provider', () => {
  const whole = {
    ...enough,
    PUBLIC_ORIGIN: 'https://crivo.example.com',
    OIDC_ISSUER: 'https://login.example.com/acme',
    OIDC_CLIENT_ID: 'crivo',
    OIDC_CLIENT_SECRET: 'segredo',
  };
  const without = (...names: string[]) =>
    Object.fromEntries(Object.entries(whole).filter(([name]) => !names.includes(name))) as Record<string, string>;

  test('are none, or all that is needed', () => {
    expect(providerSettings(loadConfig(enough))).toBeNull();
    expect(providerSettings(loadConfig(whole))).toEqual({
      issuer: 'https://login.example.com/acme',
      clientId: 'crivo',
      clientSecret: 'segredo',
      redirectUri: 'https://crivo.example.com/entrar/oidc',
      emailClaim: 'email',
      verifiedClaim: 'email_verified',
    });
  });

  test.each([
    ['without the issuer', without('OIDC_ISSUER')],
    ['without the client', without('OIDC_CLIENT_ID')],
    ['without a secret', without('OIDC_CLIENT_SECRET')],
    ['without the origin of the pages', without('PUBLIC_ORIGIN')],
    ['with two secrets', { ...whole, OIDC_CLIENT_SECRET_FILE: '/run/secrets/oidc' }],
    ['with a secret alone', { ...enough, OIDC_CLIENT_SECRET_FILE: '/run/secrets/oidc' }],
  ])('are refused %s', (_what, env) => {
    expect(problemsOf(env)).toEqual([expect.stringMatching(/^OIDC_ISSUER .*set together/)]);
  });

  test.each([
    ['OIDC_ISSUER', 'login.example.com'],
    ['OIDC_ISSUER', 'https://login.example.com/?tenant=1'],
    ['OIDC_CLIENT_ID', 'com espaço'],
    ['OIDC_CLIENT_SECRET', 'com espaço'],
    ['OIDC_LABEL', 'x'.repeat(61)],
    ['OIDC_VERIFIED_CLAIM', 'a claim'],
    ['OIDC_ALLOW_LOOPBACK', 'yes'],
  ])('are refused with %s=%j', (name, value) => {
    const problems = problemsOf({ ...whole, [name]: value });
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.join()).toContain(name);
    if (name === 'OIDC_CLIENT_SECRET') expect(problems.join()).not.toContain(value);
  });

  test('never lead to this machine in production, and never show the secret', () => {
    const local = { ...whole, OIDC_ALLOW_LOOPBACK: 'true' };
    expect(problemsOf({ ...local, NODE_ENV: 'production' })).toEqual([expect.stringContaining('OIDC_ALLOW_LOOPBACK')]);
    expect(describeConfig(loadConfig({ ...local, NODE_ENV: 'development' })).join()).not.toContain('segredo');
  });

  describe('take the secret from a file', () => {
    const folder = temporaryFolder('oidc-secret');
    const file = join(folder, 'secret');
    const read = (path: string) =>
      providerSettings(loadConfig({ ...without('OIDC_CLIENT_SECRET'), OIDC_CLIENT_SECRET_FILE: path }))?.clientSecret;

    test('that holds it alone, with a line break or without', () => {
      for (const text of ['do-arquivo', 'do-arquivo\n', 'do-arquivo\r\n']) {
        writeFileSync(file, text);
        expect(read(file)).toBe('do-arquivo');
      }
    });

    test.each(['', '\n', 'dois segredos', 'um\noutro', '\u0000', 'x'.repeat(1_001)])('and refuse %j', (text) => {
      writeFileSync(file, text);
      const reading = () => read(file);
      expect(reading).toThrow(ConfigError);
      expect(reading).toThrow('OIDC_CLIENT_SECRET_FILE must name a file that holds the secret alone');
    });

    test.each([['none/here'], ['']])('and refuse %j, where there is no file', (name) => {
      expect(() => read(join(folder, name))).toThrow('must name a file that can be read');
    });
  });
});
