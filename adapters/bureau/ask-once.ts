/** Owns the asking of a paid question: once, and of every failure whether anything may have been sent. */
import { BureauError } from '../../domain/credit-bureau';
import { begun, wordsOfFailure, type Progress } from './call-bureau';

/** Of an answer that broke off or has no end, so much is kept to be looked at. */
const MAX_KEPT_CHARACTERS = 1024 * 1024;

/**
 * Throws `unavailable` where surely nothing was sent; anything later is `unknownOutcome`, with what had come of an answer.
 * `decode` makes a text of it. Errors that are a bureau's already are left as they are.
 */
export async function askOnce<T>(
  name: string,
  signal: AbortSignal,
  call: (progress: Progress) => Promise<T>,
  decode: (bytes: Buffer) => string = (bytes) => bytes.toString('utf8'),
): Promise<T> {
  const progress = begun();
  try {
    return await call(progress);
  } catch (error) {
    if (error instanceof BureauError) throw error;
    const words = wordsOfFailure(name, error, signal.aborted, progress.isSent);
    if (!progress.isSent) throw new BureauError('unavailable', words);
    const raw = decode(Buffer.concat(progress.received)).slice(0, MAX_KEPT_CHARACTERS);
    throw new BureauError('unknownOutcome', `${words}, after it was asked`, { raw: raw === '' ? null : raw });
  }
}
