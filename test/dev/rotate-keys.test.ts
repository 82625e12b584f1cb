/** Owns the guarantees of `npm run keys:rotate`: what it prints is a configuration that works, in both of its steps. */
import { execFileSync, spawnSync } from 'node:child_process';
import { rotateKeys } from '../../dev/keys/rotate';
import { loadConfig } from '../../platform/config';
import { Keyring } from '../../platform/keyring';
import { ROOT } from '../support/processes';

const servers = { MONGODB_URI: 'mongodb://127.0.0.1/', TEMPORAL_ADDRESS: 'localhost:7233' };
const [KEY, OTHER_KEY] = [1, 2].map((byte) => Buffer.alloc(32, byte).toString('base64')) as [string, string];
const keyringOf = (env: Record<string, string>): Keyring => {
  const config = loadConfig({ ...servers, ...env });
  return new Keyring(config.CRIVO_KEYS, config.CRIVO_KEY_CURRENT);
};

test('a first key, and each rotation, gives a new key of 32 bytes in front; none is ever drawn twice', () => {
  const values = [''];
  for (let n = 1; n <= 5; n += 1) {
    const { keys, newKeyId } = rotateKeys(values.at(-1) ?? '');
    expect(newKeyId).toBe(`k${n}`);
    values.push(keys);
  }
  const all = loadConfig({ ...servers, CRIVO_KEYS: values.at(-1) }).CRIVO_KEYS;
  expect(all.map(({ id }) => id)).toEqual(['k5', 'k4', 'k3', 'k2', 'k1']);
  expect(new Set(all.map(({ bytes }) => bytes.toString('hex'))).size).toBe(5);
});

test('first all know the new key, then all seal with it, and customers keep their names', () => {
  const before = rotateKeys('').keys;
  const printed = execFileSync(process.execPath, ['--import', 'tsx', 'dev/keys/rotate.ts'], {
    cwd: ROOT,
    env: { ...process.env, CRIVO_KEYS: before },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [, keys = '', current = ''] = /^CRIVO_KEYS=(.+)\nCRIVO_KEY_CURRENT=(.+)\n$/.exec(printed) ?? [];
  const [old, known, after] = [
    keyringOf({ CRIVO_KEYS: before }),
    keyringOf({ CRIVO_KEYS: keys, CRIVO_KEY_CURRENT: current }),
    keyringOf({ CRIVO_KEYS: keys }),
  ];
  expect([old, known, after].map(({ currentKeyId }) => currentKeyId)).toEqual(['k1', 'k1', 'k2']);
  expect(old.openText(known.sealText('text'))).toBe('text');
  expect(known.openText(after.sealText('text'))).toBe('text');
  for (const keyring of [known, after]) {
    expect(keyring.installationMark('demo')).toBe(old.installationMark('demo'));
    expect(keyring.openText(old.sealText('text'))).toBe('text');
  }
});

test('ids of one’s own making are left alone', () => {
  const { keys, currentUntilAllKnow } = rotateKeys(`winter:${KEY}, root:${OTHER_KEY}`);
  expect(keys).toMatch(/^k1:[A-Za-z0-9+/]{43}=,winter:[^,]+, root:[^,]+$/);
  expect(currentUntilAllKnow).toBe('winter');
});

test.each([
  ['a key that is too short', 'k1:AAAA'],
  ['a key without an id', KEY],
  ['an id twice', `k1:${KEY},k1:${OTHER_KEY}`],
  ['an end that is missing', `k2:${KEY},`],
  ['quotes around it', `"k1:${KEY}"`],
])('a list with %s, which API and worker refuse, is not rotated: nothing is printed to be set', (_what, keys) => {
  expect(() => keyringOf({ CRIVO_KEYS: keys })).toThrow('CRIVO_KEYS');
  expect(() => rotateKeys(keys)).toThrow(/CRIVO_KEYS is \*\*\*, but must be a list/);
  const options = { cwd: ROOT, env: { ...process.env, CRIVO_KEYS: keys }, encoding: 'utf8' } as const;
  const run = spawnSync(process.execPath, ['--import', 'tsx', 'dev/keys/rotate.ts'], options);
  expect([run.status, run.stdout]).toEqual([1, '']);
  expect(run.stderr).toContain('must be a list');
  expect(run.stderr).not.toContain(KEY);
});
