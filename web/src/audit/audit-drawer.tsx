/** Owns the look at one entry beside the list: every field that changed, before and after. */
import { Stack, Text } from '@mantine/core';
import { PlainTable } from '../customers/plain-table';
import { CustomerLink } from '../receivables/customer-link';
import { DrawerHead } from '../states/drawer-head';
import { formatInstant } from '../texts/formats';
import { changesOf, MOST_CHANGES } from './changes';
import { fieldText } from './field-names';
import { useAuditTexts } from './texts';
import type { Entry } from './use-audit';

interface AuditDrawerProps {
  readonly entry: Entry;
  readonly onClose: () => void;
}

export function AuditDrawer({ entry, onClose }: AuditDrawerProps) {
  const say = useAuditTexts();
  const { kind, at, subject, subjectName, target, targetName, branch, before, after } = entry;
  const changes = changesOf(before, after, { yes: say('yes'), no: say('no'), none: say('none') });
  const title = say('details', { kind: say(kind) });
  return (
    <aside className="audit-drawer" aria-label={title}>
      <Stack gap="md" p="md">
        <DrawerHead title={title} onClose={onClose} />
        <Text size="sm">{say('byAt', { subject: whoText(subject, subjectName), at: formatInstant(at) })}</Text>
        <Text size="sm">
          {say('target')}:{' '}
          {target.startsWith('cus_') ? (
            <CustomerLink
              customerKey={target}
              customer={targetName === null ? null : { name: targetName, document: '' }}
            />
          ) : (
            whoText(target, targetName)
          )}
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
              <span key="field" title={change.field}>
                {fieldText(change.field)}
              </span>,
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

/** By name, and as they sign in, which is what entries are looked for by. */
function whoText(subject: string, name: string | null): string {
  return name === null || name === subject ? subject : `${name} (${subject})`;
}
