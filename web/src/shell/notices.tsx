/** Owns when the notices are there: from the first one on, so that nobody waits for what has nothing to say yet. */
import { useNotifications } from '@mantine/notifications';
import { lazy, Suspense, useState } from 'react';

const NoticeStack = lazy(() => import('./notice-stack'));

export function Notices() {
  const { notifications } = useNotifications();
  const [isNeeded, setNeeded] = useState(false);
  if (!isNeeded && notifications.length > 0) setNeeded(true);
  return isNeeded ? (
    <Suspense>
      <NoticeStack />
    </Suspense>
  ) : null;
}
