/** Owns the one line over the queue: how much is blocked now. */
import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { deskFiguresView } from '../../../api/views/desk-figures-view';
import { call, query } from '../data/call';
import { useMay } from '../data/session';
import { formatBRL } from '../texts/formats';
import { useHoldTexts } from './texts';
import { HOLDS_KEY } from './use-holds';

export function HoldSummary({ branch }: { readonly branch: string | null }) {
  const say = useHoldTexts();
  const may = useMay();
  const { data } = useQuery({
    queryKey: [...HOLDS_KEY, 'figures', branch],
    enabled: may('figures:read'),
    queryFn: ({ signal }) =>
      call<z.output<typeof deskFiguresView>>(
        'GET',
        `/figures/desk${query({ branch: branch ?? undefined })}`,
        undefined,
        {
          signal,
        },
      ),
  });
  return (
    <Text size="sm" fw={600} miw={180}>
      {data && say('summary', { held: data.held.count, value: formatBRL(data.held.valueCents) })}
    </Text>
  );
}
