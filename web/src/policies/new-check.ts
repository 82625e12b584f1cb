/** Owns what a new check and a new rule begin with: something that says nothing yet, and that lint asks to be filled in. */
import { listOf, objectOf, slugFrom, textOf } from './policy-shape';
import type { Edit } from './typed-document';
import type { PolicyDocument } from './use-policies';

const FIRST_COMPARISON = { fact: 'orderTotalCents', operator: 'greaterThan', value: null };

/** A check for the end of the list, and its position there. */
export function newCheck(document: PolicyDocument, name: string, seller: string) {
  const checks = listOf(document['checks']);
  const id = slugFrom(
    name,
    checks.map((check) => textOf(objectOf(check)['id'])),
  );
  const value = {
    id,
    name,
    rules: [{ id, when: { all: [FIRST_COMPARISON] } }],
    modes: {},
    texts: { seller, analyst: name },
  };
  return { value, position: checks.length };
}

/** A rule at the end of a check. */
export function newRule(check: {
  readonly id: string;
  readonly position: number;
  readonly rules: readonly { readonly id: string }[];
}): Edit {
  const id = slugFrom(
    check.id,
    check.rules.map((rule) => rule.id),
  );
  return {
    path: ['checks', check.position, 'rules', check.rules.length],
    value: { id, when: { all: [FIRST_COMPARISON] } },
  };
}
