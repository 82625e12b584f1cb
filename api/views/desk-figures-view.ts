/** Owns how the figures of the desk look to callers, as JSON and as a table for a spreadsheet. */
import { z } from '@hono/zod-openapi';
import { AGE_BANDS, type AgeBand } from '../../domain/desk-figures';
import { HOLD_ENDINGS, type HoldEnding } from '../../domain/hold-account';
import type { DeskFigures } from '../../usecases/desk-figures';
import { reais, spreadsheet, type Cell } from './spreadsheet';

const sum = { count: z.number(), valueCents: z.number() };
const heldShape = { ...sum, byAge: z.array(z.object({ age: z.enum(AGE_BANDS), ...sum })) };
const expiring = <T extends z.ZodType>(one: T) =>
  z.object({ total: z.number(), first: z.array(one).openapi({ description: 'The first hundred, by their day.' }) });

export const deskFiguresView = z
  .object({
    from: z.string(),
    to: z.string(),
    held: z.object({
      ...heldShape,
      byReason: z.array(z.object({ reason: z.string(), ...heldShape })).openapi({
        description: 'An order with two reasons counts in each; in the total it counts once.',
      }),
    }),
    timeToDecide: z
      .array(
        z.object({
          how: z.enum(HOLD_ENDINGS),
          count: z.number(),
          medianMinutes: z.number().nullable(),
          p90Minutes: z.number().nullable(),
        }),
      )
      .openapi({ description: 'Of the holds that ended in the period, by how they did.' }),
    people: z
      .array(
        z.object({
          subject: z.string(),
          count: z.number(),
          medianMinutes: z.number().nullable(),
          p90Minutes: z.number().nullable(),
        }),
      )
      .openapi({ description: 'Who released orders, or lifted holds by hand, in the period; the busiest first.' }),
    days: z
      .array(
        z.object({
          day: z.string().openapi({ description: 'A date of Brasília.' }),
          begun: z.number().openapi({ description: 'Holds that began on it.' }),
          begunCents: z.number().openapi({ description: 'The value of their orders.' }),
          ended: z.number().openapi({ description: 'Holds that ended on it, however they did.' }),
        }),
      )
      .openapi({ description: 'Each day of the period.' }),
    checkNames: z
      .array(z.object({ check: z.string(), name: z.string().openapi({ description: 'In Portuguese.' }) }))
      .openapi({ description: 'What the policies in force call their checks.' }),
    checks: z.array(
      z.object({
        check: z.string(),
        held: z.number(),
        released: z.number(),
        share: z.number().nullable(),
        hint: z.literal('indicate').nullable(),
        text: z.string().nullable(),
      }),
    ),
    secondHolds: z
      .array(z.object({ check: z.string(), repeated: z.number(), new: z.number() }))
      .openapi({ description: 'Orders held again after passing: by a check that had held them before, or a new one.' }),
    expiringLimits: expiring(
      z.object({
        customerKey: z.string(),
        kind: z.enum(['limit', 'temporaryLimit']),
        until: z.string(),
        amountCents: z.number(),
      }),
    ).openapi({ description: 'Of the company, within 30 days.' }),
    expiringReleases: expiring(
      z.object({
        release: z.string(),
        branch: z.string(),
        customerKey: z.string(),
        until: z.string(),
        remainingCents: z.number(),
      }),
    ).openapi({ description: 'Within seven days.' }),
    expiringExceptions: expiring(
      z.object({ exception: z.string(), branch: z.string().nullable(), check: z.string(), until: z.string() }),
    ).openapi({ description: 'Within seven days.' }),
  })
  .openapi('DeskFigures');
export type DeskFiguresView = z.input<typeof deskFiguresView>;

export function deskFiguresOf(from: string, to: string, figures: DeskFigures): Omit<DeskFiguresView, 'checkNames'> {
  const { expiringLimits, expiringReleases, expiringExceptions, checks, ...rest } = figures;
  return {
    from,
    to,
    ...rest,
    checks: checks.map((one) => ({ ...one, text: one.hint === null ? null : hintText(one.check, one.held) })),
    expiringLimits: { ...expiringLimits, first: [...expiringLimits.first] },
    expiringReleases: { ...expiringReleases, first: [...expiringReleases.first] },
    expiringExceptions: { ...expiringExceptions, first: [...expiringExceptions.first] },
  };
}

function hintText(check: string, held: number): string {
  return `Os ${held} bloqueios de ${check} no período foram todos liberados: avalie se basta que a verificação apenas indique.`;
}

const AGES: Readonly<Record<AgeBand, string>> = {
  today: 'Hoje',
  days1to3: '1 a 3 dias',
  days4to7: '4 a 7 dias',
  days8plus: '8 dias ou mais',
};
const HOWS: Readonly<Record<HoldEnding, string>> = {
  released: 'Liberação',
  excepted: 'Exceção',
  tolerated: 'Tolerância',
  causeGone: 'Causa resolvida',
  amended: 'Alteração do pedido',
  lifted: 'Desbloqueio manual',
  cancelled: 'Cancelamento',
  closed: 'Encerramento',
  expired: 'Fim do prazo',
};
const TITLES = [
  'Indicador',
  'Item',
  'Faixa',
  'Quantidade',
  'Valor (R$)',
  'Mediana (min)',
  '90% até (min)',
  'Observação',
];

/** One figure a line. */
export function deskFiguresCsv(told: DeskFiguresView): string {
  const { held, timeToDecide, people, checks, secondHolds, expiringLimits, expiringReleases, expiringExceptions } =
    told;
  const heldLine = (item: string, { byAge }: Pick<typeof held, 'byAge'>): Cell[][] =>
    byAge.map(({ age, count, valueCents }) => [
      'Bloqueado agora',
      item,
      AGES[age],
      count,
      reais(valueCents),
      '',
      '',
      '',
    ]);
  return spreadsheet(TITLES, [
    ...heldLine('Total (cada pedido uma vez)', held),
    ...held.byReason.flatMap((one) => heldLine(one.reason, one)),
    ...timeToDecide.map(({ how, count, medianMinutes, p90Minutes }) => {
      return ['Tempo até a decisão', HOWS[how], '', count, '', medianMinutes ?? '', p90Minutes ?? '', ''];
    }),
    ...people.map(({ subject, count, medianMinutes, p90Minutes }) => {
      return ['Tempo por pessoa', subject, '', count, '', medianMinutes ?? '', p90Minutes ?? '', ''];
    }),
    ...checks.map(({ check, held: n, released, text }) => {
      return ['Liberados por verificação', check, `de ${n}`, released, '', '', '', text ?? ''];
    }),
    ...secondHolds.flatMap(({ check, repeated, new: isNew }) => [
      ['Segundo bloqueio', check, 'mesmo motivo', repeated, '', '', '', ''],
      ['Segundo bloqueio', check, 'motivo novo', isNew, '', '', '', ''],
    ]),
    ...expiringLimits.first.map(({ customerKey, until, amountCents }) => {
      return ['Limite a vencer', customerKey, until, '', reais(amountCents), '', '', ''];
    }),
    ...expiringReleases.first.map(({ release, until, remainingCents }) => {
      return ['Liberação a vencer', release, until, '', reais(remainingCents), '', '', ''];
    }),
    ...expiringExceptions.first.map(({ exception, until, check }) => {
      return ['Exceção a vencer', exception, until, '', '', '', '', check];
    }),
  ]);
}
