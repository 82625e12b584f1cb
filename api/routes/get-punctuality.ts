/** Owns `GET /branches/{branch}/customers/{customerKey}/punctuality`: how a customer has paid, month after month. */
import { z } from '@hono/zod-openapi';
import { readPunctuality } from '../../usecases/read-punctuality';
import { branchCustomerParams } from '../params';
import { route } from '../route';

const monthView = z
  .object({
    month: z.string().openapi({ description: 'Such as 2026-11.' }),
    settledCount: z.int().openapi({ description: 'Titles of which nothing was open any more from a day of it on.' }),
    onTimeCount: z.int().openapi({ description: 'Of these, those settled without a day of delay.' }),
    averageDelayDays: z.number().nullable().openapi({ description: 'Unrounded; null where nothing was settled.' }),
  })
  .openapi('PunctualMonth');

export const getPunctuality = route({
  method: 'get',
  path: '/branches/{branch}/customers/{customerKey}/punctuality',
  summary: "A customer's payments of 24 months, by the month in which they were made: how many, on time, how late",
  permission: 'customers:read',
  params: branchCustomerParams,
  answer: z.object({
    customerKey: z.string(),
    asOf: z.string().openapi({ description: "Today, in the branch's zone." }),
    months: z
      .array(monthView)
      .nullable()
      .openapi({ description: 'Oldest first; null where there are more movements than are read.' }),
  }),
  errors: ['BranchNotFound', 'CustomerNotFound'],
  handle: async ({ params }, { credit }) => {
    const { asOf, months } = await readPunctuality(credit, params);
    return { customerKey: params.customerKey, asOf, months: months && [...months] };
  },
});
