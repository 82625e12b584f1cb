/** Owns the proof of what accounts at bureaus are told about buying: kept with the login, bounded, of products that exist. */
import { OWN_BRANCH, startApi, type TestApi } from '../support/api';
import { STUB_PORTAL, STUB_SPC } from '../support/deps-portal';

const PRODUCTS = [
  { product: '20202020', name: 'Smart PJ 010', personType: 'J' },
  { product: '70707070', name: 'Mix PJ 002', personType: 'J' },
  { product: '50505050', name: 'Smart PF 004', personType: 'F' },
] as const;
const CHOSEN = {
  defaultProducts: { F: '50505050', J: '20202020' },
  parallelLimit: 2,
  acceptsAlphanumericCnpj: true,
  timeoutSeconds: 120,
};
const UNSET = {
  defaultProducts: { F: null, J: null },
  reuseIsFree: false,
  parallelLimit: 4,
  acceptsAlphanumericCnpj: false,
  timeoutSeconds: 90,
};

let api: TestApi;
beforeAll(async () => {
  const client = { ...STUB_PORTAL.client, login: async () => PRODUCTS };
  const spcPortal = { ...STUB_SPC, bureau: { listProducts: async () => PRODUCTS } };
  api = await startApi({ name: 'purchase-settings', deps: { depsPortal: { ...STUB_PORTAL, client }, spcPortal } });
});
afterAll(() => api.stop());

describe.each([
  { bureau: 'deps', reuseIsFree: true, login: { email: 'api@example.com' }, other: { email: 'outro@example.com' } },
  { bureau: 'spc', reuseIsFree: false, login: { operator: '398745' }, other: { operator: '111111' } },
])('what decides about buying at $bureau', ({ bureau, reuseIsFree, login, other }) => {
  const chosen = { ...CHOSEN, reuseIsFree };
  const at = `/branches/${OWN_BRANCH}/${bureau}`;
  const password = 'senha';
  const put = (body: object) => api.call('PUT', at, { ...login, ...body });
  const findingsOf = ({ body }: { body: Record<string, unknown> }) => body['errors'] as { at: string }[];
  const placesOf = (answer: { body: Record<string, unknown> }) => findingsOf(answer).map((one) => one.at);

  beforeEach(async () => {
    expect((await put({ ...other, password })).body).toMatchObject({ ...UNSET, knownProducts: null });
  });

  test('stays where it is left out, and is not taken over to another login', async () => {
    await put({ password, ...chosen });
    expect((await put({})).body).toMatchObject(chosen);
    const partly = { defaultProducts: { J: '70707070' }, timeoutSeconds: 60 };
    const mixed = { ...chosen, defaultProducts: { F: null, J: '70707070' }, timeoutSeconds: 60 };
    expect((await put(partly)).body).toMatchObject(mixed);
    expect((await put({ ...other, password })).body).toMatchObject(UNSET);
  });

  test('names products that the login may buy, each for its kind of person, once it is known which', async () => {
    const products = (F: string | null, J: string | null) => put({ defaultProducts: { F, J } });
    expect((await put({ password, defaultProducts: { F: '99999999', J: null } })).status).toBe(200);
    expect((await api.call('POST', `${at}/products/refresh`)).status).toBe(200);
    const unknown = await products('99999999', '20202020');
    expect([unknown.status, placesOf(unknown)]).toEqual([400, ['defaultProducts.F']]);
    const swapped = await products('20202020', '50505050');
    expect(placesOf(swapped)).toEqual(['defaultProducts.F', 'defaultProducts.J']);
    expect(findingsOf(swapped)[0]).toMatchObject({ message: expect.stringContaining('other kind of person') });
    expect((await products('50505050', null)).body).toMatchObject({ defaultProducts: { F: '50505050', J: null } });
  });

  test('is refused out of its bounds', async () => {
    for (const [change, place] of [
      [{ defaultProducts: { F: '$gt' } }, 'defaultProducts.F'],
      [{ defaultProducts: { X: '20202020' } }, 'defaultProducts'],
      [{ reuseIsFree: 'true' }, 'reuseIsFree'],
      [{ parallelLimit: 0 }, 'parallelLimit'],
      [{ timeoutSeconds: 86_400 }, 'timeoutSeconds'],
      [{ knownProducts: { products: [], refreshedAt: '' } }, ''],
    ] as const) {
      const answer = await put({ password, ...change });
      expect([answer.status, placesOf(answer)]).toEqual([400, [place]]);
    }
  });
});
