/** Owns how a published policy is found: parsed once per version, kept by version, bounded. */
import type { PolicyStore } from '../adapters/mongo/policy-store';
import type { PolicyPointer } from '../contracts/branch';
import { parsePolicy, type Policy } from '../contracts/policy';
import { CrivoError, type Finding } from '../domain/errors';
import { contentHash } from './content-hash';

export interface LoadedPolicy extends PolicyPointer {
  readonly hash: string;
  readonly policy: Policy;
}

/** A published version that this program can't judge by, and what it can't read in it. */
export interface RefusedPolicy extends PolicyPointer {
  readonly findings: readonly Finding[];
}

export interface PolicySource {
  /** Errors: `PolicyNotFound`; `PolicyInvalid` when this program can't read the version. */
  load(pointer: PolicyPointer): Promise<LoadedPolicy>;
  /**
   * The version to judge by where `pointer` is in force: itself or, where this program can't read it (it was published
   * by a newer one, or tampered with), the last one before it that it can. Errors: `PolicyNotFound`; `PolicyInvalid`
   * where there is none: then nothing is decided.
   */
  inForce(pointer: PolicyPointer): Promise<LoadedPolicy>;
  /** The versions that were in force and had to be refused so far. */
  refused(): readonly RefusedPolicy[];
}

const KEPT_VERSIONS = 64;
/** How many versions back a readable one is looked for. */
const LOOKED_BACK = 20;

/** Published versions never change, so that what was parsed once stays true for the life of the process. */
export function policySource(store: Pick<PolicyStore, 'find'>): PolicySource {
  const kept = new Map<string, LoadedPolicy>();
  const refused = new Map<string, RefusedPolicy>();
  const load = async (pointer: PolicyPointer): Promise<LoadedPolicy> => {
    const key = keyOf(pointer);
    const known = kept.get(key);
    if (known !== undefined) return known;
    const loaded = await readVersion(store, pointer);
    keep(kept, key, loaded);
    return loaded;
  };
  const inForce = async (pointer: PolicyPointer): Promise<LoadedPolicy> => {
    const first = Math.max(1, pointer.version - LOOKED_BACK);
    for (let { version } = pointer; version >= first; version -= 1) {
      const candidate = { id: pointer.id, version };
      if (refused.has(keyOf(candidate))) continue;
      try {
        return await load(candidate);
      } catch (error) {
        if (!(error instanceof CrivoError && error.code === 'PolicyInvalid')) throw error;
        keep(refused, keyOf(candidate), { ...candidate, findings: error.details.errors ?? [] });
      }
    }
    throw new CrivoError('PolicyInvalid', { state: { ...pointer } });
  };
  return { load, inForce, refused: () => [...refused.values()] };
}

function keyOf({ id, version }: PolicyPointer): string {
  return `${id}@${version}`;
}

/** Forgets the oldest when there are too many. */
function keep<T>(kept: Map<string, T>, key: string, value: T): void {
  const [oldest] = kept.keys();
  if (kept.size >= KEPT_VERSIONS && oldest !== undefined) kept.delete(oldest);
  kept.set(key, value);
}

/** A version as it was published. Errors: `PolicyNotFound`; `PolicyInvalid` for one that can't be read or was tampered with. */
export async function readVersion(
  store: Pick<PolicyStore, 'find'>,
  { id, version }: PolicyPointer,
): Promise<LoadedPolicy> {
  const published = await store.find({ id, version });
  if (published === null) throw new CrivoError('PolicyNotFound', { state: { id, version } });
  const parsed = parsePolicy(published.document);
  if (!parsed.ok || contentHash(parsed.policy) !== published.hash) {
    const tampered = { at: '', message: 'is not what was published', fix: 'publish the version before it again' };
    throw new CrivoError('PolicyInvalid', { errors: parsed.ok ? [tampered] : parsed.findings, state: { id, version } });
  }
  return { id, version, hash: published.hash, policy: parsed.policy };
}
