/** Owns the next step where a branch has no Deps account: the page where it is told, for who may see that page. */
import { Anchor, Text } from '@mantine/core';
import { Link } from 'wouter';
import { useMay } from '../data/session';
import { useReceivablesTexts } from './texts';

export function AccountLink({ branch }: { readonly branch: string }) {
  const say = useReceivablesTexts();
  const may = useMay();
  if (!may('deps:write')) return <Text size="sm">{say('askForAccount')}</Text>;
  return (
    <Anchor
      component={Link}
      href={`/filiais/${encodeURIComponent(branch)}/deps`}
      size="sm"
      underline="always"
      aria-label={say('giveAccountTo', { branch })}
    >
      {say('giveAccount')}
    </Anchor>
  );
}
