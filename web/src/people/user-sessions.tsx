/** Owns where a person is signed in, and the ending of one session. */
import { Button, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { PlainTable } from '../customers/plain-table';
import { call, path, query } from '../data/call';
import { Failure } from '../states/failure';
import { formatInstant } from '../texts/formats';
import { usePeopleTexts } from './texts';
import { useReread, useSessions, type OpenSession } from './use-people';

export function UserSessions({ user }: { readonly user: string }) {
  const say = usePeopleTexts();
  const reread = useReread();
  const { data, error } = useSessions(user);
  const ending = useMutation({
    mutationFn: (session: string) =>
      call<{ readonly ended: number }>('DELETE', `${path`/users/${user}/sessions`}${query({ session })}`),
    onSuccess: ({ ended }) => {
      reread('sessions');
      notifications.show({ message: say('sessionsEnded', { count: ended }) });
    },
  });
  return (
    <Stack gap="xs">
      <Text size="sm" fw={600}>
        {say('sessions')}
      </Text>
      <PlainTable
        name={say('sessions')}
        columns={[say('browser'), say('lastSeen'), say('end')]}
        empty={say('noSessions')}
        error={error}
        rows={data?.sessions.map((one) => ({
          key: one.session,
          cells: [
            <BrowserName key="browser" session={one} />,
            formatInstant(one.lastSeenAt),
            <Button
              key="end"
              size="compact-xs"
              variant="default"
              aria-label={say('endOne', { at: formatInstant(one.startedAt) })}
              loading={ending.isPending && ending.variables === one.session}
              onClick={() => ending.mutate(one.session)}
            >
              {say('end')}
            </Button>,
          ],
        }))}
      />
      {ending.error !== null && <Failure error={ending.error} />}
    </Stack>
  );
}

/** The first that is named says it: others name themselves like them. */
const BROWSERS = { 'Edg/': 'Edge', 'Firefox/': 'Firefox', 'Chrome/': 'Chrome', 'Safari/': 'Safari' };
const SYSTEMS = { Windows: 'Windows', Android: 'Android', iPhone: 'iPhone', 'Mac OS X': 'macOS', Linux: 'Linux' };

function BrowserName({ session: { browser, isOwn } }: { readonly session: OpenSession }) {
  const say = usePeopleTexts();
  const [name, system] = [BROWSERS, SYSTEMS].map(
    (known) => Object.entries(known).find(([mark]) => browser?.includes(mark))?.[1],
  );
  const told = name && system ? say('browserOn', { browser: name, system }) : (browser ?? say('unknownBrowser'));
  return (
    <span title={browser ?? undefined}>
      {told} {isOwn && say('ownSession')}
    </span>
  );
}
