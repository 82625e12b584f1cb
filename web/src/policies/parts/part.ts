/** Owns what every part of a policy's form is given, and how it reads and changes one place of the document. */
import { pointerOf } from '../../../../contracts/json-pointer';
import type { CatalogueIndex, Choice } from '../catalogue-index';
import { isObject, listOf } from '../policy-shape';
import type { Edit, OnEdit } from '../typed-document';
import type { LintFinding, PolicyDocument } from '../use-policies';

export type Path = readonly (string | number)[];

/** Names that a policy mentions and that live elsewhere. */
export interface Places {
  /** All that the person sees, whichever policy judges them. */
  readonly branches: readonly { readonly branch: string; readonly name: string }[];
  readonly userGroups: readonly { readonly userGroup: string; readonly name: string }[];
}

export interface PartProps {
  readonly document: PolicyDocument;
  readonly lint: readonly LintFinding[];
  readonly index: CatalogueIndex;
  readonly places: Places;
  readonly onEdit: OnEdit;
  readonly onJump: (pointer: string) => void;
}

/** What stands at a place; `undefined` where nothing does. */
export function valueAt(document: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, key) => {
    if (Array.isArray(value)) return typeof key === 'number' ? (value as readonly unknown[])[key] : undefined;
    return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  }, document);
}

/** An entry at the end of a list of the policy, also where the list isn't there yet. */
export function appended(document: PolicyDocument, key: string, value: unknown): Edit {
  const list = document[key];
  return Array.isArray(list) && list.length > 0 ? { path: [key, list.length], value } : { path: [key], value: [value] };
}

/** Without an entry; a list that the policy can do without goes with its last one. */
export function without(document: PolicyDocument, key: string, position: number, isOptional: boolean): Edit {
  const isLast = isOptional && listOf(document[key]).length === 1;
  return { path: isLast ? [key] : [key, position], value: undefined };
}

/** The choices, and what stands there although it is none of them. */
export function choicesWith(choices: readonly Choice[], value: string): readonly Choice[] {
  return choices.some((choice) => choice.value === value) ? choices : [...choices, { value, label: value }];
}

/** What lint says of exactly this place, as its field shows it; errors and warnings apart. */
export function toldAt(
  lint: readonly LintFinding[],
  path: Path,
): { readonly error?: string; readonly warning?: string } {
  const pointer = pointerOf(path);
  const here = lint.filter(({ at }) => at === pointer);
  const said = (severity: LintFinding['severity']) =>
    here.filter((finding) => finding.severity === severity).map(({ text }) => text);
  const [errors, warnings] = [said('error'), said('warning')];
  return {
    ...(errors.length > 0 && { error: errors.join(' ') }),
    ...(warnings.length > 0 && { warning: warnings.join(' ') }),
  };
}
