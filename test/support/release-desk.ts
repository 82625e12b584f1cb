/** Owns a desk for suites of releases: an API where every check blocks at `save`, the people, and what they do. */
import { OWN_BRANCH, startApi, type ApiAnswer, type TestApi, type TestApiOptions } from './api';
import { anOrder, uniqueDocument } from './orders';
import { nextDefaultPolicy } from '../api/access-rows';

export type Person = 'seller' | 'analyst' | 'colleague' | 'manager' | 'director';

/** When a desk opens: noon in São Paulo on Friday 20 November 2026. */
export const DESK_OPENS = new Date('2026-11-20T15:00:00.000Z');
/** Checks that an analyst may release; with others, only who holds a higher band. */
export const ANALYSTS_CHECKS = [
  'limit-exceeded',
  'no-history',
  'spc-query-due',
  'deps-report-old',
  'receivables-stale',
] as const;

export interface ReleaseDesk {
  readonly api: TestApi;
  readonly keys: Readonly<Record<Person, string>>;
  /** A customer with R$ 10.000,00, and an order of it beyond that, held; entered by `joao` unless told otherwise. */
  held(amountCents?: number, entered?: string, given?: object): Promise<HeldOrder>;
  direct(body: object, key: string): Promise<ApiAnswer>;
  ask(body: object, key?: string): Promise<ApiAnswer>;
  decide(asked: ApiAnswer, what: 'grant' | 'refuse' | 'escalate', key: string, body?: object): Promise<ApiAnswer>;
}
export interface HeldOrder {
  readonly order: string;
  readonly document: string;
  readonly customerKey: string;
}

/** What a release of an order names. */
export const ofOrder = (order: string) => ({ branch: OWN_BRANCH, scope: { kind: 'order', order } });

export const anAmount = (amountCents: number) => ({ kind: 'amount', amountCents, validUntil: null });

export async function openReleaseDesk(
  name: string,
  options: Pick<TestApiOptions, 'timing'> = {},
): Promise<ReleaseDesk> {
  const api = await startApi({ name, startsAt: DESK_OPENS, ...options });
  const keys = {
    seller: await api.keyOf({ role: 'seller', subject: 'joao' }),
    analyst: await api.keyOf({ role: 'analyst', subject: 'ana' }),
    colleague: await api.keyOf({ role: 'analyst', subject: 'beto' }),
    manager: await api.keyOf({ role: 'manager', subject: 'carla' }),
    director: await api.keyOf({ subject: 'dora' }),
  };
  const { path, body: policy } = await nextDefaultPolicy(api, 'block');
  expect((await api.call('POST', path, policy)).status).toBe(200);
  api.advance(2_000);
  const usual = { checks: 'all', reasonCode: 'GOOD_HISTORY' };
  return {
    api,
    keys,
    held: async (amountCents = 10_500_00, entered = keys.seller, given = {}) => {
      const document = uniqueDocument();
      await api.call('PUT', `/branches/${OWN_BRANCH}/customers`, { document, limit: anAmount(10_000_00) });
      const order = anOrder({ amountCents, document, ...given });
      const { body } = await api.call('POST', `/branches/${OWN_BRANCH}/orders`, order, { key: entered });
      expect(body).toMatchObject({ status: 'held' });
      return { order: order.id, document, customerKey: String(body['customerKey']) };
    },
    direct: (body, key) => api.call('POST', '/releases', { ...usual, ...body }, { key }),
    ask: (body, key = keys.seller) => api.call('POST', '/release-requests', { ...usual, ...body }, { key }),
    decide: (asked, what, key, body) =>
      api.call('POST', `/release-requests/${String(asked.body['release'])}/${what}`, body ?? {}, { key }),
  };
}
