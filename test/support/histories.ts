/** Owns builders of small histories of invoices, as the CSV that a replay reads. */
import { INVOICE_COLUMNS, type InvoiceColumn } from '../../dev/generator/invoices';

export type InvoiceRow = Readonly<Record<InvoiceColumn, string>>;

let made = 0;

/** Of customer A, R$ 100,00 on 2 January 2024, due on Thursday 1 February and paid on that day. */
export function anInvoiceRow(given: Partial<InvoiceRow> = {}): InvoiceRow {
  made += 1;
  return {
    countryCode: '391',
    customerID: 'A',
    PaperlessDate: '4/6/2023',
    invoiceNumber: `N${made}`,
    InvoiceDate: '1/2/2024',
    DueDate: '2/1/2024',
    InvoiceAmount: '100',
    Disputed: 'No',
    SettledDate: '2/1/2024',
    PaperlessBill: 'Paper',
    DaysToSettle: '30',
    DaysLate: '0',
    ...given,
  };
}

export function toCsv(rows: readonly InvoiceRow[]): string {
  return [INVOICE_COLUMNS, ...rows.map((row) => INVOICE_COLUMNS.map((column) => row[column]))]
    .map((cells) => cells.join(','))
    .join('\r\n');
}

/** The rows of a CSV without quotes. */
export function toRows(csv: string): InvoiceRow[] {
  const [, ...lines] = csv.trim().split('\n');
  return lines.map((line) => {
    const cells = line.split(',');
    return Object.fromEntries(INVOICE_COLUMNS.map((column, at) => [column, cells[at] ?? ''])) as unknown as InvoiceRow;
  });
}
