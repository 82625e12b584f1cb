/** Owns the exposure documents held in memory, under the same conditions as in the database. */
import type { ExposureDocument, ExposureStore, LedgerChange } from '../../adapters/mongo/exposure-store';
import type { ExposureMember, Reservation } from '../../domain/exposure';

interface Kept {
  readonly members: Record<string, ExposureMember>;
  readonly reservations: Record<string, Reservation>;
  readonly held: Record<string, { readonly customerKey: string; readonly heldCents: number }>;
}

const NO_EXPOSURE: ExposureMember = { ledgerCount: 0, openCents: 0, reservedCents: 0 };

/** Nobody drains a run's outboxes. */
export type MemoryExposureStore = Omit<ExposureStore, 'withOutbox' | 'clearOutbox' | 'pageOfReservations'>;

/** One store per run: nothing is shared and nothing outlives it. What it answers is a copy, never the kept document. */
export function memoryExposureStore(): MemoryExposureStore {
  const groups = new Map<string, Kept>();

  const reservedMore = (kept: Kept, customerKey: string, cents: number): void => {
    const member = kept.members[customerKey] ?? NO_EXPOSURE;
    kept.members[customerKey] = { ...member, reservedCents: member.reservedCents + cents };
  };

  const keptOf = (groupKey: string): Kept => {
    const kept = groups.get(groupKey) ?? { members: {}, reservations: {}, held: {} };
    groups.set(groupKey, kept);
    return kept;
  };

  const applyLedger = ({
    groupKey,
    customerKey,
    before,
    ledgerCount,
    openCents,
    reservations,
  }: LedgerChange): boolean => {
    const kept = keptOf(groupKey);
    const member = kept.members[customerKey] ?? NO_EXPOSURE;
    if (member.ledgerCount !== before.ledgerCount || member.reservedCents !== before.reservedCents) return false;
    if (!reservations.every((one) => isUnchanged(kept, one.key, one.before))) return false;
    for (const one of reservations) {
      reservedMore(kept, customerKey, one.after.remainingCents - one.before.remainingCents);
      kept.reservations[one.key] = one.after;
    }
    kept.members[customerKey] = { ...(kept.members[customerKey] ?? NO_EXPOSURE), ledgerCount, openCents };
    return true;
  };

  return {
    peek: async (groupKey, customerKey) => copyOf(groupKey, groups.get(groupKey), customerKey),
    reserve: async ({ groupKey, customerKey, key, before, after, ledgerCount, takenAtMostCents, ...group }) => {
      const kept = keptOf(groupKey);
      const member = kept.members[customerKey] ?? NO_EXPOSURE;
      if (member.ledgerCount !== ledgerCount || !isUnchanged(kept, key, before)) return false;
      if (takenAtMostCents !== null && member.openCents + member.reservedCents > takenAtMostCents) return false;
      if (group.groupTakenAtMostCents !== null && takenBy(kept) > group.groupTakenAtMostCents) return false;
      reservedMore(kept, customerKey, after.remainingCents - (before?.remainingCents ?? 0));
      kept.reservations[key] = after;
      delete kept.held[key];
      return true;
    },
    free: async (groupKey, key, before) => {
      const kept = groups.get(groupKey);
      if (kept === undefined || !isUnchanged(kept, key, before)) return false;
      reservedMore(kept, before.customerKey, -before.remainingCents);
      delete kept.reservations[key];
      delete kept.held[key];
      return true;
    },
    ensureMembers: async (customers) => {
      for (const { groupKey, customerKey } of customers) keptOf(groupKey).members[customerKey] ??= NO_EXPOSURE;
    },
    applyLedger: async (change) => applyLedger(change),
    applyLedgers: async (changes) => changes.map(applyLedger).every((isApplied) => isApplied),
    ofCustomers: async (customers) =>
      [...new Set(customers.map(({ groupKey }) => groupKey))].map((groupKey) => {
        const members = customers.filter((one) => one.groupKey === groupKey).map(({ customerKey }) => customerKey);
        return copyOf(groupKey, groups.get(groupKey), ...members);
      }),
    noteHeld: async (groupKey, customerKey, key, heldCents) => {
      const kept = keptOf(groupKey);
      if (heldCents === 0) delete kept.held[key];
      else kept.held[key] = { customerKey, heldCents };
    },
  };
}

function takenBy({ members }: Kept): number {
  return Object.values(members).reduce((sum, { openCents, reservedCents }) => sum + openCents + reservedCents, 0);
}

function copyOf(groupKey: string, kept: Kept | undefined, ...customerKeys: readonly string[]): ExposureDocument {
  const newMembers = Object.fromEntries(customerKeys.map((customerKey) => [customerKey, NO_EXPOSURE]));
  const members = { ...newMembers, ...kept?.members };
  return structuredClone({
    groupKey,
    group: null,
    members,
    reservations: kept?.reservations ?? {},
    held: kept?.held ?? {},
  });
}

/** Not there, or with the very same figures as were read. */
function isUnchanged(kept: Kept, key: string, before: Reservation | null): boolean {
  const found = kept.reservations[key];
  if (before === null) return found === undefined;
  return (
    found?.customerKey === before.customerKey &&
    found.reservedCents === before.reservedCents &&
    found.remainingCents === before.remainingCents &&
    found.decision === before.decision &&
    found.sequence === before.sequence &&
    found.at === before.at
  );
}
