/** Owns the person's menu: who is signed in, language, keys, and the way out. */
import { Avatar, Menu, UnstyledButton } from '@mantine/core';
import { useSession, useSignedOut } from '../data/session';
import { changeLanguage, currentLanguage } from '../texts/define-texts';
import { useShellTexts } from './texts';

export function Account() {
  const say = useShellTexts();
  const { name, userGroups } = useSession();
  const initials = initialsOf(name);
  const signOut = useSignedOut();
  return (
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
        <Menu.Divider />
        <Menu.Item onClick={() => void signOut()}>{say('signOut')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** Of the first and the last name. */
function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const chosen = words.length > 1 ? [words[0], words.at(-1)] : words;
  return chosen.map((word) => word?.charAt(0).toUpperCase()).join('');
}
