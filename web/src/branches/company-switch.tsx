/** Owns the switch that stops the buying of reports at all branches at once, with the reason that is kept of it. */
import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { call } from '../data/call';
import { useMay } from '../data/session';
import { Dialog } from '../states/dialog';
import { Failure } from '../states/failure';
import { useBranchTexts } from './texts';

interface CompanySwitchProps {
  readonly isOn: boolean;
  readonly onDone: () => void;
}

export function CompanySwitch({ isOn, onDone }: CompanySwitchProps) {
  const say = useBranchTexts();
  const may = useMay();
  const [isAsking, setAsking] = useState(false);
  if (!may('purchasing:switch')) return null;
  return (
    <>
      <Group>
        <Button size="xs" variant="default" onClick={() => setAsking(true)}>
          {say(isOn ? 'companyStop' : 'companyStart')}
        </Button>
      </Group>
      {isAsking && <Asked isOn={isOn} onDone={onDone} onClose={() => setAsking(false)} />}
    </>
  );
}

function Asked({ isOn, onDone, onClose }: CompanySwitchProps & { readonly onClose: () => void }) {
  const say = useBranchTexts();
  const [note, setNote] = useState('');
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => call('PUT', '/purchasing', { enabled: !isOn, note }),
    onSuccess: () => {
      onDone();
      onClose();
    },
  });
  // The page's own form is around the dialog in React's tree, though not in the document.
  const submit = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    mutate();
  };
  const verb = say(isOn ? 'companyStop' : 'companyStart');
  return (
    <Dialog title={verb} onClose={onClose}>
      <form onSubmit={submit}>
        <Stack>
          <Text size="sm">{say(isOn ? 'companyStopMeans' : 'companyStartMeans')}</Text>
          <Why note={note} onChange={setNote} />
          {error !== null && <Failure error={error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {say('cancel')}
            </Button>
            <Button type="submit" loading={isPending}>
              {verb}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

function Why({ note, onChange }: { readonly note: string; readonly onChange: (note: string) => void }) {
  const say = useBranchTexts();
  return (
    <TextInput
      label={say('why')}
      required
      maxLength={500}
      value={note}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
