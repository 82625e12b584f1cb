/** Owns the question before what was typed is lost. */
import '../form-styles';
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useWindowEvent } from '@mantine/hooks';
import { defineTexts } from '../texts/define-texts';

const useLeaveTexts = defineTexts('leave', {
  'pt-BR': {
    title: 'Sair sem gravar?',
    means: 'O que você alterou aqui ainda não foi gravado. Se sair, as alterações se perdem.',
    stay: 'Continuar editando',
    leave: 'Sair sem gravar',
  },
  en: {
    title: 'Leave without saving?',
    means: 'What you changed here is not saved yet. If you leave, the changes are lost.',
    stay: 'Go on editing',
    leave: 'Leave without saving',
  },
});

interface LeaveDialogProps {
  readonly onStay: () => void;
  readonly onLeave: () => void;
}

export default function LeaveDialog({ onStay, onLeave }: LeaveDialogProps) {
  const say = useLeaveTexts();
  // After the dialog below has had it, which is open still: Mantine's own would close both.
  useWindowEvent('keydown', ({ key }) => key === 'Escape' && onStay());
  return (
    <Modal.Root opened onClose={onStay} closeOnEscape={false}>
      <Modal.Overlay />
      <Modal.Content>
        <Modal.Body pt="md">
          <Stack>
            <Modal.Title fw={600} fz="lg">
              {say('title')}
            </Modal.Title>
            <Text size="sm">{say('means')}</Text>
            <Group justify="flex-end">
              <Button variant="default" onClick={onLeave}>
                {say('leave')}
              </Button>
              <Button data-autofocus onClick={onStay}>
                {say('stay')}
              </Button>
            </Group>
          </Stack>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
