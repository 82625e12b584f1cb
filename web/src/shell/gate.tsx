/** Owns what is shown before anything else: nothing yet, sign-in, or the desk of whoever is signed in. */
import { Center, Loader } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { SessionContext, useSessionQuery } from '../data/session';
import { Failure } from '../states/failure';
import { Frame } from './frame';
import { useShellTexts } from './texts';

const SignIn = lazy(() => import('../sign-in/sign-in-page'));
const SessionEnded = lazy(() => import('./session-ended'));
const PasswordDue = lazy(() => import('../sign-in/password-due-page'));
const FactorDue = lazy(() => import('../second-factor/factor-due-page'));

export function Gate() {
  const say = useShellTexts();
  const { data: session, error, isPending, refetch } = useSessionQuery();
  const waiting = (
    <Center component="main" mih="100vh">
      <Loader aria-label={say('loading')} />
    </Center>
  );
  if (isPending) return waiting;
  if (error !== null) {
    return (
      <Center component="main" mih="100vh">
        <Failure error={error} onRetry={() => void refetch()} />
      </Center>
    );
  }
  if (session === null) {
    return (
      <Suspense fallback={waiting}>
        <SignIn />
      </Suspense>
    );
  }
  return (
    <SessionContext value={session}>
      {session.mustChangePassword || session.secondFactorDue ? (
        <Suspense fallback={waiting}>{session.mustChangePassword ? <PasswordDue /> : <FactorDue />}</Suspense>
      ) : (
        <div className="desk" inert={session.hasEnded}>
          <Frame key={session.subject} />
        </div>
      )}
      {session.hasEnded && (
        <Suspense>
          <SessionEnded />
        </Suspense>
      )}
    </SessionContext>
  );
}
