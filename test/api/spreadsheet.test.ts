/** Owns the guarantees of tables for spreadsheets: nothing in a cell is run, whatever program reads it, and no cent is wrong. */
import { reais, spreadsheet } from '../../api/views/spreadsheet';

/** Cells as a program reads them that knows nothing of quotes but that what stands between them is one cell. */
function beginnings(csv: string): string[] {
  const outside = csv.replace(/"(?:[^"]|"")*"/g, 'Q');
  return outside.split(/[;,\t\r\n]/);
}

test.each([
  '=1+1',
  '+1+1',
  '-1+1',
  '@SUM(A1)',
  '\t=1+1',
  '\r=1+1',
  'a\n=1+1',
  '\n=1+1',
  'a\r\n=1+1',
  'a\t=1+1',
  'a;=1+1',
  'a,=1+1',
  'a,-1+1',
  '＝1+1',
  '"=1+1',
  'a";=1+1',
])('a formula is no formula, behind whatever it stands: %j', (text) => {
  const csv = spreadsheet(['Quem'], [['antes', text, 'depois']]);
  expect(beginnings(csv).filter((cell) => /^[=+\-@＝]/.test(cell))).toEqual([]);
});

test('amounts are written as in Brazil, to the cent', () => {
  const amounts = [0, 5, 50, 1_234, 1_234_56, Number.MAX_SAFE_INTEGER, -5, -50, -1_234].map(reais);
  expect(amounts).toEqual([
    '0,00',
    '0,05',
    '0,50',
    '12,34',
    '1234,56',
    '90071992547409,91',
    '-0,05',
    '-0,50',
    '-12,34',
  ]);
  expect(spreadsheet([], [['R$', '12,34']])).toContain('R$;12,34\r\n');
});
