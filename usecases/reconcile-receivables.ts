/** Owns the reconciliation of a branch's ledger with Deps: what we have, what we sent last, what Deps holds. */
import type { DepsClient } from '../adapters/deps/deps-client';
import type { DepsAccount } from '../contracts/deps-account';
import type { PictureFigures, PictureRecord } from '../contracts/receivables-sync';
import { dateInZone } from '../domain/calendar';
import { DepsError, type DepsErrorKind } from '../domain/deps-error';
import { CrivoError } from '../domain/errors';
import { isTellable, MAX_MOVEMENTS } from '../domain/ledger';
import type { DepsPicture } from '../domain/receivables-picture';
import { pictureDifferences, type FigureDifference } from '../domain/picture-differences';
import { foldTitles, isIssued } from '../domain/titles';
import { findDepsAccount } from './deps-accounts';
import { depsTurn } from './deps-turn';
import { labelsInForce } from './labels-in-force';
import { frameOf, makePictures } from './make-pictures';
import type { SyncDeps } from './sync-deps';

export interface ReconcileDeps extends Omit<SyncDeps, 'deps' | 'ledgers' | 'syncStates'> {
  readonly deps: Pick<DepsClient, 'readPicture'>;
}

export interface Reconciled {
  readonly customerKey: string;
  readonly status: PictureRecord['status'];
  readonly sentAt: string | null;
  /** As of the day of the last picture, from the ledger as it is now; `null` where it has more than is read. */
  readonly ledger: PictureFigures | null;
  readonly lastSent: PictureFigures | null;
  /** What Deps holds; `null` for nothing. */
  readonly held: PictureFigures | null;
  /** Why Deps could not be asked; then nothing is known of what it holds. `rateLimited` also where it was not its turn. */
  readonly unread: DepsErrorKind | null;
  /** What moved since the last picture was sent. */
  readonly sinceSent: readonly FigureDifference[];
  /** Where Deps holds something else than was sent. */
  readonly atDeps: readonly FigureDifference[];
  /** Titles that were cancelled after something had been collected of them: it became the customer's credit. */
  readonly cancelledCollected: readonly { readonly title: string; readonly creditCents: number }[];
}

export interface ReconciliationPage {
  readonly customers: readonly Reconciled[];
  /** From after whom the next page begins; `null` at the end. */
  readonly after: string | null;
}

const MOST_TITLES = 100;
/** A page waits no longer for its turns at Deps: somebody is looking at it. */
const MOST_WAIT_MS = 30_000;

/**
 * A page of the customers of whom a picture was made and who have movements at the branch, by key. Errors:
 * `BranchNotFound`, `DepsAccountNotFound`.
 */
export async function reconcileReceivables(
  deps: ReconcileDeps,
  branch: string,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<ReconciliationPage> {
  const record = await deps.branches.find(branch);
  if (record === null) throw new CrivoError('BranchNotFound');
  const account = await findDepsAccount({ accounts: deps.depsAccounts }, branch);
  const shared = [...(await deps.depsAccounts.ofAccount(account.accountKey))];
  const askUntilMs = deps.now().getTime() + MOST_WAIT_MS;
  const page = await deps.pictures.page(account.accountKey, after, limit);
  const today = dateInZone(deps.now().toISOString(), record.parameters.zone);
  const customers: Reconciled[] = [];
  for (const picture of page) {
    const reconciled = await reconcile(deps, { branch, account, shared, today, picture, askUntilMs });
    if (reconciled !== null) customers.push(reconciled);
  }
  return { customers, after: page.length === limit ? (page.at(-1)?.customerKey ?? null) : null };
}

interface Subject {
  readonly branch: string;
  readonly account: DepsAccount;
  /** Of every branch on the account. */
  readonly shared: readonly DepsAccount[];
  readonly today: string;
  readonly picture: PictureRecord;
  readonly askUntilMs: number;
}

async function reconcile(deps: ReconcileDeps, subject: Subject): Promise<Reconciled | null> {
  const { branch, account, shared, picture, today } = subject;
  const { customerKey, status, sentAt, figures: lastSent } = picture;
  const [customer] = await deps.customers.findMany([customerKey]);
  const movements = await deps.movements.ofCustomers([customerKey], MAX_MOVEMENTS + 1);
  if (customer === undefined || !movements.some((movement) => movement.branch === branch)) return null;
  const isTold = sentAt !== null || status === 'sending';
  if (customer.personType === 'F' && !account.sync.includePersons && !isTold) return null;
  const document = deps.opener.openText(customer.sealedDocument);
  const branches = shared.map((one) => one.branch);
  const positionOn = lastSent?.positionOn ?? today;
  const frame = await frameOf(deps, { branches, positionOn, labels: labelsInForce(shared).periodLabels });
  const made = (await makePictures(deps, new Map([[customerKey, document]]), frame)).get(customerKey);
  const ledger = made ? figuresOf(made.picture) : null;
  const { held, unread } = await heldOf(deps, subject, document);
  const told = isTellable(movements) ? movements.filter((movement) => movement.branch === branch) : [];
  const cancelledCollected = foldTitles(told)
    .filter(isIssued)
    .filter(({ state, creditCents }) => state === 'cancelled' && creditCents > 0)
    .slice(0, MOST_TITLES)
    .map(({ title, creditCents }) => ({ title, creditCents }));
  const sinceSent = ledger && lastSent ? pictureDifferences(lastSent, ledger) : [];
  const atDeps = held && lastSent ? pictureDifferences(lastSent, held) : nothingHeld(lastSent, unread);
  return { customerKey, status, sentAt, ledger, lastSent, held, unread, sinceSent, atDeps, cancelledCollected };
}

function nothingHeld(lastSent: PictureFigures | null, unread: DepsErrorKind | null): FigureDifference[] {
  if (lastSent === null || unread !== null) return [];
  return [{ figure: 'positionOn', expected: lastSent.positionOn, found: null }];
}

async function heldOf(
  deps: ReconcileDeps,
  { account, askUntilMs }: Subject,
  document: string,
): Promise<Pick<Reconciled, 'held' | 'unread'>> {
  const mostWaitMs = Math.max(0, askUntilMs - deps.now().getTime());
  if (!(await depsTurn(deps, account, { mostWaitMs }))) return { held: null, unread: 'rateLimited' };
  try {
    const held = await deps.deps.readPicture(deps.loginOf(account), document);
    return { held: held && figuresOf(held), unread: null };
  } catch (error) {
    if (!(error instanceof DepsError)) throw error;
    return { held: null, unread: error.kind };
  }
}

function figuresOf({ document: _document, ...figures }: DepsPicture): PictureFigures {
  return figures;
}
