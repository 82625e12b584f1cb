/** Owns what the commands about policies print: findings with their lines, tests, differences, what a simulation says. */
import type { ToldFinding } from './call-api';
import { lineOf } from './line-of';

/** More than anybody corrects at once. */
const MOST_SHOWN = 200;

/** As editors and terminals make links of, `politica.json:12: error: /checks/3 …`; beneath it the same for an analyst. */
export function findingLines(file: string, text: string, findings: readonly ToldFinding[]): string[] {
  const lines = findings
    .slice(0, MOST_SHOWN)
    .flatMap(({ at, message, fix, severity = 'error', text: portuguese }) => [
      `${file}:${lineOf(text, at)}: ${severity}: ${at || 'the whole'} ${message} (${fix})`,
      ...(portuguese === undefined ? [] : [`    ${portuguese}`]),
    ]);
  const more = findings.length - MOST_SHOWN;
  return more > 0 ? [...lines, `and ${more} more`] : lines;
}

/** What a test of a policy came to. */
export interface ToldTest {
  readonly id: string;
  readonly name: string;
  readonly at: string;
  readonly passed: boolean;
  readonly text: string | null;
}

export function testLines(file: string, text: string, tests: readonly ToldTest[]): string[] {
  return tests.map(({ id, name, at, passed, text: differs }) =>
    passed ? `ok      ${id}: ${name}` : `FAILED  ${id}: ${name}\n        ${file}:${lineOf(text, at)}: ${differs ?? ''}`,
  );
}

/** `R$ 1.234,56`. */
export function reais(cents: number): string {
  return (cents / 100).toLocaleString('pt-BR', { style: 'currency', currency: 'BRL' });
}
