/** Owns the guarantee that passwords can be guessed a few times only, however it is tried. */
import { SIGN_IN_LIMITS } from '../../domain/sign-in-limits';
import { startApi, type TestApi } from '../support/api';
import { aBrowser, aPerson, PASSWORD, testSignIn } from '../support/people';

const START = new Date('2026-11-20T12:00:00Z');

// What counts is before the hash: a quick one tells the same, of hundreds of guesses.
const passwords = {
  hash: (password: string) => Promise.resolve(`plain ${password}`),
  matches: (hash: string | null, password: string) => Promise.resolve(hash === `plain ${password}`),
};

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ name: 'guessing', startsAt: START, deps: { signIn: { ...testSignIn(), passwords } } });
});
afterAll(() => api.stop());

/** Each test has an address of its own, so that none meets the guesses of another. */
let addresses = 0;
const anAddress = () => ({ 'x-test-address': `198.51.100.${(addresses += 1)}` });
const codeOf = ({ status, body }: { status: number; body: Record<string, unknown> }) => [status, body['code']];

describe('guessing', () => {
  const someone = () => aPerson(api, {}, `plain ${PASSWORD}`);
  const guess = (email: string, headers: Record<string, string>, password = 'errada') =>
    aBrowser(api).signIn(email, password, headers);

  test('five from one place lock that place for a quarter of an hour, the right password too; other places go on', async () => {
    const person = await someone();
    const here = anAddress();
    for (let i = 0; i < SIGN_IN_LIMITS.accountAtAddress.attempts; i += 1)
      expect((await guess(person.email, here)).status).toBe(401);
    const locked = await guess(person.email, here, PASSWORD);
    expect(codeOf(locked)).toEqual([429, 'TooManyAttempts']);
    expect(Number(locked.headers.get('retry-after'))).toBe(900);
    expect((await guess(person.email, anAddress(), PASSWORD)).status).toBe(200);
    api.advance(SIGN_IN_LIMITS.accountAtAddress.windowMs);
    expect((await guess(person.email, here, PASSWORD)).status).toBe(200);
  });

  test('many at once are not more than allowed', async () => {
    const person = await someone();
    const here = anAddress();
    const answers = await Promise.all(Array.from({ length: 20 }, () => guess(person.email, here)));
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(SIGN_IN_LIMITS.accountAtAddress.attempts);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(20 - SIGN_IN_LIMITS.accountAtAddress.attempts);
  });

  test('from many places the account is locked for all after thirty; for one that nobody has, the same', async () => {
    for (const email of [(await someone()).email, `ninguem-${Date.now()}@example.com`]) {
      for (let i = 0; i < SIGN_IN_LIMITS.account.attempts; i += 1)
        expect((await guess(email, anAddress())).status).toBe(401);
      expect((await guess(email, anAddress())).status).toBe(429);
    }
  });

  test('one place may not go through many accounts', async () => {
    const here = anAddress();
    for (let i = 0; i < SIGN_IN_LIMITS.address.attempts; i += 1)
      expect((await guess(`outro-${i}@example.com`, here)).status).toBe(401);
    expect((await guess('ultimo@example.com', here)).status).toBe(429);
  });

  test('a right password counts for nothing', async () => {
    const person = await someone();
    const here = anAddress();
    for (let i = 0; i < 2 * SIGN_IN_LIMITS.accountAtAddress.attempts; i += 1)
      expect((await guess(person.email, here, PASSWORD)).status).toBe(200);
  });
});
