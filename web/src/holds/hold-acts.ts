/** Owns what can be done to held orders, each in one request, and what the person is told of it. */
import { notifications } from '@mantine/notifications';
import { call, path } from '../data/call';
import { ApiProblem } from '../data/problem';
import { useDeskTexts } from './desk-texts';
import { useHoldsChanged, type Hold } from './use-holds';

export type BulkAct = 'release' | 'refuse' | 'forceHold';
export interface BulkAsked {
  readonly act: BulkAct;
  readonly holds: readonly Hold[];
  readonly reasonCode: string;
  readonly note: string;
  readonly key: string;
}
interface BulkAnswer {
  readonly results: readonly {
    readonly order: string;
    readonly status: 'done' | 'refused' | 'failed';
    readonly problem: { readonly detail?: string; readonly title: string } | null;
  }[];
}
interface Waiting {
  readonly releases: readonly { readonly release: string; readonly scope: { readonly order?: string } }[];
}

const SAID = { release: 'released', refuse: 'refused', forceHold: 'forceHeld' } as const;

/** Each resolves to whether it was done; what went wrong has been told by then. */
export function useHoldActs() {
  const say = useDeskTexts();
  const changed = useHoldsChanged();
  const attempt = async (done: string | null, order: string, work: () => Promise<unknown>): Promise<boolean> => {
    try {
      await work();
      if (done !== null) notifications.show({ message: done, color: 'indigo' });
      return true;
    } catch (error) {
      const message = error instanceof ApiProblem ? whatToDo(error) : String(error);
      notifications.show({ title: say('notDone', { order }), message, color: 'gray', autoClose: 12_000 });
      return false;
    } finally {
      await changed();
    }
  };
  const ofHold = (hold: Hold, what: string) => path`/holds/${hold.branch}/${hold.order}/${what}`;
  const ofOrder = (hold: Hold, what: string) => path`/branches/${hold.branch}/orders/${hold.order}/${what}`;
  return {
    many: ({ act, holds, reasonCode, note, key }: BulkAsked) =>
      attempt(null, holds.map(({ order }) => order).join(', '), async () => {
        const orders = holds.map(({ branch, order, seen }) => ({ branch, order, seen }));
        const body = { action: act, orders, reasonCode, note: note === '' ? null : note };
        const { results } = await call<BulkAnswer>('POST', '/holds/bulk', body, { idempotencyKey: key });
        const count = results.filter(({ status }) => status === 'done').length;
        if (count > 0) notifications.show({ message: say(SAID[act], { count }), color: 'indigo' });
        for (const { order, problem } of results.filter(({ status }) => status !== 'done')) {
          const message = problem?.detail ?? problem?.title ?? '';
          notifications.show({ title: say('notDone', { order }), message, color: 'gray', autoClose: 12_000 });
        }
      }),
    escalate: (hold: Hold, note: string) =>
      attempt(say('escalated', { order: hold.order }), hold.order, async () => {
        const of = path`/branches/${hold.branch}/customers/${hold.customerKey}/releases`;
        const { releases } = await call<Waiting>('GET', `${of}?status=requested`);
        const asked = releases.find(({ scope }) => scope.order === hold.order);
        const said = note === '' ? null : note;
        if (asked !== undefined) return call('POST', path`/release-requests/${asked.release}/escalate`);
        const checks = hold.restrictions.filter(({ waivedBy }) => !waivedBy).map(({ check }) => check);
        const scope = { kind: 'order', order: hold.order };
        return call('POST', '/release-requests', { branch: hold.branch, scope, checks, note: said });
      }),
    promise: (hold: Hold, promise: { readonly amountCents: number; readonly promisedOn: string }) =>
      attempt(say('promiseKept', { order: hold.order }), hold.order, () =>
        call('PUT', ofHold(hold, 'promise'), promise),
      ),
    assume: (hold: Hold) =>
      attempt(say('assumed', { order: hold.order }), hold.order, () => call('POST', ofHold(hold, 'assume'))),
    putBack: (hold: Hold) =>
      attempt(say('wasPutBack', { order: hold.order }), hold.order, () => call('POST', ofHold(hold, 'put-back'))),
    reevaluate: (hold: Hold) =>
      attempt(say('reevaluated', { order: hold.order }), hold.order, () => call('POST', ofOrder(hold, 'reevaluate'))),
    unhold: (hold: Hold) =>
      attempt(say('wasUnheld', { order: hold.order }), hold.order, () => call('POST', ofOrder(hold, 'unhold'))),
  };
}

/** What happened, and what to do where the API says that. */
function whatToDo({ message, code, details }: ApiProblem): string {
  const findings = details.findings.map((one) => [one.message, one.fix].filter(Boolean).join(': '));
  return [message === '' ? code : message, ...findings].join(' ');
}
