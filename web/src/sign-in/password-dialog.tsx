/** Owns the change of the own password from the person's menu. */
import '../form-styles';
import { Stack, Text } from '@mantine/core';
import { Dialog } from '../states/dialog';
import { PasswordForm } from './password-form';
import { useSignInTexts } from './texts';

export default function PasswordDialog({ onClose }: { readonly onClose: () => void }) {
  const say = useSignInTexts();
  return (
    <Dialog title={say('changeTitle')} onClose={onClose}>
      <Stack>
        <Text size="sm">{say('changeMeans')}</Text>
        <PasswordForm onChanged={onClose} />
      </Stack>
    </Dialog>
  );
}
