/** Owns the look at one held order beside the queue: where it stands, every check with its numbers, what can be done. */
import '../form-styles';
import { Anchor, Group, Stack, Text } from '@mantine/core';
import { Link, useLocation } from 'wouter';
import { useShortcuts } from '../shell/shortcuts';
import { DrawerHead } from '../states/drawer-head';
import { StateBadge } from '../signs/state-sign';
import { formatBRL, formatDate, formatDuration, formatInstant } from '../texts/formats';
import { HoldActions, type Doing } from './hold-actions';
import { HoldChecks } from './hold-checks';
import { HoldTimeline } from './hold-timeline';
import { DrawerNews } from './drawer-news';
import { useDeskTexts } from './desk-texts';
import type { Hold } from './use-holds';
import type { HoldChange } from './use-live';
import { usePresence } from './use-presence';

interface HoldDrawerProps {
  readonly hold: Hold;
  /** It isn't held any more; shown as it was seen last. */
  readonly hasLeft: boolean;
  /** The others who look at it. */
  readonly people: readonly string[];
  readonly change: HoldChange | undefined;
  readonly onClose: () => void;
  readonly onDo: (doing: Doing) => void;
}

export default function HoldDrawer({ hold, hasLeft, people, change, onClose, onDo }: HoldDrawerProps) {
  const say = useDeskTexts();
  usePresence(hold);
  const [, navigate] = useLocation();
  const title = say('details', { order: hold.order });
  const customer = `/clientes/${encodeURIComponent(hold.customerKey)}`;
  useShortcuts([{ keys: 'F9', label: say('openCustomer'), run: () => navigate(customer) }]);
  return (
    <aside className="hold-drawer" aria-label={title}>
      <Stack gap="md" p="md">
        <DrawerHead title={title} onClose={onClose}>
          <Text size="sm">{hold.customer?.name ?? hold.customer?.document}</Text>
          <Anchor component={Link} href={customer} size="sm" underline="always" aria-keyshortcuts="F9">
            {say('openCustomer')}
          </Anchor>
        </DrawerHead>
        {!hasLeft && (
          <Group gap="xs">
            <StateBadge
              state="blocked"
              label={hold.forcedHold ? say('forced') : say(hold.kind === 'undetermined' ? 'unknown' : 'blocked')}
            />
            <StateBadge state={hold.indicator} label={say(hold.indicator)} />
          </Group>
        )}
        <div>
          <div role="status">
            <DrawerNews hasLeft={hasLeft} people={people} change={change} />
          </div>
          {!hasLeft && <HoldActions hold={hold} onDo={onDo} />}
        </div>
        <Figures hold={hold} />
        <HoldTimeline hold={hold} />
        <HoldChecks hold={hold} />
      </Stack>
    </aside>
  );
}

function Figures({ hold }: { readonly hold: Hold }) {
  const say = useDeskTexts();
  const promise = hold.promise;
  const rows: readonly (readonly [string, string | null])[] = [
    [say('total'), formatBRL(hold.totalCents)],
    [say('term'), formatBRL(hold.termCents)],
    [say('branch'), hold.branch],
    [say('seller'), hold.seller],
    [say('note'), hold.note],
  ];
  return (
    <div>
      <Text size="sm">
        {say('since', { at: formatInstant(hold.heldSince), time: formatDuration(hold.heldSeconds) })}
      </Text>
      {hold.deadline !== null && <Text size="sm">{say('until', { at: formatInstant(hold.deadline) })}</Text>}
      {promise && (
        <Text size="sm" fw={600}>
          {say(promise.broken ? 'promiseBroken' : 'promised', {
            amount: formatBRL(promise.amountCents),
            date: formatDate(promise.promisedOn),
          })}
        </Text>
      )}
      <dl className="figures">
        {rows.map(([name, value]) =>
          value === null ? null : (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
    </div>
  );
}
