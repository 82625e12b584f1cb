/** Owns what a release has to tell: the world by webhook, and the open orders it may let go on. */
import type { CreditChange, OutboxEntry } from '../adapters/mongo/outbox';
import type { Release } from '../contracts/release';
import type { WebhookEvent } from '../domain/webhooks';
import { contentHash } from './content-hash';

const EVENTS: Readonly<Partial<Record<Release['status'], WebhookEvent>>> = {
  requested: 'release.requested',
  granted: 'release.granted',
  refused: 'release.refused',
  expired: 'release.expired',
};

/** The entries of the write that leaves a release as it is here. Passing on, revoking and using up are told nobody. */
export function releaseNews(release: Release): readonly OutboxEntry[] {
  const { branch, customerKey, scope, status, checks, revision, updatedAt: at } = release;
  const event = EVENTS[status];
  const cause = { kind: 'release', branch, release: release.release, customerKey, scope, status, checks } as const;
  const told = event === undefined ? [] : [{ id: eventId(release), event, at, decision: null, cause }];
  const changed =
    (status === 'granted' || status === 'revoked') && scope.kind !== 'sale'
      ? [creditChange({ release: release.release, revision, customerKey })]
      : [];
  return [...told, ...changed];
}

/**
 * A release is a changed fact: open orders of the customer are judged again, by what is granted or taken away. At the end
 * of its last day the re-evaluation is awake by itself.
 */
export function creditChange({
  release,
  revision,
  customerKey,
}: Pick<Release, 'release' | 'revision' | 'customerKey'>): CreditChange {
  return { id: `cc_${release}_${revision}`, event: 'creditChanged', customerKey };
}

function eventId({ release, revision }: Release): string {
  return `rle_${contentHash([release, revision]).slice(0, 26)}`;
}
