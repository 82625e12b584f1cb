/** Owns the purchase of a report: product, price and spend beside it, and never a charge without a sentence. */
import { Alert, Button, Checkbox, Group, Select, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call, path } from '../data/call';
import { ApiProblem } from '../data/problem';
import { Dialog } from '../states/dialog';
import { Failure } from '../states/failure';
import { formatBRL } from '../texts/formats';
import { useCustomerTexts } from './texts';
import { customerKeyOf, usePart, usePurchasing, type Customer, type Report, type Reports } from './use-customer';

interface DepsDialogProps {
  readonly customer: Customer;
  readonly branch: string;
  readonly onClose: () => void;
  readonly onShow: () => void;
  readonly onBought: () => void;
}

const STANDARD = '';

export function DepsDialog({ customer, branch, onClose, onShow, onBought }: DepsDialogProps) {
  const say = useCustomerTexts();
  const { data: reports } = usePart<Reports>(customer.customerKey, branch, 'reports');
  const { data: purchasing } = usePurchasing(branch);
  const [product, setProduct] = useState(STANDARD);
  const newest = reports?.newest ?? null;
  const buying = useBuying({ customer, branch, product, replaces: newest?.report ?? null, onBought });
  const prices = purchasing?.prices.filter(({ bureau }) => bureau === 'deps') ?? [];
  const price = prices.find((one) => one.product === product)?.priceCents;
  return (
    <Dialog title={say('depsTitle')} onClose={onClose}>
      <Stack>
        <Select
          label={say('productLabel')}
          data={[
            { value: STANDARD, label: say('standardProduct') },
            ...prices.map((one) => ({ value: one.product, label: `${one.product} · ${formatBRL(one.priceCents)}` })),
          ]}
          value={product}
          allowDeselect={false}
          onChange={(value) => setProduct(value ?? STANDARD)}
        />
        <Alert variant="light" color="indigo">
          <Text size="sm">
            {newest === null ? say('noReport') : say('lastReport', { count: newest.ageDays })}{' '}
            {price === undefined ? say('priceUnknown') : say('price', { price: formatBRL(price) })}{' '}
            {purchasing &&
              (purchasing.monthCapCents === null
                ? say('spendNoCap', { spent: formatBRL(purchasing.spentThisMonthCents) })
                : say('spend', {
                    spent: formatBRL(purchasing.spentThisMonthCents),
                    cap: formatBRL(purchasing.monthCapCents),
                  }))}
          </Text>
        </Alert>
        {buying.isUnderWay && <Text role="status">{say('underWay')}</Text>}
        {buying.error !== null && <Failure error={buying.error} />}
        {buying.mayGoOn && (
          <Checkbox
            label={say('withoutReceivables')}
            checked={buying.withoutReceivables}
            onChange={() => buying.setWithoutReceivables(!buying.withoutReceivables)}
          />
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={newest === null ? onClose : onShow}>
            {say(newest === null ? 'cancel' : 'viewLast')}
          </Button>
          <Button loading={buying.isBusy} onClick={buying.buy}>
            {say(newest === null ? 'buy' : 'buyNew')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

interface BuyingAsked extends Pick<DepsDialogProps, 'customer' | 'branch' | 'onBought'> {
  readonly product: string;
  readonly replaces: string | null;
}

function useBuying({ customer, branch, product, replaces, onBought }: BuyingAsked) {
  const queries = useQueryClient();
  const [state, setState] = useState<'idle' | 'busy' | 'underWay'>('idle');
  const [error, setError] = useState<unknown>(null);
  const [withoutReceivables, setWithoutReceivables] = useState(false);
  const [key] = useState(() => crypto.randomUUID());
  const buy = () => {
    setState('busy');
    setError(null);
    const body = {
      ...{ bureau: 'deps', replaces, purpose: 'limitReview', withoutReceivables },
      ...(product !== STANDARD && { product }),
    };
    const to = path`/branches/${branch}/customers/${customer.customerKey}/reports`;
    // What was changed in the form is another intent.
    const idempotencyKey = `${key}-${product}-${String(withoutReceivables)}`;
    void call<{ readonly report: Report | null }>('POST', to, body, { idempotencyKey })
      .then(
        ({ report }) => {
          setState(report === null ? 'underWay' : 'idle');
          if (report !== null) onBought();
        },
        (failed: unknown) => {
          setState('idle');
          setError(failed);
        },
      )
      .finally(() => queries.invalidateQueries({ queryKey: customerKeyOf(customer.customerKey) }));
  };
  const mayGoOn = withoutReceivables || (error instanceof ApiProblem && error.code === 'ReceivablesNotSent');
  return {
    ...{ buy, error, mayGoOn, withoutReceivables, setWithoutReceivables },
    isBusy: state === 'busy',
    isUnderWay: state === 'underWay',
  };
}
