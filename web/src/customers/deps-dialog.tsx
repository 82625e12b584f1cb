/** Owns the button *Deps*: product with its price, the month's spend, what there is already, and what came of buying. */
import { Alert, Button, Checkbox, Group, Select, Skeleton, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '../states/dialog';
import { Failure } from '../states/failure';
import { formatBRL } from '../texts/formats';
import { BuyingOutcome } from './buying-outcome';
import { useDepsTexts } from './deps-texts';
import { useRefusalText } from './refusal-text';
import { useBuying, useOffers, type Offer, type Offers } from './use-buying';
import { usePart, type Customer, type Reports } from './use-customer';

interface DepsDialogProps {
  readonly customer: Customer;
  readonly branch: string;
  readonly onClose: () => void;
  readonly onShow: (report: string) => void;
  readonly onBought: () => void;
}

export default function DepsDialog(props: DepsDialogProps) {
  const say = useDepsTexts();
  const { data: offers, error } = useOffers(props.customer, props.branch);
  return (
    <Dialog title={say('title', { branch: props.branch })} onClose={props.onClose} size="lg">
      {error !== null && offers === undefined && <Failure error={error} />}
      {error === null && offers === undefined && <Skeleton height={180} />}
      {offers !== undefined && <Purchase {...props} offers={offers} />}
    </Dialog>
  );
}

type PurchaseProps = DepsDialogProps & { readonly offers: Offers };

function Purchase({ customer, branch, offers, onClose, onShow, onBought }: PurchaseProps) {
  const say = useDepsTexts();
  const { data: reports } = usePart<Reports>(customer.customerKey, branch, 'reports');
  const [product, setProduct] = useState(offers.defaultProduct);
  const [isWithout, setWithout] = useState(false);
  const { state, buy, repeat, forget } = useBuying(customer, branch, onBought);
  const offer = offers.offers.find((one) => one.product === product);
  const newest = reports?.newest ?? null;
  const isOver = state.kind === 'waiting' || state.kind === 'silent';
  const mayGoOn = isWithout || (state.kind === 'failed' && state.problem.code === 'ReceivablesNotSent');
  return (
    <Stack>
      <ProductChoice
        {...{ offers, product }}
        isDisabled={isOver || state.kind === 'busy'}
        onChoose={(next) => {
          setProduct(next);
          forget();
        }}
      />
      {!isOver && <WhatHappens offers={offers} offer={offer} newest={newest} />}
      <BuyingOutcome state={state} offers={offers} onRepeat={repeat} />
      {mayGoOn && (
        <Checkbox label={say('withoutReceivables')} checked={isWithout} onChange={() => setWithout(!isWithout)} />
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {say(isOver ? 'close' : 'cancel')}
        </Button>
        {!isOver && (
          <Verbs
            {...{ offer, newest, onShow }}
            isBusy={state.kind === 'busy'}
            onBuy={() => offer && buy(offer, isWithout)}
          />
        )}
      </Group>
    </Stack>
  );
}

interface VerbsProps extends Pick<DepsDialogProps, 'onShow'> {
  readonly offer: Offer | undefined;
  readonly newest: Reports['newest'];
  readonly isBusy: boolean;
  readonly onBuy: () => void;
}

function Verbs({ offer, newest, isBusy, onBuy, onShow }: VerbsProps) {
  const say = useDepsTexts();
  return (
    <>
      {newest !== null && (
        <Button variant="default" onClick={() => onShow(newest.report)}>
          {say('viewLast')}
        </Button>
      )}
      <Button
        loading={isBusy}
        disabled={offer === undefined || (offer.refused !== null && offer.underWay === null)}
        onClick={onBuy}
      >
        {say(offer?.underWay ? 'follow' : newest === null ? 'buy' : 'buyNew')}
      </Button>
    </>
  );
}

interface ProductChoiceProps {
  readonly offers: Offers;
  readonly product: string | null;
  readonly isDisabled: boolean;
  readonly onChoose: (product: string) => void;
}

function ProductChoice({ offers, product, isDisabled, onChoose }: ProductChoiceProps) {
  const say = useDepsTexts();
  const label = (offer: Offer) => {
    const name = offer.name ?? offer.product;
    const told = offer.product === offers.defaultProduct ? say('standard', { name }) : name;
    return offer.priceCents === null ? told : `${told} · ${formatBRL(offer.priceCents)}`;
  };
  return (
    <Select
      data-autofocus
      label={say('product')}
      placeholder={say('chooseProduct')}
      description={offers.offers.length === 0 ? say('noProducts') : product === null ? say('noProduct') : undefined}
      data={offers.offers.map((offer) => ({ value: offer.product, label: label(offer) }))}
      value={product}
      disabled={isDisabled}
      allowDeselect={false}
      onChange={(value) => value !== null && onChoose(value)}
    />
  );
}

interface WhatHappensProps {
  readonly offers: Offers;
  readonly offer: Offer | undefined;
  readonly newest: Reports['newest'];
}

/** One sentence of money before the button, and why there is none. */
function WhatHappens({ offers, offer, newest }: WhatHappensProps) {
  const say = useDepsTexts();
  const refusal = useRefusalText(offers);
  const { monthCapCents: cap, spentThisMonthCents } = offers;
  const spent = formatBRL(spentThisMonthCents);
  const spend = cap === null ? say('spendNoCap', { spent }) : say('spend', { spent, cap: formatBRL(cap) });
  if (offer === undefined) return null;
  if (offer.underWay) return <Alert variant="light">{offer.underWay.text}</Alert>;
  const { priceCents, refused } = offer;
  return (
    <Alert variant="light" color={refused === null ? 'indigo' : 'gray'} className="money-sentence">
      <Text size="sm">{newest === null ? say('noReport') : say('last', { text: newest.text })}</Text>
      <Text size="sm" fw={600}>
        {priceCents === null ? say('priceUnknown') : say('price', { price: formatBRL(priceCents) })} {spend}
      </Text>
      {offer.isReused && refused === null && <Text size="sm">{say('charged')}</Text>}
      {refused !== null && <Text size="sm">{refusal(refused)}</Text>}
    </Alert>
  );
}
