/** Owns the asking for a caller of the whole company, where what is asked for belongs to all its branches at once. */
import { CrivoError } from '../domain/errors';
import type { Principal } from '../domain/permissions';

/** Errors: `PermissionDenied`. */
export function demandAllBranches(
  { branches }: Principal,
  why = 'This is for callers of all branches: the data are the whole company’s.',
): void {
  if (branches === '*') return;
  throw new CrivoError('PermissionDenied', {}, why);
}

/** For the description of such a route. */
export const ALL_BRANCHES_NOTE = 'of all branches';
