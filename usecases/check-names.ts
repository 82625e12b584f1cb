/** Owns the names that checks have in the policies in force. */
import type { BranchStore } from '../adapters/mongo/branch-store';
import { CrivoError } from '../domain/errors';
import type { PolicySource } from './policy-source';

/** Companies have a handful. */
const MOST_POLICIES = 20;

/** By check's id; of a policy that can't be read, none. Where policies name one check differently, one of the names. */
export async function checkNames(
  {
    branches,
    policies,
  }: { readonly branches: Pick<BranchStore, 'list'>; readonly policies: Pick<PolicySource, 'inForce'> },
  seen: '*' | readonly string[],
): Promise<readonly { readonly check: string; readonly name: string }[]> {
  const own = (await branches.list()).filter(({ branch }) => seen === '*' || seen.includes(branch));
  const pointers = new Map(own.map(({ policy }) => [`${policy.id}/${policy.version}`, policy]));
  const loaded = await Promise.all(
    [...pointers.values()].slice(0, MOST_POLICIES).map(async (pointer) => {
      try {
        return (await policies.inForce(pointer)).policy.checks;
      } catch (error) {
        if (error instanceof CrivoError) return [];
        throw error;
      }
    }),
  );
  const names = new Map(loaded.flat().map(({ id, name }) => [id, name]));
  return [...names].map(([check, name]) => ({ check, name }));
}
