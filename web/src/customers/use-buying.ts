/** Owns one intent to buy a report: sent once, repeated only as the very same, and followed until its outcome is told. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { z } from 'zod';
import type { reportOffersView } from '../../../api/views/report-offer-view';
import type { purchaseView } from '../../../api/views/report-view';
import { call, path } from '../data/call';
import { ApiProblem } from '../data/problem';
import { customerKeyOf, type Customer, type Report } from './use-customer';

export type Offers = z.output<typeof reportOffersView>;
export type Offer = Offers['offers'][number];
export type Purchase = z.output<typeof purchaseView>;

interface Bought {
  readonly report: Report | null;
  readonly purchase: Purchase | null;
}
interface Intent {
  readonly key: string;
  readonly body: object;
}

/**
 * `silent`: nobody answered, so that it may have been bought; only the same intent may be sent again. `waiting`: a
 * purchase stands, under way or with an unknown outcome, and is asked for until it is over.
 */
export type BuyingState =
  | { readonly kind: 'idle' | 'busy' | 'silent' }
  | { readonly kind: 'failed'; readonly problem: ApiProblem }
  | { readonly kind: 'waiting'; readonly purchase: Purchase };

const ASK_EVERY_MS = 2_000;
/** After these nothing comes by itself: a person has to look. */
const OVER: ReadonlySet<Purchase['status']> = new Set(['unknown', 'refused', 'givenUp']);

export function useOffers({ customerKey }: Customer, branch: string) {
  return useQuery({
    queryKey: [...customerKeyOf(customerKey), 'report-offers', branch],
    staleTime: 0,
    queryFn: ({ signal }) =>
      call<Offers>('GET', path`/branches/${branch}/customers/${customerKey}/report-offers`, undefined, { signal }),
  });
}

export function useBuying({ customerKey }: Customer, branch: string, onBought: () => void) {
  const queries = useQueryClient();
  const [state, setState] = useState<BuyingState>({ kind: 'idle' });
  const intent = useRef<Intent | null>(null);
  const isBusy = useRef(false);
  const changed = () => queries.invalidateQueries({ queryKey: customerKeyOf(customerKey) });
  const send = async ({ body, key }: Intent): Promise<BuyingState | 'bought'> => {
    const to = path`/branches/${branch}/customers/${customerKey}/reports`;
    try {
      const { report, purchase } = await call<Bought>('POST', to, body, { idempotencyKey: key });
      return report !== null || purchase === null ? 'bought' : { kind: 'waiting', purchase };
    } catch (error) {
      if (!(error instanceof ApiProblem) || isSilent(error)) return { kind: 'silent' };
      intent.current = null;
      return { kind: 'failed', problem: error };
    }
  };
  const repeat = async (): Promise<void> => {
    if (isBusy.current || intent.current === null) return;
    isBusy.current = true;
    setState({ kind: 'busy' });
    const met = await send(intent.current);
    isBusy.current = false;
    await changed();
    setState(met === 'bought' ? { kind: 'idle' } : met);
    if (met === 'bought') onBought();
  };
  const buy = (offer: Offer, withoutReceivables: boolean): void => {
    if (isBusy.current) return;
    const { product, replaces, underWay } = offer;
    const asked = { bureau: 'deps', purpose: 'limitReview', product, withoutReceivables };
    intent.current = {
      key: crypto.randomUUID(),
      body: { ...asked, replaces: underWay === null ? replaces : null },
    };
    void repeat();
  };
  useFollowed(state, { customerKey, branch }, (purchase) => {
    if (purchase.report === null) setState({ kind: 'waiting', purchase });
    else void changed().then(onBought);
  });
  return { state, buy, repeat: () => void repeat(), forget: () => setState({ kind: 'idle' }) };
}

/** No answer, or one by something between here and Crivo. */
function isSilent({ status, code }: ApiProblem): boolean {
  return status === 0 || code === 'UnreadableAnswer' || code === 'IdempotencyInFlight' || code === 'Internal';
}

function useFollowed(
  state: BuyingState,
  { customerKey, branch }: { readonly customerKey: string; readonly branch: string },
  onChange: (purchase: Purchase) => void,
): void {
  const followed = state.kind === 'waiting' && !OVER.has(state.purchase.status) ? state.purchase.purchase : null;
  const { data } = useQuery({
    queryKey: ['purchase', branch, customerKey, followed],
    enabled: followed !== null,
    refetchInterval: ASK_EVERY_MS,
    staleTime: 0,
    queryFn: ({ signal }) => {
      const from = path`/branches/${branch}/customers/${customerKey}/purchases/${followed ?? ''}`;
      return call<Purchase>('GET', from, undefined, { signal });
    },
  });
  const told = useRef(onChange);
  useEffect(() => {
    told.current = onChange;
  });
  useEffect(() => {
    if (data !== undefined && followed !== null) told.current(data);
  }, [data, followed]);
}
