/** Owns the sign-in over what is on the screen, for whom the session ended meanwhile: what was typed is still there. */
import { Alert, Modal } from '@mantine/core';
import SignInPage from '../sign-in/sign-in-page';
import { defineTexts } from '../texts/define-texts';

const useEndedTexts = defineTexts('sessionEnded', {
  'pt-BR': {
    title: 'Sua sessão terminou',
    means: 'Sua sessão terminou. Entre novamente para continuar de onde parou: o que estava na tela foi mantido.',
  },
  en: {
    title: 'Your session has ended',
    means: 'Your session has ended. Sign in again to go on where you were: what was on the screen is kept.',
  },
});

export default function SessionEnded() {
  const say = useEndedTexts();
  return (
    <Modal.Root opened fullScreen onClose={() => undefined} closeOnEscape={false}>
      <Modal.Content aria-label={say('title')}>
        <Modal.Body p={0}>
          <Alert role="status" variant="light" color="gray" radius={0}>
            {say('means')}
          </Alert>
          <SignInPage />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
