/** Owns the bodies of fuzzed requests: what fits a route, and what is done to it. */
import type { Random } from '../../../dev/generator/random';
import { DEFAULT_REASON_CODES } from '../../../domain/reason-codes';
import { defaultPolicy } from '../../../rules/default-policy';
import { testCpf } from '../documents';
import { anAmendment, anOrder, aSale } from '../orders';
import { HUGE_TEXTS, NASTY_BYTES, NASTY_KEYS, NASTY_TEXTS, NASTY_VALUES } from './nasty';
import { valueFitting, type Schema, type ValueMaterial } from './schema-values';

export type Body = string | Uint8Array<ArrayBuffer> | null;

/** What routes take, by `post /v1/…`: the schema of the body and the schemas it refers to. */
export interface BodySchemas {
  readonly bodies: Readonly<Record<string, Schema>>;
  readonly components: Readonly<Record<string, Schema>>;
}

export type BodyMaterial = ValueMaterial & BodySchemas;

const HUGE_SHARE = 0.000_5;

/** Bodies that pass a route whole; of routes that aren't here the schema gives one. */
const VALID: Readonly<Record<string, (random: Random) => object>> = {
  'put /v1/branches/{branch}': () => ({ name: 'Filial', zone: 'America/Manaus', holidays: ['2026-07-09'] }),
  'put /v1/branches/{branch}/deps': (random) => ({
    email: 'api@distribuidora.example',
    password: 'senha',
    batchSize: random.between(1, 500),
    periodLabels: { '0-30': 'até 30' },
    sync: { enabled: random.chance(0.5), hour: '02:30' },
  }),
  'put /v1/branches/{branch}/spc': () => ({ operator: '398745', password: 'senha', optionalInputs: [77] }),
  'patch /v1/branches/{branch}/purchasing': (random) => ({ automatic: { enabled: random.chance(0.5) } }),
  'put /v1/branches/{branch}/customers': (random) => ({
    document: document(random),
    limit: { kind: 'amount', amountCents: random.between(0, 9_999_999) },
    name: 'Nome',
  }),
  'post /v1/customers/search': (random) => (random.chance(0.5) ? { document: document(random) } : { name: 'nom' }),
  'post /v1/branches/{branch}/credit-checks': (random) => ({ document: document(random), amountCents: 100 }),
  // A part of an action passes more rarely than all of it.
  'post /v1/branches/{branch}/orders/{order}/actions/{action}': () => ({}),
  'post /v1/branches/{branch}/orders': (random) => anOrder({ document: document(random) }),
  'post /v1/branches/{branch}/sales': (random) => aSale({ document: document(random) }),
  'patch /v1/branches/{branch}/orders/{order}': (random) => anAmendment(random.between(0, 100_000)),
  'post /v1/branches/{branch}/receivables': (random) => ({
    document: document(random),
    type: 'issued',
    movement: `mv-${random.between(0, 500)}`,
    title: `T-${random.between(0, 90)}`,
    amountCents: 100,
    issuedOn: '2026-01-01',
    dueOn: '2026-02-01',
  }),
  'put /v1/reason-codes': () => ({ codes: DEFAULT_REASON_CODES }),
  'post /v1/policies/{policy}/drafts': () => ({ document: defaultPolicy() }),
  'put /v1/policies/{policy}/drafts/{draft}': (random) => ({
    revision: random.between(1, 3),
    document: defaultPolicy(),
  }),
};

/** A body that fits, or `null` where the route takes none. */
export function fittingBody(route: string, material: BodyMaterial): unknown {
  const schema = material.bodies[route];
  return VALID[route]?.(material.random) ?? (schema === undefined ? null : valueFitting(schema, material));
}

/** A body that fits but for one or two places. */
export function bentBody(route: string, material: BodyMaterial): Body {
  const { random } = material;
  const fitting = fittingBody(route, material) ?? {};
  const bent = bend(fitting, random);
  const text = JSON.stringify(random.chance(0.3) ? bend(bent, random) : bent) ?? 'null';
  return random.chance(0.1) ? scratch(text, random) : text;
}

/** A body that never fitted anything. */
export function nastyBody(random: Random): Body {
  if (random.chance(HUGE_SHARE)) return one(HUGE_TEXTS, random)();
  if (random.chance(0.1)) return one(NASTY_BYTES, random);
  return random.chance(0.6) ? one(NASTY_TEXTS, random)() : JSON.stringify(one(NASTY_VALUES, random));
}

/** One field changed, taken away or added, at any depth; or the whole replaced. */
function bend(value: unknown, random: Random): unknown {
  if (Array.isArray(value) && value.length > 0 && random.chance(0.8)) {
    const at = random.between(0, value.length - 1);
    return value.map((item, index) => (index === at ? bend(item, random) : (item as unknown)));
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return one(NASTY_VALUES, random);
  const entries = Object.entries(value);
  const [name, inner] = entries[random.between(0, Math.max(0, entries.length - 1))] ?? ['', null];
  if (entries.length === 0 || random.chance(0.2)) {
    return Object.fromEntries([...entries, [one(NASTY_KEYS, random), one(NASTY_VALUES, random)]]);
  }
  if (random.chance(0.15)) return Object.fromEntries(entries.filter(([other]) => other !== name));
  const bent = typeof inner === 'object' && random.chance(0.6) ? bend(inner, random) : one(NASTY_VALUES, random);
  return Object.fromEntries(entries.map(([other, kept]) => [other, other === name ? bent : (kept as unknown)]));
}

/** A few characters lost, doubled or replaced. */
function scratch(text: string, random: Random): string {
  const at = random.between(0, text.length);
  const end = Math.min(text.length, at + random.between(0, 3));
  return text.slice(0, at) + one(['', '"', '}', '\\', '\u0000', '9'.repeat(30), '{"a":'], random) + text.slice(end);
}

function document(random: Random): string {
  return testCpf(random.between(1, 300));
}

function one<T>(values: readonly T[], random: Random): T {
  return values[random.between(0, values.length - 1)] as T;
}
