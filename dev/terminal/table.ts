/** Owns plain tables for a terminal. */

/** Words stand left, what begins with a digit or a sign stands right, in its heading too. Two spaces of margin. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = header.map((cell, at) => Math.max(cell.length, ...rows.map((row) => row[at]?.length ?? 0)));
  const isNumber = header.map((_, at) => rows.length > 0 && rows.every((row) => /^(R\$ )?[-\d]/.test(row[at] ?? '')));
  const line = (row: readonly string[]): string =>
    row.map((cell, at) => (isNumber[at] ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0))).join('  ');
  return [header, ...rows].map((row) => `  ${line(row)}`.trimEnd());
}

/** 147703.18 as `147,703.18`: a file names no currency. */
export function formatAmount(cents: number): string {
  return (cents / 100).toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}
