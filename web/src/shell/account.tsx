/** Owns the person's menu: who is signed in, language, password, and the way out. */
import { Avatar, Menu, UnstyledButton } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useSession, useSignedOut } from '../data/session';
import { changeLanguage, currentLanguage } from '../texts/define-texts';
import { useShellTexts } from './texts';
import { useLeave } from './unsaved';

const DIALOGS = {
  password: lazy(() => import('../sign-in/password-dialog')),
  factor: lazy(() => import('../second-factor/factor-dialog')),
};

export function Account() {
  const say = useShellTexts();
  const { name, userGroups } = useSession();
  const initials = initialsOf(name);
  const signOut = useSignedOut();
  const leave = useLeave();
  const [open, setOpen] = useState<keyof typeof DIALOGS | null>(null);
  const OpenDialog = open && DIALOGS[open];
  return (
    <>
      <Menu position="bottom-end" width={240}>
        <Menu.Target>
          <UnstyledButton aria-label={say('account', { name, initials })} title={name}>
            <Avatar size={30} radius="xl" color="indigo" variant="filled" aria-hidden>
              {initials}
            </Avatar>
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>
            {name} · {userGroups.map((group) => group.name).join(', ')}
          </Menu.Label>
          <Menu.Item onClick={() => void changeLanguage(currentLanguage() === 'en' ? 'pt-BR' : 'en')}>
            {say('language')}
          </Menu.Item>
          <Menu.Item onClick={() => setOpen('password')}>{say('changePassword')}</Menu.Item>
          <Menu.Item onClick={() => setOpen('factor')}>{say('secondFactor')}</Menu.Item>
          <Menu.Divider />
          <Menu.Item onClick={() => leave(() => void signOut())}>{say('signOut')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {OpenDialog !== null && (
        <Suspense>
          <OpenDialog onClose={() => setOpen(null)} />
        </Suspense>
      )}
    </>
  );
}

/** Of the first and the last name. */
function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const chosen = words.length > 1 ? [words[0], words.at(-1)] : words;
  return chosen.map((word) => word?.charAt(0).toUpperCase()).join('');
}
