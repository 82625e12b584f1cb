/** Owns the one state of the editor: the text as typed, and the policy it last said; form and JSON are views of it. */
import {
  applyEdits,
  findNodeAtLocation,
  modify,
  parseTree,
  type JSONPath,
  type Node,
  type ParseError,
} from 'jsonc-parser';
import type { PolicyDocument } from './use-policies';

/** Where the text stops being JSON. Lines and columns count from 1. */
export interface Fault {
  readonly kind: 'syntax' | 'repeated' | 'notObject';
  readonly offset: number;
  readonly length: number;
  readonly line: number;
  /** The key that stands twice; empty for the other kinds. */
  readonly key: string;
}

export interface TypedDocument {
  /** Exactly as typed. */
  readonly text: string;
  /** What `text` says, or where it is broken, what it said last. */
  readonly document: PolicyDocument;
  readonly fault: Fault | null;
}

const STRICT = { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false };
const FORMATTING = { insertSpaces: true, tabSize: 2, eol: '\n' };

/** A document as the editor first shows it. */
export function typedFrom(document: PolicyDocument): TypedDocument {
  return { text: JSON.stringify(document, null, 2), document, fault: null };
}

/** After typing in the JSON: text that is broken leaves the last good form as it was. */
export function withText(before: TypedDocument, text: string): TypedDocument {
  const fault = faultOf(text);
  return fault === null
    ? { text, document: JSON.parse(text) as PolicyDocument, fault }
    : { text, document: before.document, fault };
}

/** One change by the form: `undefined` removes what stands there. */
export interface Edit {
  readonly path: JSONPath;
  readonly value: unknown;
}

/** How a form changes the document; `null` for who may only look, and while the JSON is broken. */
export type OnEdit = ((...edits: readonly Edit[]) => void) | null;

/** After a change by the form: only the places that differ are written anew. Nothing happens to broken text. */
export function withEdits(before: TypedDocument, edits: readonly Edit[]): TypedDocument {
  if (before.fault !== null) return before;
  let { text } = before;
  for (const { path, value } of edits) {
    const now = findNodeAtLocation(treeOf(text), path);
    for (const edit of smallestEdits(now && valueOf(text, now), value, path)) {
      text = applyEdits(text, modify(text, edit.path, edit.value, { formattingOptions: FORMATTING }));
    }
  }
  return withText(before, text);
}

/** The place of a JSON pointer in the text; of the nearest thing around it where it isn't there, as in broken text. */
export function placeOf(text: string, pointer: string): { readonly from: number; readonly to: number } | null {
  const root = parseTree(text, [], STRICT);
  if (root === undefined) return null;
  for (let path = pathOf(pointer); path.length > 0; path = path.slice(0, -1)) {
    const node = findNodeAtLocation(root, path) ?? byPosition(root, path);
    if (node !== undefined) return { from: node.offset, to: node.offset + node.length };
  }
  return { from: root.offset, to: root.offset + 1 };
}

/** Where the text stops being JSON; `null` for good text. */
export function placeOfFault(text: string): { readonly from: number; readonly to: number } | null {
  const fault = faultOf(text);
  return fault && { from: fault.offset, to: fault.offset + fault.length };
}

/** `/checks/3/name` as its keys, positions as numbers. */
export function pathOf(pointer: string): JSONPath {
  return pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((key) => (/^(0|[1-9]\d*)$/.test(key) ? Number(key) : key));
}

/** A property whose name is a number is no position of a list. */
function byPosition(root: Node, path: JSONPath): Node | undefined {
  return findNodeAtLocation(
    root,
    path.map((key, index) => (index === path.length - 1 ? String(key) : key)),
  );
}

function faultOf(text: string): Fault | null {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, STRICT);
  const [error] = errors;
  if (error !== undefined) return faultAt(text, 'syntax', error);
  if (root?.type !== 'object') return faultAt(text, 'notObject', { offset: 0, length: 1 });
  const repeated = repeatedKey(root);
  return repeated === null ? null : faultAt(text, 'repeated', repeated, String(repeated.value));
}

function faultAt(
  text: string,
  kind: Fault['kind'],
  { offset, length }: { readonly offset: number; readonly length: number },
  key = '',
): Fault {
  const from = Math.min(offset, text.length);
  return { kind, key, offset: from, length, line: text.slice(0, from).split('\n').length };
}

/** Of two equal keys in one object the first would be lost without a word. */
function repeatedKey(root: Node): Node | null {
  const waiting = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const keys =
      node.type === 'object' ? (node.children ?? []).flatMap((property) => property.children?.[0] ?? []) : [];
    const seen = new Set<unknown>();
    for (const key of keys) {
      if (seen.has(key.value)) return key;
      seen.add(key.value);
    }
    waiting.push(...(node.children ?? []));
  }
  return null;
}

function treeOf(text: string): Node {
  const root = parseTree(text, [], STRICT);
  if (root === undefined) throw new Error('text without a fault has no tree');
  return root;
}

function valueOf(text: string, { offset, length }: Node): unknown {
  return JSON.parse(text.slice(offset, offset + length));
}

/** The deepest places at which alone two values differ, so that the rest of the text keeps its form. */
function smallestEdits(before: unknown, after: unknown, path: JSONPath): readonly Edit[] {
  if (isSame(before, after)) return [];
  const keys = sharedKeys(before, after);
  if (keys === null) return [{ path, value: after }];
  return keys.flatMap((key) => smallestEdits(childOf(before, key), childOf(after, key), [...path, key]));
}

/** Whether two pieces of JSON say the same; the order of keys says nothing. */
export function isSame(one: unknown, other: unknown): boolean {
  const keys = sharedKeys(one, other);
  if (keys === null) return one === other;
  return keys.every((key) => isSame(childOf(one, key), childOf(other, key)));
}

function sharedKeys(one: unknown, other: unknown): JSONPath | null {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return null;
  if (Array.isArray(one) !== Array.isArray(other)) return null;
  const keys = Object.keys(one);
  if (keys.length !== Object.keys(other).length || !keys.every((key) => Object.hasOwn(other, key))) return null;
  return Array.isArray(one) ? keys.map(Number) : keys;
}

function childOf(value: unknown, key: string | number): unknown {
  return (value as Readonly<Record<string | number, unknown>>)[key];
}
