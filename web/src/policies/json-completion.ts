/** Owns what the JSON editor offers at a place: the keys and words that the policy's JSON schema knows there. */
import type { CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import { getLocation, type JSONPath } from 'jsonc-parser';

interface Schema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly type?: string;
}

const MOST_REFERENCES = 20;

/** By a JSON schema; nothing is offered where that is none. */
export function completeBySchema(json: unknown) {
  const root: Schema = typeof json === 'object' && json !== null ? json : {};
  return ({ state, pos, explicit }: CompletionContext): CompletionResult | null => {
    const text = state.doc.toString();
    const { path, isAtPropertyKey, previousNode } = getLocation(text, pos);
    const isWithin = previousNode !== undefined && previousNode.offset < pos;
    if (!isWithin && !explicit) return null;
    const from = isWithin ? previousNode.offset : pos;
    const to = isWithin ? previousNode.offset + previousNode.length : pos;
    const schemas = schemasAt(root, isAtPropertyKey ? path.slice(0, -1) : path);
    const words = isAtPropertyKey ? schemas.flatMap(keysOf) : schemas.flatMap(valuesOf);
    const options = [...new Set(words)].map((word) => ({ label: JSON.stringify(word) }));
    return options.length === 0 ? null : { from, to, options };
  };
}

/** All that may stand at a place: of alternatives, each. */
function schemasAt(root: Schema, path: JSONPath): readonly Schema[] {
  return path.reduce<readonly Schema[]>(
    (schemas, key) => schemas.flatMap((schema) => childOf(schema, key)).flatMap((one) => alternatives(root, one)),
    alternatives(root, root),
  );
}

function childOf({ items, properties, additionalProperties }: Schema, key: string | number): readonly Schema[] {
  if (typeof key === 'number') return items === undefined ? [] : [items];
  const own = properties?.[key];
  if (own !== undefined) return [own];
  return typeof additionalProperties === 'object' ? [additionalProperties] : [];
}

function alternatives(root: Schema, schema: Schema, references = 0): readonly Schema[] {
  const { $ref, anyOf = [], oneOf = [], allOf = [] } = schema;
  if (references > MOST_REFERENCES) return [];
  const referred = $ref === undefined ? [] : [$ref === '#' ? root : (root.$defs?.[$ref.replace('#/$defs/', '')] ?? {})];
  const others = [...referred, ...anyOf, ...oneOf, ...allOf];
  return [schema, ...others.flatMap((one) => alternatives(root, one, references + 1))];
}

function keysOf({ properties = {} }: Schema): readonly unknown[] {
  return Object.keys(properties);
}

function valuesOf({ enum: words = [], const: only, type }: Schema): readonly unknown[] {
  const single = only === undefined ? [] : [only];
  return [...words, ...single, ...(type === 'boolean' ? [true, false] : [])];
}
