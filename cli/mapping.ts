/** Owns what a mapping is: which columns of a CSV file make which movements of the ledger, and how they are written. */
import { z } from 'zod';
import { findingsOf } from '../contracts/findings';
import { receivablesLineSchema } from '../contracts/receivables';
import type { Finding } from '../domain/errors';
import { isInstant } from '../domain/calendar';
import { MOVEMENT_TYPES, type MovementType } from '../domain/movements';
import { isDateFormat, MONEY_FORMATS } from './text-formats';

const column = z.string().min(1).max(200);
/** A text in which `{column}` stands for what the row has there; without braces it is the same for every row. */
const template = z.string().min(1).max(500);

const dateFormat = z.string().max(20).refine(isDateFormat, {
  message: 'must be made of YYYY, MM and DD, each once — write it like DD/MM/YYYY',
});
const moneyFormat = z.enum(MONEY_FORMATS);
const instantFormat = z.strictObject({
  dates: dateFormat,
  offset: z.string().refine((offset) => isInstant(`2000-01-01T00:00:00${offset}`), {
    message: 'must be the distance to UTC — write it like -03:00',
  }),
});

/**
 * What a field is made from: a template, or one with the format it is written in, the words it translates, or the mark
 * between several; a test document made from a name; `true` or `false`.
 */
const fieldSchema = z.union([
  template,
  z.boolean(),
  z.strictObject({
    from: template,
    dates: dateFormat.optional(),
    money: moneyFormat.optional(),
    instants: instantFormat.optional(),
    words: z.record(z.string().max(200), z.union([z.string().max(200), z.boolean()])).optional(),
    separator: z.string().min(1).max(5).optional(),
  }),
  z.strictObject({ testCnpjOf: template }),
]);
export type FieldMapping = z.infer<typeof fieldSchema>;

const conditionSchema = z.union([
  z.strictObject({ column, filled: z.boolean() }),
  z.strictObject({ column, in: z.array(z.string().max(200)).min(1).max(200) }),
]);
export type Condition = z.infer<typeof conditionSchema>;

const movementSchema = z.strictObject({
  type: z.enum(MOVEMENT_TYPES),
  when: z.array(conditionSchema).max(20).default([]),
  fields: z.record(z.string(), fieldSchema),
});
export type MovementMapping = z.infer<typeof movementSchema>;

const mappingSchema = z.strictObject({
  name: z.string().min(1).max(200),
  note: z.string().max(2_000).optional(),
  csv: z
    .strictObject({
      delimiter: z.string().min(1).max(3).default(','),
      encoding: z.enum(['utf-8', 'windows-1252']).default('utf-8'),
      header: z.array(column).min(1).max(1_000).optional(),
    })
    .prefault({}),
  dates: dateFormat.default('YYYY-MM-DD'),
  money: moneyFormat.default('1234.56'),
  instants: instantFormat.optional(),
  ignore: z.array(conditionSchema).max(100).default([]),
  movements: z.array(movementSchema).min(1).max(50),
});
/** All defaults in. `ignore`: rows to which one of its conditions applies make nothing; any other must make something. */
export type Mapping = z.infer<typeof mappingSchema>;

export type ParsedMapping =
  { readonly ok: true; readonly mapping: Mapping } | { readonly ok: false; readonly findings: readonly Finding[] };

/** Reads a mapping; its fields are held to what the ledger takes, so that nothing is sent that can't be right. */
export function parseMapping(value: unknown): ParsedMapping {
  const parsed = mappingSchema.safeParse(value);
  if (!parsed.success) return { ok: false, findings: findingsOf(parsed.error) };
  const findings = parsed.data.movements.flatMap(fieldFindings);
  return findings.length > 0 ? { ok: false, findings } : { ok: true, mapping: parsed.data };
}

function fieldFindings({ type, fields }: MovementMapping, index: number): Finding[] {
  const at = `movements[${index}].fields`;
  const known = FIELDS[type];
  const madeUp = Object.entries(fields).filter(([, from]) => typeof from === 'object' && 'testCnpjOf' in from);
  const unknown = Object.keys(fields).filter((field) => !known.has(field));
  const missing = [...known].filter(([field, isNeeded]) => isNeeded && fields[field] === undefined);
  return [
    ...unknown.map((field) => ({
      at: `${at}.${field}`,
      message: `is no field of ${type}`,
      fix: `use ${[...known.keys()].join(', ')}`,
    })),
    ...madeUp
      .filter(([field]) => field !== 'document')
      .map(([field]) => ({ at: `${at}.${field}`, message: 'can not be a made-up document', fix: 'name its column' })),
    ...missing.map(([field]) => ({ at: `${at}.${field}`, message: 'is missing', fix: 'name its column' })),
  ];
}

/** Of each type of movement, its fields and whether a line is refused without them: as the ledger's own schema says. */
const FIELDS = Object.fromEntries(
  receivablesLineSchema.options.map(({ shape: { type, ...fields } }) => [
    type.value,
    new Map(Object.entries<z.ZodType>(fields).map(([field, schema]) => [field, !schema.safeParse(undefined).success])),
  ]),
) as unknown as Readonly<Record<MovementType, ReadonlyMap<string, boolean>>>;
