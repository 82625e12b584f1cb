/** Owns the sending of pictures: who is refused alone, and what is believed of an answer. */
import type { DepsLogin } from '../adapters/deps/deps-client';
import { DepsError } from '../domain/deps-error';
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

/** So many refused together are no fault of customers. */
const ALL_REFUSED = 10;

/**
 * Sends all, each document once, and reads back what `sampled` names. Where the sample isn't held, all are read back and
 * those missing sent once more. Who is refused is found by halves, so that the others are sent. Throws `DepsError` of
 * any kind but that; `refused` too when nobody of ten or more is taken.
 */
export async function sendPictures(
  deps: Pick<SyncDeps, 'deps'>,
  line: DepsLine,
  pictures: readonly DepsPicture[],
  sampled: ReadonlySet<string>,
): Promise<ReadonlyMap<string, SendResult>> {
  const results = new Map<string, SendResult>();
  await sendOrSplit(deps, line, pictures, results);
  const taken = pictures.filter(({ document }) => results.get(document)?.kind === 'sent');
  if (taken.length === 0 && pictures.length >= ALL_REFUSED) throw new DepsError('refused', 'Deps takes nobody');
  const missing = await notHeld(
    deps,
    line,
    taken.filter(({ document }) => sampled.has(document)),
  );
  if (missing.length === 0) return results;
  const lost = await notHeld(deps, line, taken);
  await sendOrSplit(deps, line, lost, results);
  for (const { document } of await notHeld(deps, line, lost)) {
    if (results.get(document)?.kind === 'sent') results.set(document, { kind: 'failed', reason: NOT_STORED });
  }
  return results;
}

async function sendOrSplit(
  deps: Pick<SyncDeps, 'deps'>,
  line: DepsLine,
  pictures: readonly DepsPicture[],
  results: Map<string, SendResult>,
): Promise<void> {
  if (pictures.length === 0) return;
  try {
    await line.turn();
    await deps.deps.sendPictures(line.login, pictures);
    for (const { document } of pictures) results.set(document, { kind: 'sent' });
  } catch (error) {
    if (!(error instanceof DepsError) || error.kind !== 'refused') throw error;
    const [only] = pictures;
    if (pictures.length === 1 && only !== undefined) {
      results.set(only.document, { kind: 'failed', reason: error.providerText || REFUSED });
      return;
    }
    const middle = Math.ceil(pictures.length / 2);
    await sendOrSplit(deps, line, pictures.slice(0, middle), results);
    await sendOrSplit(deps, line, pictures.slice(middle), results);
  }
}

/** Those of them that Deps doesn't hold as they were sent. */
export async function notHeld(
  deps: Pick<SyncDeps, 'deps'>,
  line: DepsLine,
  pictures: readonly DepsPicture[],
): Promise<DepsPicture[]> {
  const missing: DepsPicture[] = [];
  for (const picture of pictures) {
    await line.turn();
    if (!isHeld(picture, await deps.deps.readPicture(line.login, picture.document))) missing.push(picture);
  }
  return missing;
}

const TELLING = ['positionOn', 'greatestCents', 'paidCents', 'overdueCents', 'dueCents'] as const;

/** By its day and its sums: a picture of the same day that was replaced by another differs in one of them. */
function isHeld(sent: DepsPicture, held: DepsPicture | null): boolean {
  return held !== null && TELLING.every((figure) => held[figure] === sent[figure]);
}
