/** Owns what is shown in the place of a screen that can't be drawn, such as one whose files didn't arrive. */
import { Button } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { MessagePage } from '../states/message-page';
import { useShellTexts } from './texts';

interface CrashProps {
  readonly children: ReactNode;
}

/** What stands around it, and so the way to other screens, stays. */
export class Crash extends Component<CrashProps, { readonly hasFailed: boolean }> {
  override readonly state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override render() {
    return this.state.hasFailed ? <Crashed /> : this.props.children;
  }
}

function Crashed() {
  const say = useShellTexts();
  return (
    <MessagePage title={say('crashedTitle')} text={say('crashed')}>
      <Button onClick={() => window.location.reload()}>{say('reload')}</Button>
    </MessagePage>
  );
}
