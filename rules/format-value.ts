/** Owns how a fact's value is written for a Brazilian reader. */
import { factDefinition, type FactName, type FactReading, type FactValue } from '../domain/facts';
import { formatBRL } from '../domain/money';

/** What stands in a text for a fact that couldn't be read. */
export const NOT_AVAILABLE = 'não disponível';

/**
 * A fact in Portuguese: `R$ 52.300,00`, `12,5 dias`, `em análise`. Written by hand rather than by `Intl`, whose
 * spaces and marks change with the ICU data of the machine: texts are part of a decision that is replayed bit for bit.
 */
export function formatValue(name: FactName, value: FactValue): string {
  const { type, values } = factDefinition(name);
  switch (type) {
    case 'cents':
      return formatBRL(Number(value));
    case 'days':
      return formatDays(Number(value));
    case 'count':
      return String(value);
    case 'boolean':
      return value === true ? 'sim' : 'não';
    case 'text':
      return values?.[String(value)] ?? NOT_AVAILABLE;
  }
}

/** A reading in Portuguese, also when there is nothing to read. */
export function formatReading(name: FactName, reading: FactReading): string {
  return reading.known ? formatValue(name, reading.value) : NOT_AVAILABLE;
}

/** With at most two decimals, so that an average just above its bound doesn't read like the bound: `10,04 dias`. */
function formatDays(days: number): string {
  const exact = days.toFixed(2).replace(/\.?0+$/, '');
  const number = exact === '-0' ? '0' : exact.replace('.', ',');
  return `${number} ${number === '1' || number === '-1' ? 'dia' : 'dias'}`;
}
