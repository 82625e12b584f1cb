/** Owns what is done with a second factor that is on: other recovery codes, or turning it off, by password and code. */
import { Button, Group, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { call } from '../data/call';
import { Failure } from '../states/failure';
import { formatInstant } from '../texts/formats';
import { RecoveryCodesShown } from './recovery-codes';
import { useFactorTexts } from './texts';
import { FACTOR, isWrong, otherError, type FactorState, type RecoveryCodes } from './use-factor';

interface ManageProps {
  readonly state: FactorState;
  readonly onDone: () => void;
}

type Act = 'renew' | 'turnOff';

export function Manage({ state, onDone }: ManageProps) {
  const say = useFactorTexts();
  const [act, setAct] = useState<Act | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  if (codes !== null) return <RecoveryCodesShown codes={codes} onDone={onDone} />;
  if (act !== null) {
    const { recoveryCodesLeft: left } = state;
    return <ProofForm {...{ act, left, onDone }} onCodes={setCodes} onBack={() => setAct(null)} />;
  }
  return (
    <Stack>
      <Text size="sm">{say('onSince', { at: formatInstant(state.since ?? '') })}</Text>
      <Text size="sm">{say('left', { count: state.recoveryCodesLeft })}</Text>
      {state.isRequired && <Text size="sm">{say('required')}</Text>}
      <Group justify="flex-end">
        <Button variant="default" onClick={() => setAct('renew')}>
          {say('renew')}
        </Button>
        {!state.isRequired && (
          <Button variant="default" onClick={() => setAct('turnOff')}>
            {say('turnOff')}
          </Button>
        )}
      </Group>
    </Stack>
  );
}

interface ProofFormProps {
  readonly act: Act;
  /** Recovery codes that are good until now. */
  readonly left: number;
  readonly onBack: () => void;
  readonly onCodes: (codes: readonly string[]) => void;
  readonly onDone: () => void;
}

function ProofForm(props: ProofFormProps) {
  const say = useFactorTexts();
  const { proof, set, submit, error, isPending } = useProof(props);
  const other = otherError(error);
  const renewMeans = props.left === 0 ? null : say('renewMeans', { count: props.left });
  const means = props.act === 'renew' ? renewMeans : say('turnOffMeans');
  return (
    <form onSubmit={submit}>
      <Stack>
        {means !== null && <Text size="sm">{means}</Text>}
        <PasswordInput
          label={say('password')}
          autoComplete="current-password"
          autoFocus
          required
          withAsterisk={false}
          value={proof.password}
          error={isWrong(error, 'password') ? say('wrongPassword') : undefined}
          onChange={(event) => set({ password: event.currentTarget.value })}
        />
        <TextInput
          label={say('codeOrRecovery')}
          description={say('codeOrRecoveryHint')}
          autoComplete="one-time-code"
          maxLength={40}
          required
          withAsterisk={false}
          value={proof.code}
          error={isWrong(error, 'code') ? say('wrongCode') : undefined}
          onChange={(event) => set({ code: event.currentTarget.value })}
        />
        {other !== null && <Failure error={other} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={props.onBack}>
            {say('back')}
          </Button>
          <Button type="submit" loading={isPending}>
            {say(props.act === 'renew' ? 'doRenew' : 'doTurnOff')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function useProof({ act, onCodes, onDone }: ProofFormProps) {
  const say = useFactorTexts();
  const [proof, setProof] = useState({ password: '', code: '' });
  const { mutate, error, isPending } = useMutation({
    mutationFn: async () => {
      if (act === 'renew') return (await call<RecoveryCodes>('POST', `${FACTOR}/recovery-codes`, proof)).recoveryCodes;
      await call('POST', `${FACTOR}/turn-off`, proof);
      return null;
    },
    onSuccess: (codes) => {
      if (codes !== null) return onCodes(codes);
      notifications.show({ message: say('turnedOff') });
      onDone();
    },
  });
  return {
    proof,
    error,
    isPending,
    set: (change: Partial<typeof proof>) => setProof((before) => ({ ...before, ...change })),
    submit: (event: FormEvent) => {
      event.preventDefault();
      mutate();
    },
  };
}
