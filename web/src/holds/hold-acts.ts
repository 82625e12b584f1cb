/** Owns what can be done to held orders, each in one request, and what the person is told of it. */
import { notifications } from '@mantine/notifications';
import { call, path } from '../data/call';
import { findingText } from '../data/finding-text';
import { ApiProblem } from '../data/problem';
import { useShellTexts } from '../shell/texts';
import { currentLanguage } from '../texts/define-texts';
import { useDeskTexts } from './desk-texts';
import { nameOf, useHoldsChanged, type Hold } from './use-holds';

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
    readonly branch: string;
    readonly order: string;
    readonly status: 'done' | 'refused' | 'failed';
    readonly problem: { readonly code: string; readonly detail?: string; readonly title: string } | null;
  }[];
}
interface Waiting {
  readonly releases: readonly { readonly release: string; readonly scope: { readonly order?: string } }[];
}

const SAID = { release: 'released', refuse: 'refused', forceHold: 'forceHeld' } as const;

/** What was not done, and why; the code says what may be done instead. */
export interface NotDone {
  /** As the queue knows it; `null` where it is said of all. */
  readonly name: string | null;
  readonly order: string;
  readonly code: string;
  readonly message: string;
  /** Something was heard: the same again is another attempt. */
  readonly isAnswered: boolean;
}

/** Those of a dialog resolve to what was not done, which the dialog tells; the others tell it themselves. */
export function useHoldActs() {
  const say = useDeskTexts();
  const sayOfShell = useShellTexts();
  const changed = useHoldsChanged();
  const notDone = (order: string, error: unknown) => failureOf(order, error, sayOfShell('noAnswer'));
  const attempt = async (done: string, order: string, work: () => Promise<unknown>): Promise<readonly NotDone[]> => {
    try {
      await work();
      notifications.show({ message: done, color: 'indigo' });
      return [];
    } catch (error) {
      return [notDone(order, error)];
    } finally {
      await changed();
    }
  };
  const atOnce = async (done: string, order: string, work: () => Promise<unknown>): Promise<void> => {
    for (const { message } of await attempt(done, order, work))
      notifications.show({ title: say('notDone', { order }), message, color: 'gray', autoClose: 12_000 });
  };
  const ofHold = (hold: Hold, what: string) => path`/holds/${hold.branch}/${hold.order}/${what}`;
  const ofOrder = (hold: Hold, what: string) => path`/branches/${hold.branch}/orders/${hold.order}/${what}`;
  return {
    many: async (asked: BulkAsked): Promise<readonly NotDone[]> => {
      try {
        const results = await sendMany(asked);
        const left = results.flatMap((one) => (one.status === 'done' ? [] : [refusedOf(one)]));
        const count = results.length - left.length;
        if (count > 0) notifications.show({ message: say(SAID[asked.act], { count }), color: 'indigo' });
        return left;
      } catch (error) {
        return [notDone(asked.holds.map(({ order }) => order).join(', '), error)];
      } finally {
        await changed();
      }
    },
    escalate: (hold: Hold, note: string) =>
      attempt(say('escalated', { order: hold.order }), hold.order, () => passOn(hold, note)),
    promise: (hold: Hold, promise: { readonly amountCents: number; readonly promisedOn: string }) =>
      attempt(say('promiseKept', { order: hold.order }), hold.order, () =>
        call('PUT', ofHold(hold, 'promise'), promise),
      ),
    assume: (hold: Hold) =>
      atOnce(say('assumed', { order: hold.order }), hold.order, () => call('POST', ofHold(hold, 'assume'))),
    putBack: (hold: Hold) =>
      atOnce(say('wasPutBack', { order: hold.order }), hold.order, () => call('POST', ofHold(hold, 'put-back'))),
    reevaluate: (hold: Hold) =>
      atOnce(say('reevaluated', { order: hold.order }), hold.order, () => call('POST', ofOrder(hold, 'reevaluate'))),
    unhold: (hold: Hold) =>
      atOnce(say('wasUnheld', { order: hold.order }), hold.order, () => call('POST', ofOrder(hold, 'unhold'))),
  };
}

async function sendMany({ act, holds, reasonCode, note, key }: BulkAsked): Promise<BulkAnswer['results']> {
  const orders = holds.map(({ branch, order, seen }) => ({ branch, order, seen }));
  const body = { action: act, orders, reasonCode, note: note === '' ? null : note };
  return (await call<BulkAnswer>('POST', '/holds/bulk', body, { idempotencyKey: key })).results;
}

/** Asked for already it goes to the next band, else to the first that may. */
async function passOn(hold: Hold, note: string): Promise<void> {
  const of = path`/branches/${hold.branch}/customers/${hold.customerKey}/releases`;
  const { releases } = await call<Waiting>('GET', `${of}?status=requested`);
  const asked = releases.find(({ scope }) => scope.order === hold.order);
  if (asked !== undefined) {
    await call('POST', path`/release-requests/${asked.release}/escalate`);
    return;
  }
  const checks = hold.restrictions.filter(({ waivedBy }) => !waivedBy).map(({ check }) => check);
  const scope = { kind: 'order', order: hold.order };
  await call('POST', '/release-requests', { branch: hold.branch, scope, checks, note: note === '' ? null : note });
}

function refusedOf({ branch, order, problem }: BulkAnswer['results'][number]): NotDone {
  const message = problem?.detail ?? problem?.title ?? '';
  return { name: nameOf({ branch, order }), order, code: problem?.code ?? '', message, isAnswered: true };
}

function failureOf(order: string, error: unknown, noAnswer: string): NotDone {
  if (!(error instanceof ApiProblem)) return { name: null, order, code: '', message: String(error), isAnswered: false };
  const { code, status } = error;
  const message = status === 0 ? noAnswer : whatToDo(error);
  return { name: null, order, code, message, isAnswered: status > 0 && status < 500 };
}

/** What happened, and what to do where the API says that. */
function whatToDo({ message, code, details }: ApiProblem): string {
  const findings = details.findings.map((one) => findingText(one, currentLanguage()));
  return [message === '' ? code : message, ...findings].join(' ');
}
