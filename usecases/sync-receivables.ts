/** Owns the middle of a run of the nightly sync: batch by batch, what changed is made, compared, sent and noted. */
import type { DepsAccount } from '../contracts/deps-account';
import type { PictureRecord, SyncCursor, SyncPlan, SyncProgress } from '../contracts/receivables-sync';
import { DepsError, type DepsErrorKind } from '../domain/deps-error';
import { contentHash } from './content-hash';
import { depsTurn } from './deps-turn';
import { frameOf, makePictures, type HashedPicture, type PictureFrame } from './make-pictures';
import { notHeld, sendPictures, type DepsLine, type SendContext, type SendResult } from './send-pictures';
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
  readonly phase: SyncCursor['phase'];
  readonly frame: PictureFrame;
  readonly line: DepsLine;
}

/**
 * Sends what has changed, for about half a minute. Safe to repeat from any earlier progress: who was sent in this run is
 * not sent again, and what nobody knows the outcome of is read back first. `beat` is told how far it is, after each batch.
 * Throws `DepsError` for what is no single customer's fault.
 */
export async function syncSlice(
  deps: SyncDeps,
  { plan, progress }: SyncSliceInput,
  beat: (progress: SyncProgress) => void,
): Promise<SyncSliceResult> {
  const account = await deps.depsAccounts.find(plan.branch);
  if (account?.accountKey !== plan.accountKey) return { kind: 'accountChanged' };
  if (plan.by === 'schedule' && !account.sync.enabled) return { kind: 'stopped' };
  const note = (reason: DepsErrorKind | null) =>
    deps.syncStates.note(plan.branch, plan.accountKey, { run: plan.run, reason });
  try {
    return await batchAfterBatch(deps, { plan, account, progress }, { beat, passed: () => note(null) });
  } catch (error) {
    // It is tried again, perhaps for hours: who looks meanwhile is told why nothing moves.
    if (error instanceof DepsError) await note(error.kind);
    throw error;
  }
}

interface Slice {
  readonly plan: SyncPlan;
  readonly account: DepsAccount;
  readonly progress: SyncProgress | null;
}

interface Told {
  readonly beat: (progress: SyncProgress) => void;
  /** A batch went through. */
  readonly passed: () => Promise<void>;
}

async function batchAfterBatch(
  deps: SyncDeps,
  { plan, account, progress }: Slice,
  { beat, passed }: Told,
): Promise<SyncSliceResult> {
  let reached: SyncProgress = progress ?? { cursor: firstCursor(plan), unchanged: 0 };
  const frame = await frameOf(deps, plan);
  const line: DepsLine = {
    login: deps.loginOf(account),
    turn: async () => void (await depsTurn(deps, account, { mostWaitMs: null })),
  };
  const startedAt = deps.now().getTime();
  for (let batch = 0; reached.cursor !== null && deps.now().getTime() - startedAt < SLICE_MS; batch += 1) {
    const options = { limit: account.batchSize, ageing: account.sync.ageingChanges };
    const { candidates, next } = await nextCandidates(deps, plan, reached.cursor, options);
    const run: Run = { plan, phase: reached.cursor.phase, frame, line };
    const unchanged = await syncBatch(deps, run, candidates);
    reached = { cursor: next, unchanged: reached.unchanged + unchanged };
    beat(reached);
    if (batch === 0) await passed();
  }
  return { kind: reached.cursor === null ? 'end' : 'more', progress: reached };
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
  const made = await madeOf(deps, run, candidates, known);
  const silent = made.filter((one) => !hasNews(plan, one));
  const news = made.filter((one) => hasNews(plan, one) && !isNewerThere(plan, one));
  await deps.pictures.put(silent.flatMap((one) => seenAgain(one)));
  const left = made.filter((one) => hasNews(plan, one) && isNewerThere(plan, one));
  await deps.pictures.put(left.flatMap(({ customerKey, before }) => deferred(plan, customerKey, before)));
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

/** Pictures of whom the branch wants sent and nothing is just being taken in; looked at again after they were read. */
async function madeOf(
  deps: SyncDeps,
  { plan, frame }: Run,
  candidates: readonly Candidate[],
  known: ReadonlyMap<string, PictureRecord>,
): Promise<readonly Made[]> {
  const customers = await deps.customers.findMany(candidates.map(({ customerKey }) => customerKey));
  const wanted = customers.filter(({ personType }) => personType === 'J' || plan.includePersons);
  const unfinished = await deferUnfinished(
    deps,
    plan,
    wanted.map(({ customerKey }) => customerKey),
    known,
  );
  const documents = new Map(
    wanted
      .filter(({ customerKey }) => !unfinished.has(customerKey))
      .map(({ customerKey, sealedDocument }) => [customerKey, deps.opener.openText(sealedDocument)]),
  );
  const pictures = await makePictures(deps, documents, frame);
  const halfRead = await deferUnfinished(deps, plan, [...documents.keys()], known);
  const tooMany = [...pictures].filter(([key, picture]) => picture === null && !halfRead.has(key)).map(([key]) => key);
  await deps.pictures.put(tooMany.map((customerKey) => failed(plan, customerKey, known.get(customerKey), TOO_MUCH)));
  return candidates.flatMap(({ customerKey, changedAt }) => {
    const picture = pictures.get(customerKey);
    if (picture === null || picture === undefined || halfRead.has(customerKey)) return [];
    return [{ ...picture, customerKey, changedAt, before: known.get(customerKey) }];
  });
}

/** Who is unfinished waits for the next run. */
async function deferUnfinished(
  deps: SyncDeps,
  plan: SyncPlan,
  keys: readonly string[],
  known: ReadonlyMap<string, PictureRecord>,
): Promise<ReadonlySet<string>> {
  const unfinished = await deps.ledgers.unfinished(keys);
  await deps.pictures.put([...unfinished].flatMap((key) => deferred(plan, key, known.get(key))));
  return unfinished;
}

/** Why there is no picture of a customer whose figures are not made. */
export const TOO_MUCH = 'has more movements, or greater sums, than figures are made of';

/** Who has nothing to tell, and was never told of, is no news; nor who waited and still is as was told. */
function hasNews({ everything = false }: SyncPlan, { before, hash, isEmpty }: Made): boolean {
  if (before === undefined || (before.status === 'deferred' && before.hash === null)) return !isEmpty;
  if (everything && (!isEmpty || before.figures !== null)) return true;
  return (before.status !== 'sent' && before.status !== 'deferred') || before.hash !== hash;
}

/** Another branch of the account, whose day is ahead, has told a later picture; an older one must not replace it. */
function isNewerThere({ positionOn }: SyncPlan, { before }: Made): boolean {
  return (before?.figures?.positionOn ?? '') > positionOn;
}

/** What is remembered of a picture that says what Deps knows: on which ledger, and until when. */
function seenAgain({ before, changedAt, hash, nextChangeOn }: Made): PictureRecord[] {
  if (before === undefined) return [];
  const ledgerChangedAt = changedAt ?? before.ledgerChangedAt;
  return [{ ...before, status: 'sent', hash, nextChangeOn, ledgerChangedAt }];
}

/** What failed, or nobody knows the outcome of, stays so: it is tried again by the next run anyway. */
function deferred(plan: SyncPlan, customerKey: string, before: PictureRecord | undefined): PictureRecord[] {
  if (before?.status === 'failed' || before?.status === 'sending') return [];
  return [{ ...blankRecord(plan, customerKey), ...before, run: plan.run, status: 'deferred' }];
}

/** The intent is written first: after a crash, what may have been sent is read back instead of sent again. */
async function sendAll(deps: SyncDeps, run: Run, news: readonly Made[]): Promise<PictureRecord[]> {
  const { plan, line } = run;
  const unsure = news.filter(({ before }) => before?.status === 'sending' && before.run === plan.run);
  const held = await settleDoubts(deps, run, unsure);
  const toSend = news.filter((one) => !held.has(one));
  await deps.pictures.put(toSend.map((one) => intended(plan, one)));
  const pictures = toSend.map(({ picture }) => picture);
  const results = await sendPictures(deps, line, pictures, contextOf(deps, run, toSend));
  const at = deps.now().toISOString();
  return toSend.map((one) => settled(plan, one, results.get(one.picture.document) ?? { kind: 'sent' }, at));
}

/** Of an intent that is known to have come to nothing: it is sent, and not read back again. */
const NO_RUN = '';

/**
 * Answers who is at Deps. What is read is noted at once: where Deps lets nobody ask for long, the next attempt goes on
 * with who was not read yet.
 */
async function settleDoubts(deps: SyncDeps, { plan, line }: Run, unsure: readonly Made[]): Promise<ReadonlySet<Made>> {
  const held = new Set<Made>();
  for (const one of unsure) {
    const isHeld = (await notHeld(deps, line, [one.picture])).length === 0;
    if (isHeld) held.add(one);
    const record = isHeld ? settled(plan, one, { kind: 'sent' }, deps.now().toISOString()) : intended(plan, one);
    await deps.pictures.put([isHeld ? record : { ...record, run: NO_RUN }]);
  }
  return held;
}

/** A record keeps the reason of its last failure until it is sent. */
function contextOf(deps: SyncDeps, { plan, phase }: Run, made: readonly Made[]): SendContext {
  const failedBefore = made.filter(({ before }) => before !== undefined && before.reason !== null);
  return {
    sampled: sampleOf(plan, made),
    failedBefore: new Set(failedBefore.map(({ picture }) => picture.document)),
    areLeftOvers: phase === 'left',
    othersPassed: async () => (await deps.pictures.tally(plan.accountKey, plan.run)).customersSent > 0,
  };
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
  return { ...blankRecord(plan, customerKey), ...before, status: 'sending', run: plan.run };
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
