/** Owns the own second factor from the person's menu: off, it is set up; on, it is managed. */
import { Loader, Stack, Text } from '@mantine/core';
import { Dialog } from '../states/dialog';
import { Failure } from '../states/failure';
import { Manage } from './manage';
import { SetUp } from './set-up';
import { useFactorTexts } from './texts';
import { useFactor, useRereadFactor } from './use-factor';

export default function FactorDialog({ onClose }: { readonly onClose: () => void }) {
  const say = useFactorTexts();
  const reread = useRereadFactor();
  const { data: state, error, isPending } = useFactor();
  const done = () => {
    reread();
    onClose();
  };
  return (
    <Dialog title={say('title')} onClose={onClose}>
      {isPending && <Loader size="sm" aria-label={say('title')} />}
      {error !== null && <Failure error={error} />}
      {state !== undefined && state.since === null && (
        <Stack>
          <Text size="sm">{say('offMeans')}</Text>
          <SetUp onDone={done} />
        </Stack>
      )}
      {state !== undefined && state.since !== null && <Manage state={state} onDone={done} />}
    </Dialog>
  );
}
