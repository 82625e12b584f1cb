/** Owns the taking in of receivables lines: each stored once, the exposure brought up to date, nothing lost. */
import type { MovementStore } from '../adapters/mongo/movement-store';
import { toMovement, type ReceivablesLine } from '../contracts/receivables';
import { addDays, dateInZone } from '../domain/calendar';
import { CrivoError, type Finding } from '../domain/errors';
import type { Movement } from '../domain/movements';
import { contentHash } from './content-hash';
import type { Identifier } from './identify-customer';
import { refreshLedger } from './refresh-ledger';
import type { CreditStores } from './stores';

/** What became of one line, by its place in what was sent (1 is the first). */
export interface RejectedLine {
  readonly line: number;
  readonly movement: string | null;
  readonly code: 'InvalidRequest' | 'MovementConflict';
  readonly errors: readonly Finding[];
}
export interface AppliedMovements {
  readonly stored: number;
  readonly repeated: number;
  readonly rejected: readonly RejectedLine[];
}

export interface NumberedLine {
  readonly line: number;
  readonly content: ReceivablesLine;
}

type Deps = Pick<CreditStores, 'branches' | 'customers' | 'exposures' | 'now' | 'policies'> & {
  readonly movements: Pick<MovementStore, 'insert' | 'ofCustomer' | 'ofCustomers'>;
  readonly identifier: Identifier;
};

/**
 * Stores each movement under its branch and id, then refreshes each touched customer's exposure once; also for
 * repeated lines, so that a send that was cut between the two is healed by sending it again.
 * Errors: `BranchNotFound`, `TooManyConflicts`.
 */
export async function applyMovements(
  deps: Deps,
  branch: string,
  lines: readonly NumberedLine[],
): Promise<AppliedMovements> {
  const record = await deps.branches.find(branch);
  if (record === null) throw new CrivoError('BranchNotFound');
  const { policy } = await deps.policies.load(record.policy);
  const { zone } = record.parameters;
  const touched = new Map<string, string>();
  const rejected: RejectedLine[] = [];
  let [stored, repeated] = [0, 0];
  for (const line of lines) {
    const result = await applyOne(deps, branch, zone, line);
    if ('rejected' in result) rejected.push(result.rejected);
    else {
      touched.set(result.customerKey, result.groupKey);
      if (result.outcome === 'stored') stored += 1;
      else repeated += 1;
    }
  }
  const fold = { zone, modalities: policy.modalities };
  for (const [customerKey, groupKey] of touched) await refreshLedger(deps, { customerKey, groupKey }, fold);
  return { stored, repeated, rejected };
}

type Applied =
  | { readonly outcome: 'stored' | 'repeated'; readonly customerKey: string; readonly groupKey: string }
  | { readonly rejected: RejectedLine };

async function applyOne(deps: Deps, branch: string, zone: string, { line, content }: NumberedLine): Promise<Applied> {
  const reject = (code: RejectedLine['code'], errors: readonly Finding[]): Applied => ({
    rejected: { line, movement: content.movement, code, errors },
  });
  try {
    const met = deps.identifier.identify(content.document, deps.now());
    const movement = toMovement(content, branch, met.customerKey);
    const early = notYet(movement, deps.now(), zone);
    if (early !== null) return reject('InvalidRequest', [early]);
    const known = await deps.customers.find(met.customerKey);
    if (known === null) await deps.customers.ensure(met);
    const outcome = await deps.movements.insert(movement, contentHash(movement));
    if (outcome !== 'conflict') return { outcome, customerKey: met.customerKey, groupKey: (known ?? met).groupKey };
    const fix = 'send a correction as a movement of its own, with an id of its own';
    return reject('MovementConflict', [{ at: 'movement', message: 'was sent before with other content', fix }]);
  } catch (error) {
    if (!(error instanceof CrivoError) || error.code !== 'InvalidRequest') throw error;
    return reject('InvalidRequest', error.details.errors ?? []);
  }
}

/** A ledger tells what has happened: a payment of tomorrow must not free a limit today. Clocks may differ by a day. */
function notYet({ effectiveOn, recordedAt }: Movement, now: Date, zone: string): Finding | null {
  const latest = addDays(dateInZone(now.toISOString(), zone), 1);
  if (effectiveOn > latest) {
    return {
      at: 'effectiveOn',
      message: `lies in the future, got ${effectiveOn}`,
      fix: 'send the movement when it happens',
    };
  }
  if (recordedAt !== null && dateInZone(recordedAt, zone) > latest) {
    return { at: 'recordedAt', message: `lies in the future, got ${recordedAt}`, fix: "correct the ERP's clock" };
  }
  return null;
}
