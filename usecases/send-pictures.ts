/** Owns the sending of pictures: who is refused alone, and what is believed of an answer. */
import type { DepsLogin } from '../adapters/deps/deps-client';
import { DepsError } from '../domain/deps-error';
import { pictureDifferences } from '../domain/picture-differences';
import type { DepsPicture } from '../domain/receivables-picture';
import type { SyncDeps } from './sync-deps';

/** What became of one picture: at Deps, or not, and why not. */
export type SendResult = { readonly kind: 'sent' } | { readonly kind: 'failed'; readonly reason: string };

/** One account, asked no faster than it may be. */
export interface DepsLine {
  readonly login: DepsLogin;
  /** Resolves when the next request may be made. */
  readonly turn: () => Promise<void>;
}

/** Our words for what failed without words of Deps' own. */
export const NOT_STORED = 'Deps answered that it took the picture, and does not hold it';
export const REFUSED = 'Deps does not take this picture';

export const BROKEN = 'Deps answers this picture with an error of its own';
export const UNREADABLE = 'what Deps answers about this customer can not be read';

/** So many refused together are no fault of customers. */
const ALL_REFUSED = 10;
/** So many errors of Deps' own in a row, with nothing taken before or between, are no fault of one picture. */
const MOST_BROKEN = 12;

/** What is known of the pictures of a call, so that a failure is laid at the right door. */
export interface SendContext {
  /** Documents that are read back. */
  readonly sampled: ReadonlySet<string>;
  /** Documents whose last picture failed too: that they fail again says nothing of Deps. */
  readonly failedBefore: ReadonlySet<string>;
  /** These are all left over by earlier runs: that none is taken blames none but them. */
  readonly areLeftOvers: boolean;
  /** Whether another picture got through in this run, which shows that Deps takes some. */
  readonly othersPassed: () => Promise<boolean>;
}

/**
 * Sends all, each document once, and reads back what `sampled` names. Where the sample isn't held, all are read back and
 * those missing sent once more. Who is refused, or breaks Deps, is found by halves, so that the others are sent. Throws
 * `DepsError` where nobody of ten or more that had not failed before got through, and of any kind but refusals, errors of
 * Deps' own and unreadable answers about single customers while it answers others.
 */
export async function sendPictures(
  deps: Pick<SyncDeps, 'deps'>,
  line: DepsLine,
  pictures: readonly DepsPicture[],
  context: SendContext,
): Promise<ReadonlyMap<string, SendResult>> {
  const call: Call = { deps, line, failedBefore: context.failedBefore, results: new Map(), broken: [] };
  const { results } = call;
  await sendOrSplit(call, pictures);
  const taken = pictures.filter(({ document }) => results.get(document)?.kind === 'sent');
  if (taken.length === 0) await throwForAll(call, pictures, context);
  const missing = await notHeld(
    deps,
    line,
    taken.filter(({ document }) => context.sampled.has(document)),
  );
  if (missing.length === 0) return results;
  const lost = (await notHeld(deps, line, taken)).map(({ picture }) => picture);
  await sendOrSplit(call, lost);
  const unheld = await notHeld(deps, line, lost);
  const unreadable = unheld.filter((one) => one.reason === UNREADABLE && isFresh(context, one.picture));
  if (unreadable.length >= ALL_REFUSED && unreadable.length === taken.filter((one) => isFresh(context, one)).length) {
    throw new DepsError('unreadable', 'nothing that Deps answers about customers can be read');
  }
  for (const { picture, reason } of unheld) {
    if (results.get(picture.document)?.kind === 'sent') results.set(picture.document, { kind: 'failed', reason });
  }
  return results;
}

/** One call's answers as they come in. */
interface Call {
  readonly deps: Pick<SyncDeps, 'deps'>;
  readonly line: DepsLine;
  readonly failedBefore: ReadonlySet<string>;
  readonly results: Map<string, SendResult>;
  /** Errors of Deps' own since a picture was last taken, of what had not all failed before. */
  readonly broken: DepsError[];
}

function isFresh({ failedBefore }: Pick<SendContext, 'failedBefore'>, { document }: DepsPicture): boolean {
  return !failedBefore.has(document);
}

/** None was taken: whether that is each one's own fault. A Deps that still answers reads is not away. */
async function throwForAll(call: Call, pictures: readonly DepsPicture[], context: SendContext): Promise<void> {
  const { deps, line, results, broken } = call;
  const fresh = pictures.filter((one) => isFresh(context, one));
  const breaking = fresh.filter(({ document }) => {
    const result = results.get(document);
    return result?.kind === 'failed' && result.reason === BROKEN;
  });
  const isRefusal = !context.areLeftOvers && fresh.length >= ALL_REFUSED;
  const [one] = breaking;
  if ((one === undefined && !isRefusal) || (await context.othersPassed())) return;
  if (fresh.length >= ALL_REFUSED) throw broken[0] ?? new DepsError('refused', 'Deps takes nobody');
  if (one !== undefined) await notHeld(deps, line, [one]);
}

async function sendOrSplit(call: Call, pictures: readonly DepsPicture[]): Promise<void> {
  if (pictures.length === 0) return;
  const { deps, line, results, broken } = call;
  try {
    await line.turn();
    await deps.deps.sendPictures(line.login, pictures);
    broken.length = 0;
    for (const { document } of pictures) results.set(document, { kind: 'sent' });
  } catch (error) {
    const reason = reasonOf(call, pictures, error);
    const [only] = pictures;
    if (pictures.length === 1 && only !== undefined) {
      results.set(only.document, { kind: 'failed', reason });
      return;
    }
    const middle = Math.ceil(pictures.length / 2);
    await sendOrSplit(call, pictures.slice(0, middle));
    await sendOrSplit(call, pictures.slice(middle));
  }
}

/** Why one of these would have failed; throws what is of none of them. */
function reasonOf(call: Call, pictures: readonly DepsPicture[], error: unknown): string {
  if (!(error instanceof DepsError)) throw error;
  if (error.kind === 'refused') return error.providerText || REFUSED;
  if (error.kind !== 'unavailable' || (error.status ?? 0) < 500) throw error;
  if (pictures.some((one) => isFresh(call, one))) call.broken.push(error);
  const someTaken = [...call.results.values()].some(({ kind }) => kind === 'sent');
  if (!someTaken && call.broken.length >= MOST_BROKEN) throw error;
  return BROKEN;
}

/** A picture that Deps doesn't hold as it was sent, and why that is thought. */
export interface Unheld {
  readonly picture: DepsPicture;
  readonly reason: string;
}

/** Those of them that Deps doesn't hold as they were sent, or of whom it answers what can't be read. */
export async function notHeld(
  deps: Pick<SyncDeps, 'deps'>,
  line: DepsLine,
  pictures: readonly DepsPicture[],
): Promise<Unheld[]> {
  const missing: Unheld[] = [];
  for (const picture of pictures) {
    await line.turn();
    try {
      const held = await deps.deps.readPicture(line.login, picture.document);
      if (!isHeld(picture, held)) missing.push({ picture, reason: NOT_STORED });
    } catch (error) {
      if (!(error instanceof DepsError) || error.kind !== 'unreadable') throw error;
      missing.push({ picture, reason: UNREADABLE });
    }
  }
  return missing;
}

/** By all of it: the picture of another hour of the same day may differ in a detail or a mean alone. */
function isHeld(sent: DepsPicture, held: DepsPicture | null): boolean {
  return held !== null && pictureDifferences(sent, held).length === 0;
}
