/** Owns the refusal of a form that was opened over an older state of the settings it changes. */
import { CrivoError } from '../domain/errors';

/** Undefined was told by a caller who doesn't mind. Errors: `SettingsChanged`, with when they were changed last. */
export function demandSeen(seenUpdatedAt: string | null | undefined, now: { readonly updatedAt: string } | null): void {
  const updatedAt = now?.updatedAt ?? null;
  if (seenUpdatedAt === undefined || seenUpdatedAt === updatedAt) return;
  throw new CrivoError('SettingsChanged', { state: { updatedAt } });
}
