/** Owns the stack of notices in the corner, loaded with the first of them. */
import '@mantine/core/styles/Notification.css';
import '@mantine/notifications/styles.css';
import { Notifications } from '@mantine/notifications';

export default function NoticeStack() {
  return <Notifications position="bottom-right" limit={3} />;
}
