/** Owns one check as a form: its name, what makes it fire, what it does at each action, and what people read. */
import { Button, Group, NativeSelect, Stack, Text, Textarea, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import { ActDialog } from './act-dialog';
import { choicesOf, type CatalogueIndex } from './catalogue-index';
import { newRule } from './new-check';
import { FindingLines } from './finding-lines';
import { modeOf, type ShownCheck } from './policy-shape';
import { RuleForm } from './rule-form';
import { usePolicyTexts } from './texts';
import type { OnEdit } from './typed-document';
import type { LintFinding } from './use-policies';

interface CheckFormProps {
  readonly lint: readonly LintFinding[];
  readonly index: CatalogueIndex;
  readonly check: ShownCheck;
  readonly onEdit: OnEdit;
  readonly onJump: (pointer: string) => void;
}

export function CheckForm({ lint, index, check, onEdit, onJump }: CheckFormProps) {
  const say = usePolicyTexts();
  const { position, name, id, rules } = check;
  const change = (path: readonly (string | number)[], value: unknown) =>
    onEdit?.({ path: ['checks', position, ...path], value });
  return (
    <>
      <Title order={3}>{name || id}</Title>
      <FindingLines lint={lint} place={`/checks/${position}`} onJump={onJump} />
      <TextInput
        label={say('checkName')}
        description={say('checkId', { id })}
        readOnly={onEdit === null}
        maxLength={80}
        value={name}
        onChange={(event) => change(['name'], event.currentTarget.value)}
      />
      <section aria-label={say('firesWhen')}>
        <Text size="sm" fw={600} mb={4}>
          {say('firesWhen')}
        </Text>
        <Stack gap="sm">
          {rules.map((rule) => (
            <RuleForm key={rule.position} {...{ check, rule, index, onEdit, onJump }} />
          ))}
        </Stack>
        {onEdit !== null && (
          <Button mt="xs" size="compact-sm" variant="default" onClick={() => onEdit(newRule(check))}>
            {say('addRule')}
          </Button>
        )}
      </section>
      <Modes {...{ index, check, onEdit }} />
      {(['seller', 'analyst'] as const).map((reader) => (
        <Textarea
          key={reader}
          label={say(`text_${reader}`)}
          description={say(`text_${reader}Hint`)}
          autosize
          minRows={2}
          maxLength={500}
          readOnly={onEdit === null}
          value={check[reader]}
          onChange={(event) => change(['texts', reader], event.currentTarget.value)}
        />
      ))}
      {onEdit !== null && <RemoveCheck check={check} onEdit={onEdit} />}
    </>
  );
}

function Modes({ index, check, onEdit }: Pick<CheckFormProps, 'index' | 'check' | 'onEdit'>) {
  const say = usePolicyTexts();
  const path = ['checks', check.position];
  const modes = choicesOf(index.modes);
  const labelOf = (mode: string | undefined) => index.modes.find(({ name }) => name === mode)?.label ?? '';
  return (
    <section aria-label={say('doesWhat')}>
      <Text size="sm" fw={600} mb={4}>
        {say('doesWhat')}
      </Text>
      <div className="mode-fields">
        {index.actions.map(({ name, label, defaultMode }) => {
          const own = check.modes[name];
          return (
            <NativeSelect
              key={name}
              size="xs"
              label={label}
              disabled={onEdit === null}
              data={[{ value: '', label: say('byDefault', { mode: labelOf(defaultMode) }) }, ...modes]}
              value={own === undefined ? '' : (modeOf(check, name, index) ?? '')}
              onChange={(event) =>
                onEdit?.({ path: [...path, 'modes', name], value: event.currentTarget.value || undefined })
              }
            />
          );
        })}
        <NativeSelect
          size="xs"
          label={say('whenUnknown')}
          disabled={onEdit === null}
          data={[{ value: '', label: say('asItsMode') }, ...modes.filter(({ value }) => value !== 'off')]}
          value={check.whenUnknown}
          onChange={(event) =>
            onEdit?.({ path: [...path, 'whenUnknown'], value: event.currentTarget.value || undefined })
          }
        />
      </div>
    </section>
  );
}

interface RemoveCheckProps {
  readonly check: ShownCheck;
  readonly onEdit: NonNullable<OnEdit>;
}

function RemoveCheck({ check, onEdit }: RemoveCheckProps) {
  const say = usePolicyTexts();
  const [isAsking, setAsking] = useState(false);
  const name = check.name || check.id;
  return (
    <Group justify="flex-end">
      <Button size="compact-sm" variant="default" onClick={() => setAsking(true)}>
        {say('removeCheck')}
      </Button>
      {isAsking && (
        <ActDialog
          title={say('removeCheck')}
          means={say('removeCheckMeans', { name })}
          verb={say('removeCheck')}
          reason={null}
          error={null}
          isBusy={false}
          onClose={() => setAsking(false)}
          onAct={() => {
            setAsking(false);
            onEdit({ path: ['checks', check.position], value: undefined });
          }}
        />
      )}
    </Group>
  );
}
