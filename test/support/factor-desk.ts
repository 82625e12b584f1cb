/** Owns people who turn their second factor on and off through the API, each from an address of their own. */
import type { ApiAnswer, TestApi } from './api';
import { aBrowser, aPerson, PASSWORD, type TestBrowser } from './people';
import { codeOf, PLAIN_HASH } from './second-factors';

const STEP_MS = 30_000;
export const FACTOR = '/session/second-factor';

let addresses = 0;
/** A name or an address that no other test has. */
export const aNumber = () => (addresses += 1);
export const told = ({ status, body }: ApiAnswer) => [status, body['code']];
export const wrongAt = ({ status, body }: ApiAnswer) => [
  status,
  (body['errors'] as { at: string }[] | undefined)?.[0]?.at,
];

export interface Owner {
  readonly user: string;
  readonly email: string;
  readonly browser: TestBrowser;
}
export interface Guarded extends Owner {
  readonly secret: string;
  readonly recoveryCodes: readonly string[];
}

export type FactorDesk = ReturnType<typeof factorDesk>;

/** `api`: started with {@link plainPasswords} and a clock that stands. */
export function factorDesk(api: TestApi) {
  const anAddress = () => ({ 'x-test-address': `198.51.100.${aNumber()}` });

  async function anOwner(changes: Parameters<typeof aPerson>[1] = {}): Promise<Owner> {
    const { user, email } = await aPerson(api, changes, PLAIN_HASH);
    const browser = aBrowser(api);
    expect((await browser.signIn(email, PASSWORD, anAddress())).status).toBe(200);
    return { user, email, browser };
  }
  const setUp = async ({ browser }: Owner) =>
    (await browser.call('POST', `${FACTOR}/setup`, { password: PASSWORD })).body as { secret: string; keyUri: string };
  /** The next code: of a step that none was used of. */
  function nextCode(secret: string): string {
    api.advance(STEP_MS);
    return codeOf(secret, api.now());
  }

  async function turnedOn(changes?: Parameters<typeof aPerson>[1]): Promise<Guarded> {
    const owner = await anOwner(changes);
    const { secret } = await setUp(owner);
    const { status, body } = await owner.browser.call('PUT', FACTOR, { code: nextCode(secret) });
    expect(status).toBe(200);
    return { ...owner, secret, recoveryCodes: body['recoveryCodes'] as string[] };
  }
  async function signIn({ email }: Pick<Owner, 'email'>, code: string) {
    const browser = aBrowser(api);
    expect((await browser.signIn(email, PASSWORD, anAddress())).status).toBe(202);
    return { browser, answer: await browser.call('POST', '/session/second-step', { code }, { headers: anAddress() }) };
  }
  const stateOf = async ({ browser }: Pick<Owner, 'browser'>) => (await browser.call('GET', FACTOR)).body;
  async function auditOf(target: string) {
    const { entries } = (await api.call('GET', `/audit?kind=secondFactor&target=${target}`)).body;
    return (entries as { subject: string; after: unknown }[])
      .map(({ subject, after }) => ({ subject, after }))
      .reverse();
  }

  return { anAddress, anOwner, setUp, nextCode, turnedOn, signIn, stateOf, auditOf };
}
