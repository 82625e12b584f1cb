/** Owns the middle of a run of the nightly sync: batch by batch, what changed is made, compared, sent and noted. */
import type { DepsAccount } from '../contracts/deps-account';
import type { PictureRecord, SyncPlan, SyncProgress } from '../contracts/receivables-sync';
import { contentHash } from './content-hash';
import { frameOf, makePictures, type HashedPicture, type PictureFrame } from './make-pictures';
import { notHeld, sendPictures, type DepsLine, type SendResult } from './send-pictures';
import { firstCursor, nextCandidates, type Candidate } from './sync-candidates';
import type { SyncDeps } from './sync-deps';

export interface SyncSliceInput {
  readonly plan: SyncPlan;
  /** Where an earlier slice ended; `null` for the first. */
  readonly progress: SyncProgress | null;
}

/** How a slice ended: with more to do, at the end, or because the branch no longer wants it. */
export type SyncSliceResult =
  { readonly kind: 'more' | 'end'; readonly progress: SyncProgress } | { readonly kind: 'accountChanged' | 'stopped' };

/** A slice ends after the batch in which it got this old, so that a restart repeats little. */
const SLICE_MS = 30_000;

/** Everything a batch needs. */
interface Run {
  readonly plan: SyncPlan;
  readonly account: DepsAccount;
  readonly frame: PictureFrame;
  readonly line: DepsLine;
}

/**
 * Sends what has changed, for about half a minute. Safe to repeat from any earlier progress: who was sent in this run is
 * not sent again, and what nobody knows the outcome of is read back first. `beat` is told how far it is. Throws
 * `DepsError` for what is no single customer's fault.
 */
export async function syncSlice(
  deps: SyncDeps,
  { plan, progress }: SyncSliceInput,
  beat: (progress: SyncProgress) => void,
): Promise<SyncSliceResult> {
  const account = await deps.depsAccounts.find(plan.branch);
  if (account?.accountKey !== plan.accountKey) return { kind: 'accountChanged' };
  if (plan.by === 'schedule' && !account.sync.enabled) return { kind: 'stopped' };
  let reached: SyncProgress = progress ?? { cursor: firstCursor(plan), unchanged: 0 };
  const frame = await frameOf(deps, { ...plan, labels: account.periodLabels });
  const line = lineOf(deps, account, () => beat(reached));
  const startedAt = deps.now().getTime();
  while (reached.cursor !== null && deps.now().getTime() - startedAt < SLICE_MS) {
    const options = { limit: account.batchSize, ageing: account.sync.ageingChanges };
    const { candidates, next } = await nextCandidates(deps, plan, reached.cursor, options);
    const unchanged = await syncBatch(deps, { plan, account, frame, line }, candidates);
    reached = { cursor: next, unchanged: reached.unchanged + unchanged };
    beat(reached);
  }
  return { kind: reached.cursor === null ? 'end' : 'more', progress: reached };
}

/** Beats with each request: a read-back of a whole batch takes a while. */
function lineOf(deps: SyncDeps, account: DepsAccount, beat: () => void): DepsLine {
  const everyMs = 60_000 / account.requestsPerMinute;
  let freeAt = 0;
  const turn = async () => {
    beat();
    const now = deps.now().getTime();
    const waitMs = Math.max(0, freeAt - now);
    freeAt = Math.max(now, freeAt) + everyMs;
    if (waitMs > 0) await deps.pause(waitMs);
  };
  return { login: deps.loginOf(account), turn };
}

/** A customer with the picture there is to send. */
interface Made extends HashedPicture {
  readonly customerKey: string;
  readonly changedAt: string | null;
  readonly before: PictureRecord | undefined;
}

/** Answers how many were looked at and had nothing new to say. */
async function syncBatch(deps: SyncDeps, run: Run, all: readonly Candidate[]): Promise<number> {
  const { plan } = run;
  const keys = all.map(({ customerKey }) => customerKey);
  const known = await deps.pictures.findMany(plan.accountKey, keys);
  const candidates = all.filter((one) => isDue(plan, one, known.get(one.customerKey)));
  const unfinished = await deps.ledgers.unfinished(candidates.map(({ customerKey }) => customerKey));
  await deps.pictures.put(
    candidates
      .filter(({ customerKey }) => unfinished.has(customerKey))
      .map(({ customerKey }) => ({
        ...blankRecord(plan, customerKey),
        ...known.get(customerKey),
        run: plan.run,
        status: 'deferred',
      })),
  );
  const finished = candidates.filter(({ customerKey }) => !unfinished.has(customerKey));
  const made = await madeOf(deps, run, finished, known);
  const news = made.filter(hasNews);
  const silent = made.filter((one) => !hasNews(one));
  await deps.pictures.put(silent.flatMap((one) => seenAgain(one)));
  await deps.pictures.put(await sendAll(deps, run, news));
  return silent.length;
}

/** Not who was settled in this run already, and not who was met in the overlap and has not changed since. */
function isDue(plan: SyncPlan, { changedAt, branches }: Candidate, before: PictureRecord | undefined): boolean {
  if (before === undefined) return branches === null || branches.some((branch) => plan.branches.includes(branch));
  if (before.run === plan.run && before.status !== 'sending') return false;
  const wasMet = plan.since !== null && changedAt !== null && changedAt <= plan.since;
  return !(wasMet && before.status === 'sent' && before.ledgerChangedAt === changedAt);
}

async function madeOf(
  deps: SyncDeps,
  { plan, account, frame }: Run,
  candidates: readonly Candidate[],
  known: ReadonlyMap<string, PictureRecord>,
): Promise<readonly Made[]> {
  const customers = await deps.customers.findMany(candidates.map(({ customerKey }) => customerKey));
  const wanted = customers.filter(({ personType }) => personType === 'J' || account.sync.includePersons);
  const documents = new Map(
    wanted.map(({ customerKey, sealedDocument }) => [customerKey, deps.opener.openText(sealedDocument)]),
  );
  const pictures = await makePictures(deps, documents, frame);
  const tooMany = [...pictures].filter(([, picture]) => picture === null).map(([customerKey]) => customerKey);
  await deps.pictures.put(tooMany.map((customerKey) => failed(plan, customerKey, known.get(customerKey), TOO_MANY)));
  return candidates.flatMap(({ customerKey, changedAt }) => {
    const picture = pictures.get(customerKey);
    if (picture === null || picture === undefined) return [];
    return [{ ...picture, customerKey, changedAt, before: known.get(customerKey) }];
  });
}

const TOO_MANY = 'has more movements than are read of one customer';

/** Who has nothing to tell, and was never told of, is no news. */
function hasNews({ before, hash, isEmpty }: Made): boolean {
  if (before === undefined) return !isEmpty;
  return before.status !== 'sent' || before.hash !== hash;
}

/** What is remembered of a picture that says what Deps knows: on which ledger, and until when. */
function seenAgain({ before, changedAt, nextChangeOn }: Made): PictureRecord[] {
  if (before === undefined) return [];
  return [{ ...before, nextChangeOn, ledgerChangedAt: changedAt ?? before.ledgerChangedAt }];
}

/** The intent is written first: after a crash, what may have been sent is read back instead of sent again. */
async function sendAll(deps: SyncDeps, run: Run, news: readonly Made[]): Promise<PictureRecord[]> {
  const { plan, line } = run;
  const unsure = news.filter(({ before }) => before?.status === 'sending' && before.run === plan.run);
  const fresh = news.filter((one) => !unsure.includes(one));
  await deps.pictures.put(fresh.map((one) => intended(plan, one)));
  const picturesOf = (made: readonly Made[]) => made.map(({ picture }) => picture);
  const missing = new Set((await notHeld(deps, line, picturesOf(unsure))).map(({ document }) => document));
  const toSend = news.filter((one) => !unsure.includes(one) || missing.has(one.picture.document));
  const results = await sendPictures(deps, line, picturesOf(toSend), sampleOf(plan, toSend));
  const at = deps.now().toISOString();
  return news.map((one) => settled(plan, one, results.get(one.picture.document) ?? { kind: 'sent' }, at));
}

/** One of each batch, another one each night; and whoever failed before. */
function sampleOf({ run }: SyncPlan, made: readonly Made[]): ReadonlySet<string> {
  const drawn = made
    .map(({ customerKey, picture }) => ({ document: picture.document, lot: contentHash([run, customerKey]) }))
    .sort((a, b) => (a.lot < b.lot ? -1 : 1))
    .slice(0, 1);
  const doubted = made.filter(({ before }) => before !== undefined && before.status !== 'sent');
  return new Set([...drawn.map(({ document }) => document), ...doubted.map(({ picture }) => picture.document)]);
}

function blankRecord({ accountKey, run }: SyncPlan, customerKey: string): PictureRecord {
  const nothing = { reason: null, hash: null, figures: null, titles: 0, sentAt: null, isEmpty: true };
  return { accountKey, customerKey, status: 'sending', run, ...nothing, nextChangeOn: null, ledgerChangedAt: null };
}

function intended(plan: SyncPlan, { customerKey, before }: Made): PictureRecord {
  return { ...blankRecord(plan, customerKey), ...before, status: 'sending', run: plan.run, reason: null };
}

function failed(plan: SyncPlan, customerKey: string, before: PictureRecord | undefined, reason: string): PictureRecord {
  return { ...blankRecord(plan, customerKey), ...before, status: 'failed', run: plan.run, reason };
}

function settled(plan: SyncPlan, made: Made, result: SendResult, at: string): PictureRecord {
  const { customerKey, before, picture, hash, titles, isEmpty, nextChangeOn, changedAt } = made;
  if (result.kind === 'failed') return failed(plan, customerKey, before, result.reason);
  const { document: _document, ...figures } = picture;
  const sent = { status: 'sent', reason: null, hash, figures, titles, sentAt: at, isEmpty, nextChangeOn } as const;
  const ledgerChangedAt = changedAt ?? before?.ledgerChangedAt ?? null;
  return { ...blankRecord(plan, customerKey), ...sent, ledgerChangedAt };
}
