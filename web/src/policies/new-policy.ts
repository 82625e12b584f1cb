/** Owns what a new policy begins with: nothing but one check to be filled in, or what another one says. */
import { newCheck } from './new-check';
import type { PolicyDocument } from './use-policies';

/** As much as makes the form show it; lint asks for the rest. */
export function blankPolicy(id: string, name: string, check: { readonly name: string; readonly seller: string }) {
  const parameters = { overdueGraceDays: 3 };
  const empty: PolicyDocument = { schema: 1, id, name, parameters, modalities: {}, checks: [], overrides: [] };
  return { ...empty, checks: [newCheck(empty, check.name, check.seller).value] };
}

/** Under a name of its own. */
export function copyOf(document: PolicyDocument, id: string, name: string): PolicyDocument {
  return { ...document, id, name };
}
