/** Owns the sending of one customer's receivables before its report is bought, as the nightly sync would send them. */
import type { DepsAccount } from '../contracts/deps-account';
import type { PictureRecord } from '../contracts/receivables-sync';
import { dateInZone } from '../domain/calendar';
import { DepsError } from '../domain/deps-error';
import { CrivoError } from '../domain/errors';
import { depsTurn } from './deps-turn';
import { labelsInForce } from './labels-in-force';
import { frameOf, makePictures, type HashedPicture } from './make-pictures';
import { ReceivablesNotSentError, type ReceivablesPictures } from './purchase-deps';
import { sendPictures } from './send-pictures';
import type { SyncDeps } from './sync-deps';

type PictureDeps = Omit<SyncDeps, 'syncStates'>;

const ATTEMPTS = 3;
const PAUSE_MS = 2_000;
/** Kinds of failure that may pass within seconds. */
const MAY_PASS: ReadonlySet<DepsError['kind']> = new Set<DepsError['kind']>(['unavailable', 'rateLimited']);

/** The bureau's picture of each customer, brought up to date for a purchase. */
export function receivablesPictures(deps: PictureDeps): ReceivablesPictures {
  return {
    send: async (at) => {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await sendOnce(deps, at);
        } catch (error) {
          const passes = error instanceof BeingTakenIn || (error instanceof DepsError && MAY_PASS.has(error.kind));
          if (passes && attempt < ATTEMPTS) {
            await deps.pause(PAUSE_MS * attempt);
            continue;
          }
          throw told(error);
        }
      }
    },
  };
}

class BeingTakenIn extends Error {
  override readonly name = 'BeingTakenIn';
}

function told(error: unknown): unknown {
  if (error instanceof BeingTakenIn) return new ReceivablesNotSentError('movements of the customer are being taken in');
  return error instanceof DepsError ? new ReceivablesNotSentError(error.providerText || error.message) : error;
}

type At = Parameters<ReceivablesPictures['send']>[0];

/** Nothing is sent where the bureau knows all of it already, or where the branch keeps persons to itself. */
async function sendOnce(deps: PictureDeps, { branch, customerKey, purchase }: At): Promise<void> {
  const account = await deps.depsAccounts.find(branch);
  if (account === null) throw new CrivoError('DepsAccountNotFound');
  const [customer] = await deps.customers.findMany([customerKey]);
  if (customer === undefined) throw new CrivoError('CustomerNotFound');
  if (customer.personType === 'F' && !account.sync.includePersons) return;
  const document = deps.opener.openText(customer.sealedDocument);
  const made = await pictureOf(deps, account, customerKey, document);
  const before = (await deps.pictures.findMany(account.accountKey, [customerKey])).get(customerKey);
  if (!hasNews(made, before)) return;
  const record = { ...blank(account, customerKey), ...before, run: purchase };
  await deps.pictures.put([{ ...record, status: 'sending' }]);
  const turn = async () => void (await depsTurn(deps, account, { mostWaitMs: null }));
  const line = { login: deps.loginOf(account), turn };
  const results = await sendPictures(deps, line, [made.picture], {
    sampled: new Set([document]),
    failedBefore: new Set(),
    areLeftOvers: false,
    othersPassed: () => Promise.resolve(false),
  });
  const result = results.get(document);
  if (result?.kind === 'failed') {
    await deps.pictures.put([{ ...record, status: 'failed', reason: result.reason }]);
    throw new ReceivablesNotSentError(result.reason);
  }
  const { document: _document, ...figures } = made.picture;
  const { hash, titles, isEmpty, nextChangeOn } = made;
  const sentAt = deps.now().toISOString();
  await deps.pictures.put([
    { ...record, status: 'sent', reason: null, hash, figures, titles, isEmpty, nextChangeOn, sentAt },
  ]);
}

async function pictureOf(
  deps: PictureDeps,
  account: DepsAccount,
  customerKey: string,
  document: string,
): Promise<HashedPicture> {
  const shared = await deps.depsAccounts.ofAccount(account.accountKey);
  const branches = shared.map(({ branch }) => branch).sort();
  const { periodLabels: labels } = labelsInForce(shared.length > 0 ? shared : [account]);
  const zone = (await deps.branches.find(account.branch))?.parameters.zone;
  if (zone === undefined) throw new CrivoError('BranchNotFound');
  const positionOn = dateInZone(deps.now().toISOString(), zone);
  const frame = await frameOf(deps, { branches, positionOn, labels });
  const isUnfinished = async () => (await deps.ledgers.unfinished([customerKey])).size > 0;
  if (await isUnfinished()) throw new BeingTakenIn();
  const made = (await makePictures(deps, new Map([[customerKey, document]]), frame)).get(customerKey);
  if (await isUnfinished()) throw new BeingTakenIn();
  if (made === null || made === undefined) {
    throw new ReceivablesNotSentError('the customer has more movements than are read of one');
  }
  return made;
}

/** A later day that another branch of the account has told isn't replaced by an earlier one. */
function hasNews({ hash, isEmpty, picture }: HashedPicture, before: PictureRecord | undefined): boolean {
  if (before === undefined || (before.status === 'deferred' && before.hash === null)) return !isEmpty;
  if ((before.figures?.positionOn ?? '') > picture.positionOn) return false;
  return before.status === 'sending' || before.status === 'failed' || before.hash !== hash;
}

function blank({ accountKey }: DepsAccount, customerKey: string): Omit<PictureRecord, 'status' | 'run'> {
  const nothing = { reason: null, hash: null, figures: null, titles: 0, sentAt: null, isEmpty: true };
  return { accountKey, customerKey, ...nothing, nextChangeOn: null, ledgerChangedAt: null };
}
