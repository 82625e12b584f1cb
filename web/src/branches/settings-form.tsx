/** Owns what stands around each form of settings: fields that only who may change them can, and what came of saving. */
import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useParams } from 'wouter';
import { useUnsaved } from '../shell/unsaved';
import { Failure } from '../states/failure';
import { useBranchTexts } from './texts';
import type { Form } from './use-form';

interface SettingsFormProps<F> {
  readonly name: string;
  readonly form: Form<F>;
  readonly mayWrite: boolean;
  readonly children: ReactNode;
}

export function SettingsForm<F>({ name, form, mayWrite, children }: SettingsFormProps<F>) {
  const say = useBranchTexts();
  const count = Object.keys(form.problems).length;
  // What was typed on one tab is still there on another.
  const { branch = '' } = useParams<{ branch?: string }>();
  const at = `/filiais/${encodeURIComponent(branch)}`;
  useUnsaved(form.hasChanged, (to) => to === at || to.startsWith(`${at}/`));
  return (
    <form onSubmit={form.submit} noValidate aria-label={name}>
      <fieldset className="settings" disabled={!mayWrite} data-readonly={!mayWrite || undefined}>
        <Stack gap="lg">
          {!mayWrite && <Text size="sm">{say('readOnly')}</Text>}
          {children}
          {count > 0 && (
            <Text size="sm" role="alert">
              {say('correct', { count })}
            </Text>
          )}
          {form.isOutdated && <Outdated onReload={form.reload} />}
          {form.error !== null && !form.isOutdated && <Failure error={form.error} />}
          {mayWrite && (
            <Group>
              <Button type="submit" loading={form.isPending}>
                {say('save')}
              </Button>
              {form.hasChanged && <Text size="sm">{say('notSaved')}</Text>}
            </Group>
          )}
        </Stack>
      </fieldset>
    </form>
  );
}

function Outdated({ onReload }: { readonly onReload: () => void }) {
  const say = useBranchTexts();
  return (
    <Alert role="alert" variant="light" color="yellow" maw="36rem">
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{say('outdated')}</Text>
        <Button size="xs" variant="default" onClick={onReload}>
          {say('reload')}
        </Button>
      </Stack>
    </Alert>
  );
}

interface SectionProps {
  readonly title: string;
  readonly hint?: string;
  readonly children: ReactNode;
}

/** Fields that belong together, under their own name. */
export function Section({ title, hint, children }: SectionProps) {
  return (
    <div role="group" className="settings-section" aria-label={title}>
      <h3>{title}</h3>
      {hint !== undefined && <Text size="sm">{hint}</Text>}
      <Stack gap="sm">{children}</Stack>
    </div>
  );
}

interface MoreProps {
  /** Something in it is wrong: it can't stay shut. */
  readonly hasProblem: boolean;
  readonly children: ReactNode;
}

/** Fields that few ever change. */
export function More({ hasProblem, children }: MoreProps) {
  const say = useBranchTexts();
  const [isOpen, setOpen] = useState(false);
  return (
    <details open={isOpen || hasProblem} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{say('more')}</summary>
      {children}
    </details>
  );
}
