/** Owns what the form reads out of a document that may be anything: what isn't as it should be is left out, never thrown. */
import type { Action } from '../../../domain/actions';
import type { Choice } from './catalogue-index';
import type { Catalogue, LintFinding, PolicyDocument } from './use-policies';

type Json = Readonly<Record<string, unknown>>;

export interface ShownCheck {
  /** Its position in the document, broken ones counted. */
  readonly position: number;
  readonly id: string;
  readonly name: string;
  readonly modes: Json;
  readonly whenUnknown: string;
  readonly seller: string;
  readonly analyst: string;
  readonly rules: readonly { readonly position: number; readonly id: string; readonly when: unknown }[];
}

/** The checks that the form can show, and the places of those that it can't. */
export function checksOf(document: PolicyDocument): {
  readonly checks: readonly ShownCheck[];
  readonly unshown: readonly number[];
} {
  const list = listOf(document['checks']);
  const shown = list.map((check, position) => (isObject(check) ? checkOf(check, position) : position));
  return {
    checks: shown.filter((check) => typeof check !== 'number'),
    unshown: shown.filter((check) => typeof check === 'number'),
  };
}

/** Its checks as choices, by name. */
export function checkChoices(document: PolicyDocument): readonly Choice[] {
  return checksOf(document).checks.map(({ id, name }) => ({ value: id, label: name || id }));
}

function checkOf(check: Json, position: number): ShownCheck {
  const texts = objectOf(check['texts']);
  return {
    position,
    id: textOf(check['id']),
    name: textOf(check['name']),
    modes: objectOf(check['modes']),
    whenUnknown: textOf(check['whenUnknown']),
    seller: textOf(texts['seller']),
    analyst: textOf(texts['analyst']),
    rules: listOf(check['rules']).map((rule, at) => ({
      position: at,
      id: textOf(objectOf(rule)['id']),
      when: objectOf(rule)['when'],
    })),
  };
}

/** What the check does at an action, as its own modes say it. */
export function modeOf({ modes }: Pick<ShownCheck, 'modes'>, action: Action, catalogue: Pick<Catalogue, 'actions'>) {
  const own = modes[action];
  return typeof own === 'string' ? own : catalogue.actions.find(({ name }) => name === action)?.defaultMode;
}

/** Whether it does anything at any action. */
export function isOn(check: ShownCheck, catalogue: Pick<Catalogue, 'actions'>): boolean {
  return catalogue.actions.some(({ name }) => modeOf(check, name, catalogue) !== 'off');
}

/** The ids that its tests have taken. */
export function testIds(document: PolicyDocument): readonly string[] {
  return listOf(document['tests']).map((test) => textOf(objectOf(test)['id']));
}

/** What lint says of one place and all within it. */
export function findingsAt(findings: readonly LintFinding[], pointer: string): readonly LintFinding[] {
  return findings.filter(({ at }) => at === pointer || at.startsWith(`${pointer}/`));
}

/** The check that a place lies in; `null` for one outside of them. */
export function checkAt(pointer: string): number | null {
  const [, position] = /^\/checks\/(\d+)(?:\/|$)/.exec(pointer) ?? [];
  return position === undefined ? null : Number(position);
}

/** An id as policies write them: `Atraso médio` is `atraso-medio`; another one where it is taken. */
export function slugFrom(name: string, taken: readonly string[]): string {
  const words =
    name
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? [];
  const slug =
    words
      .join('-')
      .replace(/^[^a-z]+/, '')
      .slice(0, 50)
      .replace(/-$/, '') || 'item';
  return [slug, ...taken.map((_, index) => `${slug}-${index + 2}`)].find((one) => !taken.includes(one)) ?? slug;
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export function objectOf(value: unknown): Json {
  return isObject(value) ? value : {};
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
