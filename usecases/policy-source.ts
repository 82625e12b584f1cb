/** Owns how a published policy is found: parsed once per version, kept by version, bounded. */
import type { PolicyStore } from '../adapters/mongo/policy-store';
import type { PolicyPointer } from '../contracts/branch';
import { parsePolicy, type Policy } from '../contracts/policy';
import { CrivoError } from '../domain/errors';
import { contentHash } from './content-hash';

export interface LoadedPolicy extends PolicyPointer {
  readonly hash: string;
  readonly policy: Policy;
}

export interface PolicySource {
  /** Errors: `PolicyNotFound`; `PolicyInvalid` when this program can't read the version. */
  load(pointer: PolicyPointer): Promise<LoadedPolicy>;
}

const KEPT_VERSIONS = 64;

/** Published versions never change, so that what was parsed once stays true for the life of the process. */
export function policySource(store: Pick<PolicyStore, 'find'>): PolicySource {
  const kept = new Map<string, LoadedPolicy>();
  return {
    load: async (pointer) => {
      const key = `${pointer.id}@${pointer.version}`;
      const known = kept.get(key);
      if (known !== undefined) return known;
      const loaded = await read(store, pointer);
      const [oldest] = kept.keys();
      if (kept.size >= KEPT_VERSIONS && oldest !== undefined) kept.delete(oldest);
      kept.set(key, loaded);
      return loaded;
    },
  };
}

async function read(store: Pick<PolicyStore, 'find'>, { id, version }: PolicyPointer): Promise<LoadedPolicy> {
  const published = await store.find({ id, version });
  if (published === null) throw new CrivoError('PolicyNotFound', { state: { id, version } });
  const parsed = parsePolicy(published.document);
  if (!parsed.ok || contentHash(parsed.policy) !== published.hash) {
    throw new CrivoError('PolicyInvalid', { errors: parsed.ok ? [] : parsed.findings, state: { id, version } });
  }
  return { id, version, hash: published.hash, policy: parsed.policy };
}
