/** Owns one check as a form: its name, what makes it fire, what it does at each action, and what people read. */
import { Button, Group, NativeSelect, Stack, Text, Textarea, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import { ActDialog } from './act-dialog';
import type { CatalogueIndex } from './catalogue-index';
import { newRule } from './new-check';
import { findingsAt, modeOf, type ShownCheck } from './policy-shape';
import { RuleForm } from './rule-form';
import { usePolicyTexts } from './texts';
import type { Edit, TypedDocument } from './typed-document';
import type { Assessed } from './use-assessment';

export type OnEdit = ((...edits: readonly Edit[]) => void) | null;

interface CheckFormProps {
  readonly typed: TypedDocument;
  readonly assessed: Assessed;
  readonly index: CatalogueIndex;
  readonly check: ShownCheck | null;
  /** `null` for who may only look, and while the JSON is broken. */
  readonly onEdit: OnEdit;
  readonly onJump: (pointer: string) => void;
}

export function CheckForm({ typed, assessed, index, check, onEdit, onJump }: CheckFormProps) {
  const say = usePolicyTexts();
  const { fault } = typed;
  return (
    <Stack p="sm" gap="sm">
      {fault !== null && (
        <div role="alert" className="broken-json">
          <Text size="sm">{say(`fault_${fault.kind}`, { line: fault.line, key: fault.key })}</Text>
          <Text size="sm">{say('faultMeans')}</Text>
        </div>
      )}
      {check === null ? (
        <Text size="sm">{say('noCheck')}</Text>
      ) : (
        <Fields key={check.position} {...{ assessed, index, check, onEdit, onJump }} />
      )}
    </Stack>
  );
}

interface FieldsProps extends Omit<CheckFormProps, 'typed' | 'check'> {
  readonly check: ShownCheck;
}

function Fields({ assessed, index, check, onEdit, onJump }: FieldsProps) {
  const say = usePolicyTexts();
  const { position, name, id, rules } = check;
  const place = `/checks/${position}`;
  const change = (path: readonly (string | number)[], value: unknown) =>
    onEdit?.({ path: ['checks', position, ...path], value });
  return (
    <>
      <Title order={3}>{name || id}</Title>
      <FindingLines {...{ assessed, place, onJump }} />
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

interface FindingLinesProps extends Pick<FieldsProps, 'assessed' | 'onJump'> {
  readonly place: string;
}

function FindingLines({ assessed, place, onJump }: FindingLinesProps) {
  const say = usePolicyTexts();
  const found = findingsAt(assessed.lint, place);
  if (found.length === 0) return null;
  return (
    <ul className="finding-lines">
      {found.map(({ at, code, severity, text }) => (
        <li key={`${at} ${code} ${text}`}>
          <strong>{say(severity)}</strong>{' '}
          <button type="button" className="text-link" onClick={() => onJump(at)}>
            {text}
          </button>
        </li>
      ))}
    </ul>
  );
}

function Modes({ index, check, onEdit }: Pick<FieldsProps, 'index' | 'check' | 'onEdit'>) {
  const say = usePolicyTexts();
  const path = ['checks', check.position];
  const modes = index.modes.map(({ name, label }) => ({ value: name, label }));
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
