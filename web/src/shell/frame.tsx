/** Owns the desk: header, list of screens, and the page that the address names. */
import { AppShell } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { BranchProvider } from './branch-choice';
import { CurrentPage } from './current-page';
import { Header } from './header';
import { KeyList } from './key-list';
import { Navigation } from './navigation';
import { ShortcutProvider } from './shortcuts';
import { useShellTexts } from './texts';
import { UnsavedGuard } from './unsaved';

export function Frame() {
  const say = useShellTexts();
  const [isOpen, { toggle, close }] = useDisclosure();
  return (
    <ShortcutProvider>
      <BranchProvider>
        <UnsavedGuard>
          <a className="skip-link" href="#content">
            {say('skip')}
          </a>
          <AppShell
            header={{ height: 48 }}
            navbar={{ width: 56, breakpoint: 'sm', collapsed: { mobile: !isOpen } }}
            padding={0}
            transitionDuration={0}
          >
            <AppShell.Header>
              <Header isNavigationOpen={isOpen} onNavigation={toggle} />
            </AppShell.Header>
            <AppShell.Navbar aria-label={say('navigation')}>
              <Navigation onChosen={close} />
            </AppShell.Navbar>
            <AppShell.Main id="content" tabIndex={-1}>
              <CurrentPage />
            </AppShell.Main>
          </AppShell>
          <KeyList />
        </UnsavedGuard>
      </BranchProvider>
    </ShortcutProvider>
  );
}
