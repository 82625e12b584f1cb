/** Owns how the spend report looks to callers, as JSON and as a table for a spreadsheet. */
import { z } from '@hono/zod-openapi';
import type { SpendRow } from '../../contracts/spend';
import { reais, spreadsheet } from './spreadsheet';

const told = (description: string) => z.number().openapi({ description });

export const spendRowView = z
  .object({
    branch: z.string().nullable(),
    user: z.string().nullable(),
    day: z.string().nullable().openapi({ description: "Of the branch's zone." }),
    bureau: z.string().nullable(),
    product: z.string().nullable(),
    bought: told('Reports that were answered and charged, once each.'),
    boughtCents: told('By the price table at the time of the purchase.'),
    unknown: told('Purchases of which nobody knows whether they were charged, given up or not.'),
    unknownCents: told('What they have cost if they were.'),
    chargedWithoutReport: told(
      'Purchases given up that were charged all the same, as a person has read on the invoice.',
    ),
    chargedWithoutReportCents: told('What they have cost.'),
    perhapsTwice: told('Of those bought, the ones whose reconciling may have been charged besides.'),
    perhapsTwiceCents: told('What that has cost, if it was.'),
    underWay: told('Purchases under way.'),
    underWayCents: told('Set aside for them.'),
    withoutPrice: told('Of all these, those whose price nobody had told: their cents are missing.'),
    reused: told('Needs that were served by a report there was already.'),
  })
  .openapi('SpendRow');

export const spendView = z
  .object({
    from: z.string(),
    to: z.string(),
    rows: z.array(spendRowView),
    isCut: z.boolean().openapi({ description: 'There are more rows: ask for fewer days, or tell less apart.' }),
    total: spendRowView.omit({ branch: true, user: true, day: true, bureau: true, product: true }),
  })
  .openapi('Spend');

const COLUMNS: readonly (readonly [keyof SpendRow, string])[] = [
  ['branch', 'Filial'],
  ['user', 'Usuário'],
  ['day', 'Dia'],
  ['bureau', 'Bureau'],
  ['product', 'Produto'],
  ['bought', 'Compradas'],
  ['boughtCents', 'Valor das compradas (R$)'],
  ['unknown', 'Sem resultado conhecido'],
  ['unknownCents', 'Valor das sem resultado (R$)'],
  ['chargedWithoutReport', 'Cobradas sem consulta'],
  ['chargedWithoutReportCents', 'Valor das cobradas sem consulta (R$)'],
  ['perhapsTwice', 'Conciliações talvez cobradas à parte'],
  ['perhapsTwiceCents', 'Valor dessas conciliações (R$)'],
  ['underWay', 'Em andamento'],
  ['underWayCents', 'Valor das em andamento (R$)'],
  ['withoutPrice', 'Sem preço informado'],
  ['reused', 'Reaproveitadas'],
];

export function spendCsv({ rows }: { readonly rows: readonly SpendRow[] }): string {
  const lines = rows.map((row) => COLUMNS.map(([name]) => cell(name, row[name])));
  return spreadsheet(
    COLUMNS.map(([, title]) => title),
    lines,
  );
}

function cell(name: string, value: string | number | null): string | number {
  if (typeof value === 'number' && name.endsWith('Cents')) return reais(value);
  return value ?? '';
}
