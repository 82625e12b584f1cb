/** Owns values that fit a JSON schema, so that a route nobody wrote a body for is fuzzed behind its schema as well. */
import type { Random } from '../../../dev/generator/random';
import { testCpf } from '../documents';

/** The part of a schema that is read here. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly minItems?: number;
  readonly minimum?: number;
}

const MAX_DEPTH = 6;
const OPTIONAL_SHARE = 0.5;

/** Texts that fields of an order, a customer or a setting are written in; which of them fits is left to chance. */
const TEXTS = ['2026-12-20', '2026-01-02T12:00:00Z', 'bankSlip', 'T-1', 'Nome', '02', 'order.held', 'America/Manaus'];

/** What values are made of. */
export interface ValueMaterial {
  /** What references resolve to. */
  readonly components: Readonly<Record<string, Schema>>;
  /** An id that exists, for a field of this name. */
  readonly known: (name: string, random: Random) => string | undefined;
  readonly random: Random;
}

/** What the schema doesn't tell (patterns, formats) is told by the field's name, or tried from a list of texts. */
export function valueFitting(schema: Schema, material: ValueMaterial, depth = 0): unknown {
  const { components, random } = material;
  if (schema.$ref !== undefined) {
    const target = components[schema.$ref.split('/').at(-1) ?? ''];
    return target === undefined || depth > MAX_DEPTH ? null : valueFitting(target, material, depth + 1);
  }
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return one(schema.enum, random);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return valueFitting(one(choices, random) ?? {}, material, depth + 1);
  if (schema.allOf !== undefined) {
    return Object.assign({}, ...schema.allOf.map((part) => valueFitting(part, material, depth + 1))) as unknown;
  }
  const type = Array.isArray(schema.type) ? one(schema.type as readonly string[], random) : schema.type;
  return valueOfType(String(type), schema, material, depth);
}

function valueOfType(type: string, schema: Schema, material: ValueMaterial, depth: number): unknown {
  const { random } = material;
  switch (type) {
    case 'object': {
      const fields = Object.entries(schema.properties ?? {}).filter(
        ([name]) => schema.required?.includes(name) || (depth < MAX_DEPTH && random.chance(OPTIONAL_SHARE)),
      );
      return Object.fromEntries(fields.map(([name, of]) => [name, valueNamed(name, of, material, depth)]));
    }
    case 'array': {
      const length = Math.max(schema.minItems ?? 0, depth > MAX_DEPTH ? 0 : random.between(0, 2));
      return Array.from({ length }, () => valueFitting(schema.items ?? {}, material, depth + 1));
    }
    case 'integer':
    case 'number':
      return Math.max(schema.minimum ?? 0, random.between(0, 100_000));
    case 'boolean':
      return random.chance(0.5);
    case 'string':
      return one(TEXTS, random);
    default:
      return null;
  }
}

function valueNamed(name: string, schema: Schema, material: ValueMaterial, depth: number): unknown {
  const { known, random } = material;
  const isFreeText = schema.type === 'string' && schema.enum === undefined;
  if (/document/i.test(name) && schema.properties === undefined) return testCpf(random.between(1, 300));
  if (isFreeText && /(Key|^order|^decision)$/.test(name)) return known(name, random) ?? 'none';
  if (isFreeText && /(On|From|Until|To|from|to)$/.test(name)) return '2026-12-20';
  if (isFreeText && /At$/.test(name)) return '2026-01-02T12:00:00Z';
  if (name === 'url') return 'https://receiver.example/hook';
  return valueFitting(schema, material, depth + 1);
}

function one<T>(values: readonly T[], random: Random): T | undefined {
  return values[random.between(0, values.length - 1)];
}
