/** Owns what dates do to releases: requests nobody decides on are passed on, and what has had its day ends. */
import type { Release } from '../contracts/release';
import { CrivoError } from '../domain/errors';
import { escalateRelease, written, type ReleaseDeps } from './releases';
import { laterThan } from './version-time';

const AT_ONCE = 100;

/** Answers how many it has changed. Safe to repeat; one that somebody has just changed is left to the next round. */
export async function sweepReleases(deps: ReleaseDeps): Promise<number> {
  const now = deps.credit.now().toISOString();
  let changed = 0;
  for (const release of await deps.releases.ended(now, AT_ONCE)) changed += await counted(() => end(deps, release));
  for (const release of await deps.releases.toEscalate(now, AT_ONCE))
    changed += await counted(() => passOn(deps, release));
  return changed;
}

/** One that something has passed by was used, not missed. */
function end(deps: ReleaseDeps, release: Release): Promise<Release> {
  const at = laterThan(release.updatedAt, deps.credit.now());
  const status = release.claimCount > 0 ? 'used' : 'expired';
  const ended = { subject: 'crivo', at, note: null };
  return written(deps, { ...release, status, ended, escalateAt: null, updatedAt: at });
}

/** With no band above, or nothing left to release, it waits without being passed on again. */
async function passOn(deps: ReleaseDeps, release: Release): Promise<Release> {
  try {
    return await escalateRelease(deps, release);
  } catch (error) {
    if (!(error instanceof CrivoError) || error.code === 'TooManyConflicts' || error.code === 'ReleaseEnded')
      throw error;
    return written(deps, { ...release, escalateAt: null, updatedAt: laterThan(release.updatedAt, deps.credit.now()) });
  }
}

async function counted(work: () => Promise<Release>): Promise<number> {
  try {
    await work();
    return 1;
  } catch (error) {
    if (error instanceof CrivoError && (error.code === 'TooManyConflicts' || error.code === 'ReleaseEnded')) return 0;
    throw error;
  }
}
