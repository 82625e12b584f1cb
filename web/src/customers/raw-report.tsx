/** Owns the answer of a bureau as it came: shown as text to who may, for a reason, which the API notes before. */
import { Button, Code, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { call, query } from '../data/call';
import { useMay } from '../data/session';
import { Failure } from '../states/failure';
import { formatDay } from '../texts/formats';
import { useReportTexts } from './report-texts';
import { reportPath, type ReportAddress } from './use-report';

interface Raw {
  readonly text: string;
  readonly contentType: string;
  readonly keptUntil: string;
}

export function RawReport({ address }: { readonly address: ReportAddress }) {
  const say = useReportTexts();
  const may = useMay();
  const [reason, setReason] = useState('');
  const [state, setState] = useState<'idle' | 'busy' | { readonly raw: Raw } | { readonly error: unknown }>('idle');
  if (!may('reports:raw')) return null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setState('busy');
    call<Raw>('GET', `${reportPath(address)}/raw${query({ reason })}`).then(
      (raw) => setState({ raw }),
      (error: unknown) => setState({ error }),
    );
  };
  return (
    <Stack gap="xs" mt="md">
      <Title order={3}>{say('raw')}</Title>
      <Text size="sm">{say('rawMeans')}</Text>
      <form onSubmit={submit}>
        <Group align="flex-end">
          <TextInput
            flex={1}
            label={say('reason')}
            description={say('reasonHint')}
            required
            maxLength={200}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Button type="submit" variant="default" loading={state === 'busy'}>
            {say('showRaw')}
          </Button>
        </Group>
      </form>
      {typeof state === 'object' && 'error' in state && <Failure error={state.error} />}
      {typeof state === 'object' && 'raw' in state && <RawText raw={state.raw} />}
    </Stack>
  );
}

function RawText({ raw: { text, contentType, keptUntil } }: { readonly raw: Raw }) {
  const say = useReportTexts();
  return (
    <>
      <Text size="xs" c="dimmed">
        {say('rawKept', { date: formatDay(keptUntil) })}
      </Text>
      <Code block className="raw-answer" tabIndex={0} role="region" aria-label={say('raw')}>
        {contentType === 'application/json' ? indented(text) : text}
      </Code>
    </>
  );
}

/** Easier to read; what would not be the very same afterwards stays as it came. */
function indented(text: string): string {
  try {
    const read: unknown = JSON.parse(text);
    return JSON.stringify(read) === text.trim() ? JSON.stringify(read, null, 2) : text;
  } catch {
    return text;
  }
}
