/** Owns a process whose purchases stop each at its own point, say so, and wait for the process to be killed. */
import { Context } from '@temporalio/activity';
import type { BureauLine, PurchaseDeps } from '../../../usecases/purchase-deps';
import type { ApiDeps } from '../../../api/deps';
import type { Stores } from '../../../adapters/mongo/stores';
import { labelOfStep } from './points';

/** By customer, or by purchase where a call names nothing else: where it stops. */
export type Stops = Readonly<Record<string, string>>;

type Call = (...args: never[]) => Promise<unknown>;
/** Whom a call is for, and what goes on while it is stopped. */
type Subject<C extends Call> = (...args: Parameters<C>) => { readonly id: string; readonly beat?: () => void };

const BEAT_MS = 2_000;

/** The same call, which stops at the point of the one it is made for. */
function stopping<C extends Call>(
  stops: Stops,
  call: C,
  label: string | ((...args: Parameters<C>) => string),
  subjectOf: Subject<C>,
): C {
  const stopped = async (...args: Parameters<C>): Promise<unknown> => {
    const name = typeof label === 'string' ? label : label(...args);
    const { id, beat } = subjectOf(...args);
    const [at, when] = (stops[id] ?? '').split(':');
    if (at !== name) return call(...args);
    if (when === 'after') await call(...args).catch(() => undefined);
    if (when === 'during') void call(...args).catch(() => undefined);
    process.stdout.write(`reached ${id} ${name}:${when}\n`);
    if (beat) setInterval(beat, BEAT_MS);
    return new Promise<never>(() => undefined);
  };
  return stopped as Call as C;
}

/** By the id of its workflow. What is stopped still beats: it is the process that dies, and not before the others are stopped. */
function ofActivity(): { readonly id: string; readonly beat: () => void } {
  const context = Context.current();
  const id = context.info.workflowExecution?.workflowId.split('/')[2] ?? '';
  return { id, beat: () => context.heartbeat() };
}

/** What a worker makes purchases with. */
export function stoppingPurchase(stops: Stops, deps: PurchaseDeps): PurchaseDeps {
  const at = <C extends Call>(call: C, label: string | ((...args: Parameters<C>) => string)): C =>
    stopping(stops, call, label, ofActivity);
  const { purchases, customerKeys, bureauSlots, reports, reportUses, money, receivables, lines } = deps;
  const ofLine = (line: BureauLine): BureauLine => ({
    ...line,
    query: at(line.query.bind(line), ({ reuse }) => (reuse ? 'bureau.reuse' : 'bureau.query')),
  });
  return {
    ...deps,
    purchases: {
      ...purchases,
      advance: at(purchases.advance.bind(purchases), (_seen, step) => `purchases.${labelOfStep(step)}`),
    },
    customerKeys: { ...customerKeys, ensure: at(customerKeys.ensure.bind(customerKeys), 'customerKeys.ensure') },
    bureauSlots: {
      take: at(bureauSlots.take.bind(bureauSlots), 'bureauSlots.take'),
      free: at(bureauSlots.free.bind(bureauSlots), 'bureauSlots.free'),
    },
    reports: { ...reports, insert: at(reports.insert.bind(reports), 'reports.insert') },
    reportUses: { ...reportUses, insert: at(reportUses.insert.bind(reportUses), 'reportUses.insert') },
    money: { ...money, settle: at(money.settle.bind(money), 'money.settle') },
    receivables: { send: at(receivables.send.bind(receivables), 'receivables.send') },
    openProposal: at(deps.openProposal, 'openProposal'),
    lines: {
      find: async (branch, bureau) => {
        const line = await lines.find(branch, bureau);
        return line && ofLine(line);
      },
    },
  };
}

/** What an API opens purchases with. */
export function stoppingApi(
  stops: Stops,
  stores: Stores,
  buying: ApiDeps['buying'],
): Pick<ApiDeps, 'stores' | 'buying'> {
  const { money, reportWorkflows } = buying;
  const reserve: typeof money.reserve = (spending) => money.reserve(spending);
  const insert: Stores['purchases']['insert'] = (record) => stores.purchases.insert(record);
  const carry: typeof reportWorkflows.carry = (need, purchase) => reportWorkflows.carry(need, purchase);
  return {
    stores: {
      ...stores,
      purchases: {
        ...stores.purchases,
        insert: stopping(stops, insert, 'purchases.insert', ({ customerKey }) => ({ id: customerKey })),
      },
    },
    buying: {
      ...buying,
      money: { ...money, reserve: stopping(stops, reserve, 'money.reserve', ({ purchase }) => ({ id: purchase })) },
      reportWorkflows: {
        carry: stopping(stops, carry, 'reportWorkflows.carry', ({ customerKey }) => ({ id: customerKey })),
      },
    },
  };
}
