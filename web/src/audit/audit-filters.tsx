/** Owns by what entries are looked for, and taking them away as a file. */
import { Button, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type ChangeEvent, type FormEvent } from 'react';
import { AUDIT_KINDS } from '../../../domain/audit-kinds';
import { download } from '../data/download';
import { DateField } from '../fields/date-field';
import { Dialog } from '../states/dialog';
import { Failure } from '../states/failure';
import { useAuditTexts } from './texts';
import { exportPath, NO_FILTER, type AuditFilter } from './use-audit';

interface AuditFiltersProps {
  readonly filter: AuditFilter;
  readonly branch: string | null;
  readonly onChange: (filter: AuditFilter) => void;
}

const ANY = '';

export function AuditFilters({ filter, branch, onChange }: AuditFiltersProps) {
  const say = useAuditTexts();
  const { typed, set, submit } = useTyped(filter, onChange);
  const text = (field: 'subject' | 'target') => ({
    label: say(field),
    size: 'xs' as const,
    value: typed[field],
    onChange: (event: ChangeEvent<HTMLInputElement>) => set({ [field]: event.currentTarget.value }),
  });
  return (
    <form className="audit-filters" onSubmit={submit} aria-label={say('filters')}>
      <DateField label={say('from')} size="xs" value={typed.from} onChange={(from) => set({ from })} />
      <DateField label={say('to')} size="xs" value={typed.to} onChange={(to) => set({ to })} min={typed.from} />
      <TextInput {...text('subject')} placeholder={say('subjectHint')} maxLength={100} />
      <Select
        label={say('kind')}
        size="xs"
        data={[
          { value: ANY, label: say('anyKind') },
          ...AUDIT_KINDS.map((kind) => ({ value: kind, label: say(kind) })),
        ]}
        value={typed.kind}
        allowDeselect={false}
        onChange={(kind) => set({ kind: kind ?? ANY })}
      />
      <TextInput {...text('target')} maxLength={200} />
      <Actions filter={filter} branch={branch} onChange={onChange} />
    </form>
  );
}

/** What is typed is looked for when it is sent. */
function useTyped(filter: AuditFilter, onChange: AuditFiltersProps['onChange']) {
  const [typed, setTyped] = useState(filter);
  const [told, setTold] = useState(filter);
  if (filter !== told) {
    setTold(filter);
    setTyped(filter);
  }
  return {
    typed,
    set: (change: Partial<AuditFilter>) => setTyped((before) => ({ ...before, ...change })),
    submit: (event: FormEvent) => {
      event.preventDefault();
      onChange({ ...typed, subject: typed.subject.trim(), target: typed.target.trim() });
    },
  };
}

function Actions({ filter, branch, onChange }: AuditFiltersProps) {
  const say = useAuditTexts();
  const [isExporting, setExporting] = useState(false);
  return (
    <Group gap="xs" align="flex-end">
      <Button type="submit" size="xs">
        {say('search')}
      </Button>
      <Button size="xs" variant="default" onClick={() => onChange({ ...NO_FILTER })}>
        {say('clear')}
      </Button>
      <Button size="xs" variant="default" onClick={() => setExporting(true)}>
        {say('export')}
      </Button>
      {isExporting && <ExportDialog filter={filter} branch={branch} onClose={() => setExporting(false)} />}
    </Group>
  );
}

interface ExportDialogProps extends Pick<AuditFiltersProps, 'filter' | 'branch'> {
  readonly onClose: () => void;
}

function ExportDialog({ filter, branch, onClose }: ExportDialogProps) {
  const say = useAuditTexts();
  const { mutate, error, isPending, variables } = useMutation({
    mutationFn: (format: 'csv' | 'ndjson') => download(exportPath(filter, branch, format), `auditoria.${format}`),
    onSuccess: onClose,
  });
  return (
    <Dialog title={say('exportTitle')} onClose={onClose}>
      <Stack>
        <Text size="sm">{say('exportMeans')}</Text>
        {error !== null && <Failure error={error} />}
        <Group justify="flex-end">
          <Button
            variant="default"
            loading={isPending && variables === 'ndjson'}
            disabled={isPending}
            onClick={() => mutate('ndjson')}
          >
            {say('exportLines')}
          </Button>
          <Button
            data-autofocus
            loading={isPending && variables === 'csv'}
            disabled={isPending}
            onClick={() => mutate('csv')}
          >
            {say('exportTable')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
