/** Owns what is said of a purchase that brought no report: whether it was made, whether it was charged, what to do. */
import { Alert, Button, Stack, Text } from '@mantine/core';
import type { ApiProblem } from '../data/problem';
import { useDepsTexts } from './deps-texts';
import { useRefusalText } from './refusal-text';
import type { BuyingState, Offer, Offers, Purchase } from './use-buying';

interface BuyingOutcomeProps {
  readonly state: BuyingState;
  readonly offers: Offers;
  readonly onRepeat: () => void;
}

export function BuyingOutcome({ state, offers, onRepeat }: BuyingOutcomeProps) {
  const say = useDepsTexts();
  if (state.kind === 'idle') return null;
  if (state.kind === 'busy') {
    return (
      <Text size="sm" role="status">
        {say('busy')}
      </Text>
    );
  }
  if (state.kind === 'failed') return <Failed problem={state.problem} offers={offers} />;
  if (state.kind === 'waiting') return <Standing purchase={state.purchase} />;
  return (
    <Alert role="alert" variant="light" color="gray" title={say('silentTitle')}>
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{say('silent')}</Text>
        <Button size="xs" onClick={onRepeat}>
          {say('askAgain')}
        </Button>
      </Stack>
    </Alert>
  );
}

/** The API's own text says whether something was charged; the bureau's words beside it, where it said any. */
function Failed({ problem, offers }: { readonly problem: ApiProblem; readonly offers: Offers }) {
  const say = useDepsTexts();
  const refusal = useRefusalText(offers);
  const state = problem.details.body['state'];
  const { why, provider } = typeof state === 'object' && state !== null ? (state as Told) : {};
  return (
    <Alert role="alert" variant="light" color="gray" title={say('notBought')}>
      <Text size="sm">{why === undefined ? problem.message : refusal(why)}</Text>
      {typeof provider === 'string' && provider !== '' && (
        <Text size="sm">{say('bureauSaid', { text: provider })}</Text>
      )}
    </Alert>
  );
}

interface Told {
  readonly why?: NonNullable<Offer['refused']>;
  readonly provider?: string | null;
}

function Standing({ purchase }: { readonly purchase: Purchase }) {
  const say = useDepsTexts();
  const { status, text, provider } = purchase;
  const title =
    status === 'unknown'
      ? 'unknownTitle'
      : status === 'refused' || status === 'givenUp'
        ? 'refusedTitle'
        : 'underWayTitle';
  return (
    <Alert role="status" variant="light" color="gray" title={say(title)}>
      <Text size="sm">{text}</Text>
      {provider !== null && <Text size="sm">{say('bureauSaid', { text: provider })}</Text>}
      {title === 'underWayTitle' && <Text size="sm">{say('followed')}</Text>}
    </Alert>
  );
}
