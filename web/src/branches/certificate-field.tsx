/** Owns a branch's own certificate authority: whether there is one, put in from a file or as text, and taken away. */
import { Button, FileButton, Group, Input, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useBranchTexts } from './texts';

interface CertificateFieldProps {
  readonly value: string | null;
  readonly error: string | undefined;
  readonly onChange: (value: string | null) => void;
}

/** As much as the API takes. */
const MOST_CHARACTERS = 64 * 1024;

export function CertificateField({ value, error, onChange }: CertificateFieldProps) {
  const say = useBranchTexts();
  const [isTyping, setTyping] = useState(false);
  const [isTooLarge, setTooLarge] = useState(false);
  const count = value?.match(/BEGIN CERTIFICATE/g)?.length ?? 0;
  const read = (file: File | null) => {
    setTooLarge(file !== null && file.size > MOST_CHARACTERS);
    if (file !== null && file.size <= MOST_CHARACTERS) void file.text().then(onChange);
  };
  const wrong = isTooLarge ? say('certificateLarge') : error;
  return (
    <div role="group" aria-label={say('certificate')}>
      <Text size="sm" fw={600}>
        {say('certificate')}
      </Text>
      <Text size="sm">{value === null ? say('certificateNone') : say('certificateOwn', { count })}</Text>
      <Actions
        {...{ hasOwn: value !== null, isTyping, read }}
        onType={() => setTyping(!isTyping)}
        onRemove={() => onChange(null)}
      />
      {isTyping && (
        <Textarea
          mt="xs"
          aria-label={say('certificatePem')}
          placeholder="-----BEGIN CERTIFICATE-----"
          rows={6}
          maw="36rem"
          value={value ?? ''}
          onChange={(event) => onChange(event.currentTarget.value === '' ? null : event.currentTarget.value)}
        />
      )}
      {wrong !== undefined && <Input.Error mt={4}>{wrong}</Input.Error>}
    </div>
  );
}

interface ActionsProps {
  readonly hasOwn: boolean;
  readonly isTyping: boolean;
  readonly read: (file: File | null) => void;
  readonly onType: () => void;
  readonly onRemove: () => void;
}

function Actions({ hasOwn, isTyping, read, onType, onRemove }: ActionsProps) {
  const say = useBranchTexts();
  return (
    <Group gap="xs" mt={4}>
      <FileButton onChange={read} accept=".pem,.crt,.cer" inputProps={{ 'aria-label': say('certificateFile') }}>
        {(props) => (
          <Button {...props} size="xs" variant="default">
            {say('certificateFile')}
          </Button>
        )}
      </FileButton>
      <Button size="xs" variant="default" aria-expanded={isTyping} onClick={onType}>
        {say('certificateText')}
      </Button>
      {hasOwn && (
        <Button size="xs" variant="default" onClick={onRemove}>
          {say('certificateRemove')}
        </Button>
      )}
    </Group>
  );
}
