/** Owns who a caller is: found by the hash of a well-formed secret, asked for at most every two seconds. */
import { apiKeyIdentity } from '../../../adapters/auth/identity';
import type { Principal } from '../../../domain/permissions';
import { newSecret, secretHash } from '../../../platform/keyring';

const SECRET = `crv_${newSecret()}`;
const MARIA: Principal = { subject: 'maria', userGroups: [], permissions: ['holds:read'], branches: ['02'] };

function identity() {
  const kept = new Map<string, Principal>([[secretHash(SECRET), MARIA]]);
  const asked: string[] = [];
  const clock = { now: 0 };
  const findBySecretHash = async (hash: string) => {
    asked.push(hash);
    return kept.get(hash) ?? null;
  };
  const built = apiKeyIdentity({ findBySecretHash }, () => clock.now);
  return { kept, asked, clock, authenticate: (header?: string) => built.authenticate(header) };
}

test('a key gives its principal, and only its hash is asked for', async () => {
  const { authenticate, asked } = identity();
  expect(await authenticate(`Bearer ${SECRET}`)).toEqual(MARIA);
  expect(asked).toEqual([secretHash(SECRET)]);
});

test.each([
  undefined,
  '',
  SECRET,
  `bearer ${SECRET}`,
  `Bearer  ${SECRET}`,
  `Bearer ${SECRET} `,
  `Bearer ${SECRET}\u0000`,
  `Basic ${SECRET}`,
  'Bearer crv_',
  `Bearer crv_${'a'.repeat(101)}`,
  `Bearer ${SECRET.toUpperCase()}`,
])('the header %j is nobody, and nothing is asked for', async (header) => {
  const { authenticate, asked } = identity();
  expect(await authenticate(header)).toBeNull();
  expect(asked).toEqual([]);
});

test('a revoked key ends within two seconds, a changed one changes within them', async () => {
  const { authenticate, asked, clock, kept } = identity();
  await authenticate(`Bearer ${SECRET}`);
  kept.delete(secretHash(SECRET));
  clock.now = 1_999;
  expect(await authenticate(`Bearer ${SECRET}`)).toEqual(MARIA);
  expect(asked).toHaveLength(1);
  clock.now = 2_000;
  expect(await authenticate(`Bearer ${SECRET}`)).toBeNull();
  kept.set(secretHash(SECRET), { ...MARIA, subject: 'joana' });
  expect((await authenticate(`Bearer ${SECRET}`))?.subject).toBe('joana');
});

test('an unknown key is asked for each time, so that a new one works at once', async () => {
  const { authenticate, asked, kept } = identity();
  const secret = `crv_${newSecret()}`;
  expect(await authenticate(`Bearer ${secret}`)).toBeNull();
  kept.set(secretHash(secret), MARIA);
  expect(await authenticate(`Bearer ${secret}`)).toEqual(MARIA);
  expect(asked).toHaveLength(2);
});
