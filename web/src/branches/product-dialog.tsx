/** Owns "…": what the login may buy, each with its price, asked of the bureau anew, and chosen. */
import { Alert, Button, Group, Stack, Table, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { call, path } from '../data/call';
import { ApiProblem } from '../data/problem';
import { useMay } from '../data/session';
import { Dialog } from '../states/dialog';
import { Failure } from '../states/failure';
import { formatBRL, formatInstant } from '../texts/formats';
import { priceText } from './account-fields';
import type { ProductFieldProps } from './product-field';
import { useBranchTexts } from './texts';
import { usePurchasing, useReread } from './use-branches';

interface ProductDialogProps extends ProductFieldProps {
  readonly title: string;
  readonly onClose: () => void;
}

const BUREAU_NAMES = { deps: 'Deps', spc: 'SPC' } as const;

export function ProductDialog(props: ProductDialogProps) {
  const { title, branch, bureau, known, isLoginKept, onClose } = props;
  const say = useBranchTexts();
  const may = useMay();
  const reread = useReread();
  const name = BUREAU_NAMES[bureau];
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => call('POST', `${path`/branches/${branch}`}/${bureau}/products/refresh`),
    onSuccess: () => reread.part(branch, bureau),
  });
  const date = known === null ? null : formatInstant(known.refreshedAt);
  return (
    <Dialog title={title} size="lg" onClose={onClose}>
      <Stack>
        <Text size="sm">{date === null ? say('neverAsked', { name }) : say('askedAt', { name, date })}</Text>
        {!isLoginKept && <Alert variant="light">{say('saveFirst')}</Alert>}
        {known !== null && <Products {...props} />}
        {error !== null && <BureauFailure error={error} name={name} />}
        <Group justify="flex-end">
          <Text size="sm">{say('freeToAsk')}</Text>
          {may(`${bureau}:write`) && (
            <Button variant="default" disabled={!isLoginKept} loading={isPending} onClick={() => mutate()}>
              {say('refreshProducts', { name })}
            </Button>
          )}
        </Group>
      </Stack>
    </Dialog>
  );
}

function Products({ branch, bureau, person, known, value, title, onChange, onClose }: ProductDialogProps) {
  const say = useBranchTexts();
  const mayWrite = useMay()(`${bureau}:write`);
  const prices = usePurchasing(branch).data?.prices ?? [];
  const fitting = known?.products.filter(({ personType }) => personType === null || personType === person) ?? [];
  const priceOf = (product: string) => {
    const price = priceText(prices, bureau, product);
    return price === undefined ? say('noPrice') : formatBRL(price);
  };
  const choose = (product: string) => {
    onChange(product);
    onClose();
  };
  if (fitting.length === 0) return <Text size="sm">{say('noneFits')}</Text>;
  return (
    <div className="wide-table" tabIndex={0} role="region" aria-label={title}>
      <Table aria-label={say('products')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{say('product')}</Table.Th>
            <Table.Th>{say('identifier')}</Table.Th>
            <Table.Th ta="right">{say('price')}</Table.Th>
            {mayWrite && <Table.Th>{say('standard')}</Table.Th>}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {fitting.map(({ product, name }) => (
            <Table.Tr key={product}>
              <Table.Td>{name}</Table.Td>
              <Table.Td>{product}</Table.Td>
              <Table.Td ta="right">{priceOf(product)}</Table.Td>
              {mayWrite && (
                <Table.Td>
                  <Choose name={name} isChosen={value === product} onChoose={() => choose(product)} />
                </Table.Td>
              )}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

interface ChooseProps {
  readonly name: string;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

function Choose({ name, isChosen, onChoose }: ChooseProps) {
  const say = useBranchTexts();
  return (
    <Button
      size="compact-sm"
      variant="default"
      aria-label={say('choose', { name })}
      disabled={isChosen}
      onClick={onChoose}
    >
      {say(isChosen ? 'chosen' : 'doChoose')}
    </Button>
  );
}

/** Says what the bureau itself has answered. */
function BureauFailure({ error, name }: { readonly error: unknown; readonly name: string }) {
  const say = useBranchTexts();
  const isOfBureau = error instanceof ApiProblem && /^(Deps|Spc)(LoginRefused|Unavailable)$/.test(error.code);
  if (!isOfBureau) return <Failure error={error} />;
  const { state } = error.details.body;
  const provider = typeof state === 'object' && state !== null && 'provider' in state ? state.provider : null;
  return (
    <Alert role="alert" variant="light" color="yellow">
      <Text size="sm">{say(error.code.endsWith('Refused') ? 'loginRefused' : 'bureauAway', { name })}</Text>
      {typeof provider === 'string' && <Text size="sm">{say('saidBy', { name, text: provider })}</Text>}
    </Alert>
  );
}
