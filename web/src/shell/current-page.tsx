/** Owns which page an address shows, and to whom. */
import { Anchor, Center, Loader } from '@mantine/core';
import { Suspense, useEffect } from 'react';
import { Link, Redirect, Route, Switch } from 'wouter';
import { PERMISSIONS } from '../../../domain/permissions';
import { useMay } from '../data/session';
import { Crash } from './crash';
import { MessagePage } from '../states/message-page';
import { PAGES, type Page } from './pages';
import { useShellTexts } from './texts';

export function CurrentPage() {
  const say = useShellTexts();
  const may = useMay();
  const first = PAGES.find(({ permission }) => may(permission));
  if (first === undefined) return <MessagePage title={say('noPermissionTitle')} text={say('noScreens')} />;
  return (
    <Switch>
      <Route path="/">
        <Redirect to={first.start} replace />
      </Route>
      {PAGES.map((page) => (
        <Route key={page.path} path={page.path}>
          <Opened page={page} />
        </Route>
      ))}
      <Route>
        <MessagePage title={say('notFoundTitle')} text={say('notFound')}>
          <Anchor component={Link} href={first.start}>
            {say('home')}
          </Anchor>
        </MessagePage>
      </Route>
    </Switch>
  );
}

function Opened({ page }: { readonly page: Page }) {
  const say = useShellTexts();
  const may = useMay();
  const name = say(page.name);
  useEffect(() => {
    document.title = `${name} - Crivo`;
  }, [name]);
  if (!may(page.permission)) {
    const permission = PERMISSIONS[page.permission];
    return <MessagePage title={say('noPermissionTitle')} text={say('noPermission', { permission })} />;
  }
  const waiting = (
    <Center mih="50vh">
      <Loader aria-label={say('loading')} />
    </Center>
  );
  return (
    <Crash>
      <Suspense fallback={waiting}>
        <page.screen />
      </Suspense>
    </Crash>
  );
}
