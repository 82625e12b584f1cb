/** Owns the recording of a sale with receipt, safe to repeat at any point and by anybody: read, decide, record, write. */
import type { SaleRecord } from '../adapters/mongo/sale-store';
import { ofKind, type SaleDecision } from '../contracts/decision';
import { CrivoError } from '../domain/errors';
import { SaleStatus } from '../domain/sale';
import { withSender } from '../domain/senders';
import { holds } from '../domain/waivers';
import { decideSale, saleDecisionId, saleKey, type SaleEvaluation } from './decide-sale';
import { noteRestrictions } from './note-restrictions';
import { giveBackSale } from './give-back-claims';
import { settleReleases } from './claim-release';
import { freeReservation, giveBackExcess } from './reserve-limit';
import type { SaleStores } from './stores';

const ATTEMPTS = 20;

/** A sale of one branch, by the ERP's id. */
export interface SaleAddress {
  readonly branch: string;
  readonly sale: string;
}

/**
 * The same content is the same answer, until the sale is cancelled. A refused sale may be sent again with other content,
 * which is judged anew; an allowed one may not, and a cancelled one not at all: what it was once allowed holds nothing
 * any more. Errors: `SaleConflict`, `BranchNotFound`, those of the policy, `TooManyConflicts`.
 */
export async function recordSale(
  stores: SaleStores,
  sent: Omit<SaleEvaluation, 'evaluation' | 'enteredBy'>,
): Promise<SaleDecision> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const stored = await currentSale(stores, sent);
    if (stored !== null) refuseIfCancelled(stored);
    if (stored?.contentHash === sent.contentHash) return decisionOn(stores, stored);
    if (stored !== null && stored.status !== SaleStatus.refused) throw conflictWith(stored);
    const evaluation = (stored?.evaluation ?? 0) + 1;
    const enteredBy = withSender(stored?.enteredBy ?? [], sent.subject);
    const { decided, standing } = await evaluate(stores, { ...sent, enteredBy, evaluation });
    refuseIfCancelled(standing);
    if (decided.contentHash === sent.contentHash && standing.decision === decided.decision) return decided;
  }
  throw new CrivoError('TooManyConflicts');
}

/**
 * Judges a refused sale again, with the content it has: its customer has paid, or has been given a limit. An allowed one
 * answers as it was decided. Errors: `SaleNotFound`, those of `recordSale`; `SaleConflict` for a cancelled one.
 */
export async function reevaluateSale(stores: SaleStores, at: SaleAddress, subject: string): Promise<SaleDecision> {
  const stored = await currentSale(stores, at);
  if (stored === null) throw new CrivoError('SaleNotFound');
  refuseIfCancelled(stored);
  if (stored.status !== SaleStatus.refused) return decisionOn(stores, stored);
  const { branch, sale, content, contentHash, evaluation } = stored;
  const customer = content.customerKey === null ? null : await stores.customers.find(content.customerKey);
  const { decided, standing } = await evaluate(stores, {
    branch,
    sale,
    content,
    contentHash,
    customer,
    subject,
    enteredBy: stored.enteredBy ?? [subject],
    evaluation: evaluation + 1,
  });
  refuseIfCancelled(standing);
  return decided;
}

function refuseIfCancelled(stored: SaleRecord): void {
  if (stored.status === SaleStatus.cancelled) throw conflictWith(stored);
}

function conflictWith({ sale, status }: SaleRecord): CrivoError {
  return new CrivoError('SaleConflict', { state: { sale, status } });
}

/**
 * Ends a sale, frees what it holds, and has open orders judged again that may fit now. The status is written first, so
 * that nobody reserves for it any more; cancelling again does what a crash has left undone. Errors: `SaleNotFound`, `TooManyConflicts`.
 */
export async function cancelSale(stores: SaleStores, at: SaleAddress, subject: string): Promise<SaleRecord> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const stored = await currentSale(stores, at);
    if (stored === null) throw new CrivoError('SaleNotFound');
    if (stored.status === SaleStatus.cancelled) {
      await freeSale(stores, stored);
      if (stored.freedAt === null) await stores.sales.noteFreed(stored, stores.now().toISOString());
      return stored;
    }
    await stores.sales.cancel(stored, subject, stores.now().toISOString());
  }
  throw new CrivoError('TooManyConflicts');
}

/** How a sale stands, `null` where there is none. What an evaluation left undone when it died is finished first. */
export async function currentSale(stores: SaleStores, at: SaleAddress): Promise<SaleRecord | null> {
  const { branch, sale } = at;
  const stored = await stores.sales.find(branch, sale);
  if (stored !== null && stored.status !== SaleStatus.refused) return stored;
  const next = saleDecisionId({ branch, sale, evaluation: (stored?.evaluation ?? 0) + 1 });
  const undone = ofKind('sale', await stores.decisions.find(next));
  return undone === null ? stored : finish(stores, undone);
}

/** The decision a sale stands by. Errors: `DecisionNotFound`. */
export async function decisionOn(stores: SaleStores, { decision }: SaleRecord): Promise<SaleDecision> {
  const found = ofKind('sale', await stores.decisions.find(decision));
  if (found === null) throw new CrivoError('DecisionNotFound');
  return found;
}

/** Reserves, records and writes, in this order. Of several attempts at one evaluation the decision stored first counts. */
async function evaluate(stores: SaleStores, given: SaleEvaluation) {
  const computed = await decideSale(stores, given);
  const decided = await stores.decisions.insertOrFind(computed);
  if (computed.customerKey !== decided.customerKey) await giveBack(stores, computed.customerKey, decided);
  return { decided, standing: await finish(stores, decided) };
}

/** Carries out what follows from a stored decision; whoever finds it can. Safe to repeat. */
async function finish(stores: SaleStores, decided: SaleDecision): Promise<SaleRecord> {
  const { branch, sale, evaluation, content, contentHash, decision, at, allowed } = decided;
  const { customerKey, enteredBy } = decided;
  const passes = !holds(decided.judgement.outcome);
  const [lastEntry] = await Promise.all([
    customerKey === null ? null : stores.history.last(customerKey),
    giveBack(stores, customerKey, decided),
    customerKey === null ? undefined : settleReleases(stores, customerKey, saleKey(decided), { ...decided, passes }),
  ]);
  await noteRestrictions(stores, decided, lastEntry);
  const written = await stores.sales.write({
    branch,
    sale,
    evaluation,
    content,
    contentHash,
    ...(enteredBy !== undefined && { enteredBy }),
    status: allowed ? SaleStatus.allowed : SaleStatus.refused,
    decision,
    cancelledBy: null,
    freedAt: null,
    createdAt: at,
    updatedAt: at,
  });
  if (written.status === SaleStatus.cancelled) await freeSale(stores, decided);
  return written;
}

/** A rival with other content may have reserved for another customer; of it nothing is kept. */
async function giveBack(stores: SaleStores, customerKey: string | null, decided: SaleDecision): Promise<void> {
  const customer = customerKey === null ? null : await stores.customers.find(customerKey);
  if (customer === null) return;
  const reservation = customerKey === decided.customerKey ? decided.reservation : null;
  await giveBackExcess(stores, customer, saleKey(decided), { decision: decided.decision, reservation });
}

async function freeSale(stores: SaleStores, sale: SaleAddress & Pick<SaleDecision, 'content'>): Promise<void> {
  const { customerKey } = sale.content;
  const customer = customerKey === null ? null : await stores.customers.find(customerKey);
  if (customer === null) return;
  await freeReservation(stores, customer, saleKey(sale));
  await giveBackSale(stores, customer.customerKey, saleKey(sale));
}
