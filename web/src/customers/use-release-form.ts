/** Owns the form of a release: for what, which checks, how much and how long, why; sent once. */
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import type { z } from 'zod';
import type { reasonCodesView } from '../../../api/views/reason-codes-view';
import { call } from '../data/call';
import { useIntentKey } from '../data/intent-key';
import { HOLDS_KEY } from '../holds/use-holds';
import { formatBRL } from '../texts/formats';
import { useReleaseTexts } from './release-texts';
import { holds, useCustomerOrders } from './use-customer-orders';
import { customerKeyOf, usePart, type Customer, type Instalments } from './use-customer';

export type ReleaseAct = 'grant' | 'request';
export interface ReleaseAsked {
  readonly act: ReleaseAct;
  /** Such as `sale/V-10`, where it was begun at one. */
  readonly target: string | null;
}
interface ReleaseFormProps extends ReleaseAsked {
  readonly customer: Customer;
  readonly branch: string;
  readonly onClose: () => void;
}

/** What may be released, and the checks that stand against it. */
export interface Target {
  readonly value: string;
  readonly label: string;
  readonly checks: readonly { readonly check: string; readonly text: string }[];
}

const CUSTOMER = 'customer';
const TO = { grant: '/releases', request: '/release-requests' } as const;

export function useReleaseForm({ customer, branch, act, target: first, onClose }: ReleaseFormProps) {
  const say = useReleaseTexts();
  const queries = useQueryClient();
  const targets = useTargets(customer, branch);
  const codes = useReasonCodes();
  const [chosen, setChosen] = useState(first);
  const [unticked, setUnticked] = useState<readonly string[]>([]);
  const { said, ...fields } = useFields();
  const [state, setState] = useState<'idle' | 'busy' | { readonly error: unknown }>('idle');
  const keyOf = useIntentKey();
  const target = targets.find(({ value }) => value === chosen) ?? targets[0];
  const ticked = target?.checks.map(({ check }) => check).filter((check) => !unticked.includes(check)) ?? [];
  const body = {
    ...{ branch, customerKey: customer.customerKey, scope: scopeOf(target?.value ?? CUSTOMER) },
    checks: target === undefined || target.checks.length === 0 ? 'all' : ticked,
    ...(target === undefined || target.value === CUSTOMER ? said : wordsOf(said)),
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setState('busy');
    call('POST', TO[act], body, { idempotencyKey: keyOf(body) })
      .then(
        () => {
          const done = act === 'request' ? 'requested' : body.scope.kind === 'order' ? 'grantedOrder' : 'granted';
          notifications.show({ message: say(done), color: 'indigo' });
          onClose();
        },
        (error: unknown) => setState({ error }),
      )
      .finally(() =>
        Promise.all(
          [HOLDS_KEY, customerKeyOf(customer.customerKey)].map((queryKey) => queries.invalidateQueries({ queryKey })),
        ),
      );
  };
  return {
    ...{ ...fields, targets, target, choose: setChosen, ticked, setUnticked, codes, submit },
    isOfCustomer: target?.value === CUSTOMER,
    isBusy: state === 'busy',
    error: typeof state === 'object' ? state.error : null,
    noteIsRequired: codes.find(({ code }) => code === fields.reasonCode)?.requiresNote ?? false,
  };
}

/** What is typed, and as it is sent. */
function useFields() {
  const [ceilingCents, setCeilingCents] = useState<number | null>(null);
  const [until, setUntil] = useState('');
  const [singleUse, setSingleUse] = useState(false);
  const [reasonCode, setReasonCode] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const said = {
    ...(ceilingCents !== null && { ceilingCents }),
    ...(until !== '' && { until }),
    ...{ singleUse, note: note === '' ? null : note },
    ...(reasonCode !== null && { reasonCode }),
  };
  return {
    ...{ said, ceilingCents, setCeilingCents, until, setUntil, singleUse, setSingleUse },
    ...{ reasonCode, setReasonCode, note, setNote },
  };
}

/** An order's or a sale's release has its own amount and 30 days: only the reason and the note are said. */
function wordsOf({ note, reasonCode }: ReturnType<typeof useFields>['said']) {
  return { note, ...(reasonCode !== undefined && { reasonCode }) };
}

function useReasonCodes() {
  const { data } = useQuery({
    queryKey: ['reason-codes'],
    queryFn: ({ signal }) => call<z.output<typeof reasonCodesView>>('GET', '/reason-codes', undefined, { signal }),
  });
  return data?.codes ?? [];
}

/** The customer's held orders, its refused sales, and whatever comes next. */
function useTargets({ customerKey }: Customer, branch: string): readonly Target[] {
  const say = useReleaseTexts();
  const { orders: known } = useCustomerOrders(customerKey, branch);
  const { data } = usePart<Instalments>(customerKey, branch, 'instalments');
  const held = known.filter(({ hold }) => hold !== null);
  const orders = held.map(({ order, termCents, restrictions }) => ({
    value: `order/${order}`,
    label: say('order', { id: order, amount: formatBRL(termCents) }),
    checks: restrictions.filter(holds).map(({ check, analyst, seller }) => ({ check, text: analyst ?? seller })),
  }));
  const sales = (data?.sales ?? [])
    .filter(({ status }) => status === 'refused')
    .map(({ sale, totalCents, refusedBy, restrictions }) => ({
      value: `sale/${sale}`,
      label: say('sale', { id: sale, amount: formatBRL(totalCents) }),
      checks: refusedBy.map((check) => ({
        ...{ check, text: restrictions?.find((one) => one.check === check)?.seller ?? check },
      })),
    }));
  return [...orders, ...sales, { value: CUSTOMER, label: say('customer'), checks: [] }];
}

function scopeOf(target: string) {
  const [kind, ...id] = target.split('/');
  const name = id.join('/');
  if (kind === 'order') return { kind: 'order', order: name } as const;
  return kind === 'sale' ? ({ kind: 'sale', sale: name } as const) : ({ kind: 'customer' } as const);
}
