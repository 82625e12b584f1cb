/** Owns P12: how many bytes of history a whole order leaves in Temporal, and what of its people is in clear there. */
import type { Payload } from '@temporalio/common';
import { temporal } from '@temporalio/proto';
import { orderWorkflowId } from '../../adapters/temporal/order-workflows';
import type { Measure } from '../measure';
import type { Row } from '../row';
import { documentOf } from '../stage/documents';
import { seedCustomers, submit } from '../stage/orders';
import { BRANCH, startProduct, type Product } from '../stage/product';
import { formsOf } from '../stage/text-forms';

const BY_PEOPLE = ['commercialApproval', 'financialApproval', 'stockSeparation'] as const;
const PARAMETERS = { stages: { invoicing: { by: 'automatic' } } };
// Rows share a Temporal server, on which an order's id is one order.
const ORDER = 'p12-measured';
const NAME = 'Mercearia Jacarandá do Quilombola';
const NOTE = 'Entregar a Benedita Paranhos, portaria da rua Umbuzeiro';
const DAY_MS = 24 * 3_600_000;

export const historySize: Row = {
  id: 'P12',
  title: 'bytes of history of a whole order with 5 payment lines, and personal data in clear in them',
  run: async (stage) => {
    const product = await startProduct(stage, { name: 'p12', parameters: PARAMETERS });
    try {
      await seedCustomers(product, 0, 2);
      await submit(product, 'p12-first', 0);
      await wholeOrder(product);
      const handle = product.temporal.workflow.getHandle(orderWorkflowId({ branch: BRANCH, order: ORDER }));
      const { raw, status } = await handle.describe();
      if (status.name !== 'COMPLETED') throw new Error(`the order's workflow is ${status.name}`);
      const bytes = Number(raw.workflowExecutionInfo?.historySizeBytes);
      const history = await handle.fetchHistory();
      const events = history.events?.length ?? 0;
      return [
        measure('P12a', bytes, 10_000, 6_000, 'bytes of history', [
          `${events} events: submit, ${BY_PEOPLE.join(', ')}, automatic invoicing; sealed payloads`,
        ]),
        await inClear(product, history),
      ];
    } finally {
      await product.stop();
    }
  },
};

/** A customer with a name, and an order with a note, in five instalments that people let through. */
async function wholeOrder({ http }: Product): Promise<void> {
  const at = `/v1/branches/${BRANCH}`;
  const document = documentOf(1);
  await http.done('PUT', `${at}/customers`, { document, name: NAME });
  const amounts = [400_00, 350_00, 300_00, 250_00, 200_00];
  await http.done('POST', `${at}/orders`, {
    id: ORDER,
    document,
    seller: 'bench',
    totalCents: amounts.reduce((sum, amount) => sum + amount, 0),
    payments: amounts.map((amountCents, line) => ({
      modality: 'bankSlip',
      amountCents,
      dueOn: [new Date(Date.now() + (line + 1) * 30 * DAY_MS).toISOString().slice(0, 10)],
    })),
    items: 12,
    note: NOTE,
  });
  for (const action of BY_PEOPLE) {
    const answer = await http.done('POST', `${at}/orders/${ORDER}/actions/${action}`);
    const { outcome } = answer as { outcome?: string };
    if (outcome !== 'clear' && outcome !== 'indicated') throw new Error(`${action} was ${outcome ?? 'not answered'}`);
  }
}

async function inClear(product: Product, history: temporal.api.history.v1.IHistory): Promise<Measure> {
  const digits = documentOf(1);
  const planted = [digits, digits.slice(0, 12), digits.slice(0, 8), NAME, 'Quilombola', NOTE, 'Paranhos', 'Umbuzeiro'];
  const forms = planted.flatMap(formsOf);
  const stored = Buffer.from(temporal.api.history.v1.History.encode(history).finish());
  const found = forms.filter((form) => stored.includes(form));
  // A search that would find nothing anywhere proves nothing: opened, the same payloads do hold the note.
  const opened = await open(product, payloadsIn(history));
  const control = forms.filter((form) => opened.includes(form)).length;
  if (control === 0) throw new Error('nothing planted is in the opened payloads either: the search does not work');
  return measure('P12b', found.length, 0, 0, 'texts in clear', [
    `${planted.length} planted texts in ${forms.length} forms, searched for in the stored bytes; ${control} in the opened payloads`,
  ]);
}

function payloadsIn(value: unknown): Payload[] {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return [];
  if ('metadata' in value && 'data' in value) return [value as Payload];
  return Object.values(value).flatMap(payloadsIn);
}

/** Payloads that Temporal or its SDK writes about an order aren't sealed; they are searched as they are. */
async function open({ temporal: client }: Product, payloads: readonly Payload[]): Promise<Buffer> {
  const [codec] = client.options.loadedDataConverter.payloadCodecs;
  if (codec === undefined) throw new Error('the client has no payload codec');
  const opened = await Promise.all(payloads.map((payload) => codec.decode([payload]).catch(() => [payload])));
  return Buffer.concat(opened.flat().map(({ data }) => data ?? new Uint8Array()));
}

function measure(id: string, ours: number, floor: number, aim: number, unit: string, notes: string[]): Measure {
  return { id, ours, reference: null, ratio: null, floor, aim, unit, better: 'lower', notes };
}
