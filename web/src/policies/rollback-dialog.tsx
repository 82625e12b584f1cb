/** Owns the way back to what an earlier version said. */
import { notifications } from '@mantine/notifications';
import { ActDialog } from './act-dialog';
import { ChangeList } from './change-list';
import { usePolicyTexts } from './texts';
import { useComparison } from './use-comparison';
import { useRollback } from './use-policies';

interface RollbackDialogProps {
  readonly policy: string;
  readonly to: number;
  readonly latest: number;
  readonly branches: readonly { readonly branch: string }[];
  readonly onClose: () => void;
}

export function RollbackDialog({ policy, to, latest, branches, onClose }: RollbackDialogProps) {
  const say = usePolicyTexts();
  const { mutate, error, isPending } = useRollback();
  const comparison = useComparison(policy, latest, to);
  const act = (reason: string) =>
    mutate(
      { policy, to, reason },
      {
        onSuccess: ({ version }) => {
          notifications.show({ message: say('rolledBack', { version }), color: 'indigo' });
          onClose();
        },
      },
    );
  return (
    <ActDialog
      title={say('rollBackTo', { version: to })}
      means={say('rollBackMeans', { to, next: latest + 1, count: branches.length })}
      verb={say('rollBackTo', { version: to })}
      reason={say('reason')}
      error={error}
      isBusy={isPending}
      onAct={act}
      onClose={onClose}
    >
      <ChangeList comparison={comparison} />
    </ActDialog>
  );
}
