/** Owns the showing of a new secret, as a QR code and as text, and the first code of it. */
import { Button, Center, Code, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { QRCodeSVG } from 'qrcode.react';
import { useState, type FormEvent } from 'react';
import { call } from '../data/call';
import { Failure } from '../states/failure';
import { useFactorTexts } from './texts';
import { FACTOR, isWrong, otherError, type NewFactor, type RecoveryCodes } from './use-factor';

interface ConfirmCodeProps {
  readonly factor: NewFactor;
  readonly onConfirmed: (recoveryCodes: readonly string[]) => void;
}

const GROUPS_OF_FOUR = /.{1,4}/g;

export function ConfirmCode({ factor, onConfirmed }: ConfirmCodeProps) {
  const say = useFactorTexts();
  const [code, setCode] = useState('');
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => call<RecoveryCodes>('PUT', FACTOR, { code }),
    onSuccess: ({ recoveryCodes }) => onConfirmed(recoveryCodes),
    onError: () => setCode(''),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    mutate();
  };
  const other = otherError(error);
  return (
    <form onSubmit={submit}>
      <Stack>
        <Secret factor={factor} />
        <TextInput
          label={say('code')}
          description={say('codeHint')}
          autoComplete="one-time-code"
          inputMode="numeric"
          maxLength={40}
          autoFocus
          required
          withAsterisk={false}
          value={code}
          error={isWrong(error, 'code') ? say('wrongCode') : undefined}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        <Text size="xs">{say('othersEnd')}</Text>
        {other !== null && <Failure error={other} />}
        <Button type="submit" loading={isPending}>
          {say('turnOn')}
        </Button>
      </Stack>
    </form>
  );
}

function Secret({ factor: { keyUri, secret } }: Pick<ConfirmCodeProps, 'factor'>) {
  const say = useFactorTexts();
  return (
    <>
      <Text size="sm">{say('scan')}</Text>
      <Center>
        <QRCodeSVG value={keyUri} size={192} marginSize={3} title={say('qr')} role="img" aria-label={say('qr')} />
      </Center>
      <Text size="sm">{say('byHand')}</Text>
      <Code block style={{ whiteSpace: 'pre-wrap' }}>
        {secret.match(GROUPS_OF_FOUR)?.join(' ')}
      </Code>
    </>
  );
}
