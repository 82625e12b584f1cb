/** Owns the way in by the company's identity provider: leaving for it, coming back, and why that signed nobody in. */
import { Button, Loader, Stack, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { z } from 'zod';
import type { signInOptionsView } from '../../../api/routes/get-sign-in-options';
import { call } from '../data/call';
import { useCaller, type Caller } from '../data/session';
import { Failure } from '../states/failure';
import { keepAskedPage, takeAskedPage } from './asked-page';
import { useSignInTexts } from './texts';

type SignInOptions = z.output<typeof signInOptionsView>;

/** Where the provider sends people back to. */
const RETURN_PATH = '/entrar/oidc';

/** Nothing where the settings name no provider. */
export function ProviderSignIn() {
  const say = useSignInTexts();
  const { data: options } = useQuery({
    queryKey: ['sign-in-options'],
    queryFn: ({ signal }) => call<SignInOptions>('GET', '/sign-in-options', undefined, { signal }),
  });
  const leaving = useMutation({
    mutationFn: () => call<{ readonly location: string }>('POST', '/session/oidc/start'),
    onSuccess: ({ location }) => {
      keepAskedPage();
      globalThis.location.assign(location);
    },
  });
  const returning = useReturn();
  const error = leaving.error ?? (leaving.isPending ? null : returning.error);
  if (returning.isPending) {
    return (
      <Stack mt="md" align="center" role="status">
        <Loader size="sm" />
        <Text size="sm">{say('returning')}</Text>
      </Stack>
    );
  }
  const oidc = options?.oidc ?? null;
  if (oidc === null && error === null) return null;
  return (
    <Stack mt="md">
      {error !== null && <Failure error={error} />}
      {oidc !== null && (
        <Button
          variant="default"
          fullWidth
          loading={leaving.isPending || leaving.isSuccess}
          onClick={() => leaving.mutate()}
        >
          {oidc.label}
        </Button>
      )}
    </Stack>
  );
}

/** What the provider wrote into the address gives way to the page that was asked for at once, and is told to the API once. */
function useReturn() {
  const signedIn = useCaller();
  const returning = useMutation({
    mutationFn: (answer: string) => call<Caller>('POST', '/session/oidc', { answer }),
    onSuccess: signedIn,
  });
  const { mutate } = returning;
  useEffect(() => {
    const { pathname, search } = globalThis.location;
    if (pathname !== RETURN_PATH) return;
    globalThis.history.replaceState(null, '', takeAskedPage());
    if (search.length > 1) mutate(search.slice(1));
  }, [mutate]);
  return returning;
}
