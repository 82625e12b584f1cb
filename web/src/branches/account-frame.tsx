/** Owns what stands over an account at a bureau: whether there is one, whether its login was tried, what it may buy. */
import { Skeleton, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Failure } from '../states/failure';
import { formatInstant } from '../texts/formats';
import { useBranchTexts } from './texts';
import type { DepsAccount, SpcAccount } from './use-branches';

interface AccountFrameProps<A> {
  readonly bureau: 'deps' | 'spc';
  readonly query: { readonly data: A | null | undefined; readonly error: unknown; readonly refetch: () => unknown };
  readonly children: (kept: A | null) => ReactNode;
}

export function AccountFrame<A extends DepsAccount | SpcAccount>({ bureau, query, children }: AccountFrameProps<A>) {
  const say = useBranchTexts();
  const { data, error, refetch } = query;
  if (data === undefined) {
    return error === null ? <Skeleton height={320} /> : <Failure error={error} onRetry={() => void refetch()} />;
  }
  return (
    <Stack>
      {data === null ? <Text size="sm">{say(`none_${bureau}`)}</Text> : <State account={data} />}
      {children(data)}
    </Stack>
  );
}

function State({ account }: { readonly account: DepsAccount | SpcAccount }) {
  const say = useBranchTexts();
  const { knownProducts, updatedAt } = account;
  const pairs: [string, string][] = [
    [say('savedAt'), formatInstant(updatedAt)],
    [say('loginTried'), knownProducts === null ? say('notTried') : formatInstant(knownProducts.refreshedAt)],
    [say('products'), knownProducts === null ? '–' : String(knownProducts.products.length)],
    ...('sync' in account
      ? [
          [say('sync'), account.sync.enabled ? say('syncAt', { hour: account.sync.hour }) : say('off')] as [
            string,
            string,
          ],
        ]
      : []),
  ];
  return (
    <dl className="account-state" aria-label={say('accountState')}>
      {pairs.map(([name, value]) => (
        <div key={name}>
          <dt>{name}:</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
