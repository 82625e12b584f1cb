/** Owns random readings for measurements of judging: often at a bound, often unknown, the same for the same seed. */
import {
  FACT_NAMES,
  factDefinition,
  type FactName,
  type FactReading,
  type FactReadings,
  type FactType,
  type FactValue,
} from '../../domain/facts';
import type { Random } from '../../dev/generator/random';

const UNKNOWN_SHARE = 0.03;
/** Most facts are those of a good customer, or nearly every judgement would come to the worst. */
const CALM_SHARE = 0.8;
const CALM: Readonly<Partial<Record<FactName, FactValue>>> = {
  hasTermPart: true,
  hasPaymentHistory: true,
  limitExpired: false,
  limitKind: 'amount',
  situation: 'cleared',
  maxTermDays: 30,
  hasDepsReport: true,
  riskClass: 'A',
  receivablesSent: true,
};
const NOTHING: Readonly<Record<FactType, FactValue>> = { cents: 0, days: 0, count: 0, boolean: false, text: '' };
const AS_OF = '2026-01-02T12:00:00.000Z';
/** Around the figures of the default policy. */
const CENTS = [0, 1, 49_99, 50_00, 50_01, 900_00, 49_999_99, 50_000_00, 50_000_01] as const;
const DAYS = [0, 0.5, 1, 1.001, 9.999, 10, 10.001, 30, 30.5, 89, 89.5, 90] as const;

/** One reading of every fact. */
export function randomReadings(random: Random): FactReadings {
  const entries = FACT_NAMES.map((name) => [name, randomReading(name, random)]);
  return Object.fromEntries(entries) as Record<FactName, FactReading>;
}

/** The same, and every one of them known. */
export function knownReadings(random: Random): FactReadings {
  const entries = FACT_NAMES.map((name) => [name, knownReading(name, random)]);
  return Object.fromEntries(entries) as Record<FactName, FactReading>;
}

function randomReading(name: FactName, random: Random): FactReading {
  if (random.chance(UNKNOWN_SHARE)) return { known: false, why: random.pick(['missing', 'stale', 'failed']) };
  return knownReading(name, random);
}

function knownReading(name: FactName, random: Random): FactReading {
  const value = random.chance(CALM_SHARE)
    ? (CALM[name] ?? NOTHING[factDefinition(name).type])
    : randomValue(name, random);
  return { known: true, value, asOf: AS_OF, source: 'bench' };
}

function randomValue(name: FactName, random: Random): FactValue {
  const { type, values } = factDefinition(name);
  switch (type) {
    case 'cents':
      return random.pick(CENTS);
    case 'days':
      return random.pick(DAYS);
    case 'count':
      return random.between(0, 2);
    case 'boolean':
      return random.chance(0.5);
    case 'text':
      return random.pick(Object.keys(values ?? {}) as [string, ...string[]]);
  }
}
