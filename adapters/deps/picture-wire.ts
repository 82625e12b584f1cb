/** Owns how a picture is written to Deps and read back: Portuguese names, decimal reais, tipos by number. */
import { z } from 'zod';
import { isCalendarDate } from '../../domain/calendar';
import { DepsError } from '../../domain/deps-error';
import type { DepsPicture, PictureDetail, PictureKind } from '../../domain/receivables-picture';

const TIPO: Readonly<Record<PictureKind, number>> = { paid: 1, overdue: 2, due: 3 };
const KINDS = Object.keys(TIPO) as PictureKind[];
const MIDNIGHT = 'T00:00:00';

/** Whole cents become decimal reais here, in this one place. */
export function wireOfPictures(pictures: readonly DepsPicture[]): unknown {
  return { contasReceber: pictures.map((picture) => ({ documento: picture.document, dados: dataOf(picture) })) };
}

function dataOf(picture: DepsPicture): unknown {
  return {
    dataPosicao: `${picture.positionOn}${MIDNIGHT}`,
    campoComplementar: 0,
    maiorLimiteTomado: reais(picture.greatestCents),
    contasReceberResumido: {
      mediaDiasAtraso: picture.averageDelayDays,
      mediaDiasVencido: picture.overdueMeanDays,
      mediaDiasVencer: picture.dueMeanDays,
      totalPago: reais(picture.paidCents),
      totalVencido: reais(picture.overdueCents),
      totalVencer: reais(picture.dueCents),
    },
    contasReceberDetalhado: picture.details.map(({ kind, months }) => ({
      tipo: TIPO[kind],
      detalhes: months.map(({ month, items }) => ({
        dataBase: `${month}-01${MIDNIGHT}`,
        itens: items.map(({ period, cents }) => ({ periodo: period, valor: reais(cents) })),
      })),
    })),
  };
}

/** The nearest double of an amount prints as it, to two places, up to 2^53 cents. */
function reais(cents: number): number {
  if (!Number.isSafeInteger(cents)) throw new RangeError('an amount is not a whole number of cents');
  return cents / 100;
}

/** 1234.56, "1.234,56" and "R$ 1.234,56" are all met; nothing given is zero. */
const number = z
  .union([z.number(), z.string().max(40), z.null()])
  .optional()
  .transform((value, context) => {
    const parsed = typeof value === 'string' ? Number(plainDecimal(value)) : (value ?? 0);
    if (Number.isFinite(parsed)) return parsed;
    context.addIssue({ code: 'custom', message: 'is no number' });
    return z.NEVER;
  });
const money = number.transform((value, context) => {
  const cents = Math.round(value * 100);
  if (Number.isSafeInteger(cents)) return cents === 0 ? 0 : cents;
  context.addIssue({ code: 'custom', message: 'is no amount' });
  return z.NEVER;
});
const day = z
  .string()
  .transform((text) => text.slice(0, 10))
  .refine(isCalendarDate);
const listOf = <T extends z.ZodType>(item: T, max: number) =>
  z
    .array(item)
    .max(max)
    .nullish()
    .transform((list) => list ?? []);

const itemSchema = z.object({ periodo: z.string().max(200), valor: money });
const monthSchema = z.object({ dataBase: day, itens: listOf(itemSchema, 200) });
const detailSchema = z.object({ tipo: z.literal([1, 2, 3]), detalhes: listOf(monthSchema, 1_200) });
const summarySchema = z.object({
  mediaDiasAtraso: number,
  mediaDiasVencido: number,
  mediaDiasVencer: number,
  totalPago: money,
  totalVencido: money,
  totalVencer: money,
});
const dataSchema = z.object({
  dataPosicao: day,
  maiorLimiteTomado: money,
  contasReceberResumido: summarySchema.nullish(),
  contasReceberDetalhado: listOf(detailSchema, 20),
});
const entrySchema = z.object({ documento: z.string(), dados: dataSchema.nullable() });

/**
 * What was read back: in the envelope it is sent in, as a list or as one entry, since no documentation shows it. Nothing
 * in it is `null`; an entry of another customer, or one that can't be read, is `unreadable`.
 */
export function pictureOfAnswer(body: unknown, document: string): DepsPicture | null {
  const entries = entriesOf(body);
  const [entry] = entries;
  if (entry === undefined) return null;
  const parsed = entrySchema.safeParse(entry);
  if (entries.length > 1 || !parsed.success) throw new DepsError('unreadable', 'the picture read back can not be read');
  if (bare(parsed.data.documento) !== bare(document)) {
    throw new DepsError('unreadable', 'the picture read back is of another customer');
  }
  return parsed.data.dados === null ? null : pictureOf(document, parsed.data.dados);
}

function pictureOf(document: string, data: z.infer<typeof dataSchema>): DepsPicture {
  const summary = data.contasReceberResumido;
  return {
    document,
    positionOn: data.dataPosicao,
    greatestCents: data.maiorLimiteTomado,
    averageDelayDays: summary?.mediaDiasAtraso ?? 0,
    overdueMeanDays: summary?.mediaDiasVencido ?? 0,
    dueMeanDays: summary?.mediaDiasVencer ?? 0,
    paidCents: summary?.totalPago ?? 0,
    overdueCents: summary?.totalVencido ?? 0,
    dueCents: summary?.totalVencer ?? 0,
    details: data.contasReceberDetalhado.map(detailOf),
  };
}

function detailOf({ tipo, detalhes }: z.infer<typeof detailSchema>): PictureDetail {
  const months = detalhes.map(({ dataBase, itens }) => ({
    month: dataBase.slice(0, 7),
    items: itens.map(({ periodo, valor }) => ({ period: periodo, cents: valor })),
  }));
  return { kind: KINDS.find((kind) => TIPO[kind] === tipo) ?? 'paid', months };
}

function entriesOf(body: unknown): readonly unknown[] {
  if (body === null) return [];
  if (Array.isArray(body)) return body;
  const envelope = typeof body === 'object' && 'contasReceber' in body ? body.contasReceber : undefined;
  if (envelope === null) return [];
  return Array.isArray(envelope) ? envelope : [body];
}

function plainDecimal(text: string): string {
  const bareText = text.replace(/R\$|\s/g, '');
  return bareText.includes(',') ? bareText.replaceAll('.', '').replace(',', '.') : bareText || 'none';
}

function bare(document: string): string {
  return document.replace(/[.\-/\s]/g, '').toUpperCase();
}
