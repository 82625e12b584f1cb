/** Owns the header: the page's name, the branch, the way to other screens, the theme and the person. */
import {
  ActionIcon,
  Burger,
  Button,
  Group,
  Kbd,
  Text,
  Title,
  useComputedColorScheme,
  useMantineColorScheme,
} from '@mantine/core';
import { IconMoon, IconSearch, IconSun } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useLocation } from 'wouter';
import { Account } from './account';
import { BranchPicker } from './branch-picker';
import { PAGES } from './pages';
import { useShortcuts } from './shortcuts';
import { useShellTexts } from './texts';

const Palette = lazy(() => import('./palette'));

interface HeaderProps {
  readonly isNavigationOpen: boolean;
  readonly onNavigation: () => void;
}

export function Header({ isNavigationOpen, onNavigation }: HeaderProps) {
  const say = useShellTexts();
  const [location] = useLocation();
  const [isSearching, setSearching] = useState(false);
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme('light');
  const page = PAGES.find(({ start }) => location.startsWith(start));
  useShortcuts([{ keys: 'mod+k', label: say('goAnywhere'), run: () => setSearching(true) }]);
  return (
    <Group h="100%" px="sm" gap="xs" wrap="nowrap">
      <Burger
        hiddenFrom="sm"
        size="sm"
        opened={isNavigationOpen}
        onClick={onNavigation}
        aria-label={say('openNavigation')}
      />
      <Text fw={700} c="var(--mantine-primary-color-light-color)">
        Crivo
      </Text>
      <Title order={1} fz="md" fw={600} className="page-title">
        {page ? say(page.name) : null}
      </Title>
      <Group ml="auto" gap="xs" wrap="nowrap">
        <BranchPicker />
        <Button
          variant="default"
          size="xs"
          visibleFrom="md"
          leftSection={<IconSearch size={14} aria-hidden />}
          rightSection={<Kbd size="xs">Ctrl K</Kbd>}
          onClick={() => setSearching(true)}
        >
          {say('search')}
        </Button>
        <ActionIcon
          variant="default"
          size="md"
          aria-label={say('theme')}
          title={say('theme')}
          onClick={() => setColorScheme(scheme === 'dark' ? 'light' : 'dark')}
        >
          {scheme === 'dark' ? <IconSun size={16} aria-hidden /> : <IconMoon size={16} aria-hidden />}
        </ActionIcon>
        <Account />
      </Group>
      {isSearching && (
        <Suspense fallback={null}>
          <Palette onClose={() => setSearching(false)} />
        </Suspense>
      )}
    </Group>
  );
}
