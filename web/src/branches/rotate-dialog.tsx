/** Owns the making of a new secret for an endpoint, which is shown once. */
import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { call, path } from '../data/call';
import { ToldOnce } from '../states/told-once';
import { Dialog } from '../states/dialog';
import { Failure } from '../states/failure';
import { useBranchTexts } from './texts';
import { useReread, type Endpoint } from './use-branches';

interface RotateDialogProps {
  readonly endpoint: Endpoint;
  readonly onClose: () => void;
}

export function RotateDialog({ endpoint, onClose }: RotateDialogProps) {
  const say = useBranchTexts();
  const reread = useReread();
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: () =>
      call<{ readonly secret: string }>('POST', path`/webhook-endpoints/${endpoint.endpoint}/rotate-secret`),
    onSuccess: () => reread.endpoints(),
  });
  return (
    <Dialog title={say('rotate')} onClose={onClose}>
      {data === undefined ? (
        <Stack>
          <Text size="sm">{say('rotateMeans')}</Text>
          {error !== null && <Failure error={error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {say('cancel')}
            </Button>
            <Button loading={isPending} onClick={() => mutate()}>
              {say('doRotate')}
            </Button>
          </Group>
        </Stack>
      ) : (
        <ToldOnce text={say('secretOnce')} secret={data.secret} onDone={onClose} />
      )}
    </Dialog>
  );
}
