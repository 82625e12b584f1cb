/** Owns the look at one entry beside the list: every field that changed, before and after. */
import { ActionIcon, Group, Stack, Text, Title } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { PlainTable } from '../customers/plain-table';
import { CustomerLink } from '../receivables/customer-link';
import { formatInstant } from '../texts/formats';
import { changesOf, MOST_CHANGES } from './changes';
import { useAuditTexts } from './texts';
import type { Entry } from './use-audit';

interface AuditDrawerProps {
  readonly entry: Entry;
  readonly onClose: () => void;
}

export function AuditDrawer({ entry, onClose }: AuditDrawerProps) {
  const say = useAuditTexts();
  const { kind, at, subject, target, branch, before, after } = entry;
  const changes = changesOf(before, after, { yes: say('yes'), no: say('no'), none: say('none') });
  const title = say('details', { kind: say(kind) });
  return (
    <aside className="audit-drawer" aria-label={title}>
      <Stack gap="md" p="md">
        <Group justify="space-between" wrap="nowrap" align="flex-start">
          <Title order={2}>{title}</Title>
          <ActionIcon
            variant="subtle"
            color="gray"
            onClick={onClose}
            aria-label={say('close')}
            title={`${say('close')} (Esc)`}
          >
            <IconX size={18} aria-hidden />
          </ActionIcon>
        </Group>
        <Text size="sm">{say('byAt', { subject, at: formatInstant(at) })}</Text>
        <Text size="sm">
          {say('target')}: {target.startsWith('cus_') ? <CustomerLink customerKey={target} customer={null} /> : target}
        </Text>
        <Text size="sm">{branch === null ? say('ofCompany') : say('ofBranch', { branch })}</Text>
        <PlainTable
          name={say('changes')}
          columns={[say('field'), say('before'), say('after')]}
          empty={say('noChange')}
          error={null}
          rows={changes.map((change) => ({
            key: change.field,
            cells: [
              <code key="field">{change.field}</code>,
              change.before ?? say('nothing'),
              <strong key="after">{change.after ?? say('nothing')}</strong>,
            ],
          }))}
        />
        {changes.length === MOST_CHANGES && <Text size="sm">{say('cut', { count: MOST_CHANGES })}</Text>}
      </Stack>
    </aside>
  );
}
